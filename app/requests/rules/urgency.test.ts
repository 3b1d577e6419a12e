import { describe, expect, it } from "vitest";
import clocks from "../../../drizzle/seed/clocks.json";
import { type Cover, type Trouble, UNCOVERED } from "../states";
import { clockOf, clockState, dueOf, troubleAfter } from "./urgency";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 16) + minutes * 60_000);
const waiting = {
  state: "submitted" as const,
  cover: "nobody_asked" as const,
  priority: "high" as const,
  createdAt: at(0),
  triagedAt: null,
  neededBy: null,
};

describe("the clock of a request", () => {
  it("runs from asking until it was read, then from there", () => {
    expect(clockOf(waiting, clocks)).toEqual({ from: at(0), due: at(15) });
    const triaged = { ...waiting, state: "triaged" as const, triagedAt: at(5) };
    expect(clockOf(triaged, clocks)).toEqual({ from: at(5), due: at(65) });
    expect(clockOf({ ...triaged, state: "fulfilled" }, clocks)).toBeNull();
  });

  it("gives way to a deadline that comes first", () => {
    expect(clockOf({ ...waiting, neededBy: at(10) }, clocks)?.due).toEqual(at(10));
    expect(clockOf({ ...waiting, neededBy: at(90) }, clocks)?.due).toEqual(at(15));
  });

  it("of finding somebody stops at the first yes, and not at a task that nobody took", () => {
    const working = { ...waiting, state: "in_progress" as const, triagedAt: at(5) };
    const due = (cover: Cover) => dueOf({ ...working, cover }, clocks);
    for (const cover of UNCOVERED) expect(due(cover)).toEqual(at(5 + clocks.high.assignMinutes));
    for (const cover of ["accepted", "on_the_way", "there", "done"] as const)
      expect(due(cover)).toEqual(at(clocks.high.fulfilMinutes));
  });

  it.each([
    [0, "ok"],
    [11, "ok"],
    [12, "near"],
    [15, "over"],
    [99, "over"],
  ])("after %i of 15 minutes is %s", (spent, state) => {
    expect(clockState(at(0), at(15), at(spent))).toBe(state);
  });
});

describe("what broke", () => {
  const left = (before: Cover, now: Cover, trouble: Trouble | null = null) =>
    troubleAfter({ cover: before, trouble }, now);

  it("is that whoever had said yes is gone", () => {
    expect(left("on_the_way", "unanswered")).toBe("left");
    expect(left("accepted", "nobody_asked")).toBe("left");
  });

  it("stays while nobody is asked again, and goes when somebody is", () => {
    expect(left("nobody_asked", "unanswered", "not_come")).toBe("not_come");
    expect(left("unanswered", "asked", "not_come")).toBeNull();
    expect(left("accepted", "asked")).toBeNull();
  });
});
