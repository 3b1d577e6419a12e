import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ASSIGNMENT_STATES, TASK_STATES, taskMayBecome } from "../states";
import {
  freePlaces,
  isDoneByAll,
  isNeedless,
  judgeWindow,
  leadOf,
  leftOf,
  settledState,
} from "./task";

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

  it("lets nobody who has not set out go without a whole team, once whoever had set out is gone", () => {
    expect(settledState("under_way", 2, ["accepted", "withdrawn"])).toBe("open");
    expect(settledState("under_way", 2, ["accepted", "withdrawn", "accepted"])).toBe("assigned");
    expect(settledState("under_way", 2, ["accepted", "done"])).toBe("under_way");
  });

  it("never counts more places free than there are", () => {
    expect(freePlaces(2, ["accepted", "done", "on_site"])).toBe(0);
    expect(freePlaces(3, ["offered", "declined", "accepted"])).toBe(2);
  });
});

describe("who leads", () => {
  const part = (personId: string, state: (typeof ASSIGNMENT_STATES)[number]) => ({
    personId,
    state,
  });

  it("is whoever did, as long as they are on it or have done it", () => {
    for (const state of ["accepted", "en_route", "on_site", "done"] as const)
      expect(leadOf("b", [part("a", "accepted"), part("b", state)])).toBe("b");
  });

  it("passes on to the first who is left, whatever way the lead went", () => {
    for (const state of ["withdrawn", "released", "expired", "declined"] as const)
      expect(leadOf("a", [part("a", state), part("b", "offered"), part("c", "en_route")])).toBe(
        "c",
      );
  });

  it("is one who has done their part when nobody else is left, and nobody when none is", () => {
    expect(leadOf("a", [part("a", "released"), part("b", "done")])).toBe("b");
    expect(leadOf("a", [part("a", "released"), part("b", "offered")])).toBeNull();
  });

  it("leaves a task done when all who are left have said so", () => {
    const left = [part("a", "released"), part("b", "done")];
    expect(isDoneByAll("under_way", left)).toBe(true);
    expect(isDoneByAll("under_way", [...left, part("c", "on_site")])).toBe(false);
    expect(isDoneByAll("under_way", [part("a", "released")])).toBe(false);
    expect(isDoneByAll("open", left)).toBe(false);
  });
});

describe("what is left of a task's window", () => {
  const at = (hours: number) => new Date(Date.UTC(2026, 10, 26, hours));
  it.each([
    ["all of it before it begins", at(8), at(10), at(12)],
    ["the rest once it has begun", at(11), at(11), at(12)],
    ["an hour once it has passed", at(13), at(13), at(14)],
  ])("is %s", (_, now, from, to) => {
    expect(leftOf({ from: at(10), to: at(12) }, now)).toEqual({ from, to });
  });
});

describe("the window of a task", () => {
  const now = new Date("2026-11-23T12:00:00Z");
  const judged = (from: string, to: string) =>
    judgeWindow({ from: new Date(from), to: new Date(to) }, now)?.code ?? null;

  it.each([
    ["of two hours", "2026-11-23T13:00Z", "2026-11-23T15:00Z", null],
    ["that has begun", "2026-11-23T11:00Z", "2026-11-23T15:00Z", null],
    ["of a week", "2026-11-24T08:00Z", "2026-12-01T08:00Z", null],
    ["that ends ten years late", "2026-11-23T13:00Z", "2036-11-23T15:00Z", "task.long"],
    ["that began ten years ago", "2016-11-23T13:00Z", "2026-11-23T15:00Z", "task.long"],
    ["of next year by a slip", "2027-11-23T13:00Z", "2027-11-23T15:00Z", "task.distant"],
    ["a minute over a week", "2026-11-24T08:00Z", "2026-12-01T08:01Z", "task.long"],
    ["that is over", "2026-11-23T09:00Z", "2026-11-23T11:00Z", "task.window"],
    ["that ends before it begins", "2026-11-23T15:00Z", "2026-11-23T14:00Z", "task.window"],
  ])("%s", (_, from, to, code) => {
    expect(judged(from, to)).toBe(code);
  });
});

describe("a task that nobody needs any more", () => {
  it.each([
    ["under_way", ["fulfilled", "closed"], true],
    ["open", ["cancelled"], true],
    ["under_way", ["fulfilled", "triaged"], false],
    ["under_way", ["in_progress"], false],
    // Somebody has still to say what came of it.
    ["done", ["fulfilled"], false],
    ["confirmed", ["fulfilled"], false],
    // An errand.
    ["under_way", [], false],
  ] as const)("%s, for %j: %s", (state, served, is) => {
    expect(
      isNeedless(
        { state },
        served.map((one) => ({ state: one })),
      ),
    ).toBe(is);
  });
});
