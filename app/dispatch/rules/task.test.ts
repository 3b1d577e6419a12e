import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { taskMayBecome } from "../states";
import { ASSIGNMENT_STATES, TASK_STATES } from "../types";
import { freePlaces, settledState } from "./task";

const teams = fc.array(fc.constantFrom(...ASSIGNMENT_STATES), { maxLength: 8 });

describe("where a task stands after its team has changed", () => {
  it("is a step of its table, or where it was, whatever the team", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TASK_STATES),
        fc.integer({ min: 1, max: 5 }),
        teams,
        (state, size, team) => {
          const next = settledState(state, size, team);
          expect(next === state || taskMayBecome(state, next)).toBe(true);
        },
      ),
    );
  });

  it("comes to rest in at most two steps", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), teams, (size, team) => {
        const twice = settledState(settledState("open", size, team), size, team);
        expect(settledState(twice, size, team)).toBe(twice);
      }),
    );
  });

  it("is open again when one of a whole team leaves, not when it is under way", () => {
    expect(settledState("assigned", 2, ["accepted", "withdrawn"])).toBe("open");
    expect(settledState("under_way", 2, ["en_route", "withdrawn"])).toBe("under_way");
    expect(settledState("assigned", 1, ["en_route"])).toBe("under_way");
  });

  it("never counts more places free than there are", () => {
    expect(freePlaces(2, ["accepted", "done", "on_site"])).toBe(0);
    expect(freePlaces(3, ["offered", "declined", "accepted"])).toBe(2);
  });
});
