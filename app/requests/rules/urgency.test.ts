import { describe, expect, it } from "vitest";
import clocks from "../../../drizzle/seed/clocks.json";
import { clockOf, clockState, orderOf } from "./urgency";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 16) + minutes * 60_000);
const waiting = {
  state: "submitted" as const,
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

  it("puts danger to life before everything else", () => {
    expect(orderOf({ ...waiting, priority: "critical" }, clocks).rank).toBe(0);
    expect(orderOf(waiting, clocks).rank).toBe(1);
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
