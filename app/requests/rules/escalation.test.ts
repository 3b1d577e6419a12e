import { describe, expect, it } from "vitest";
import { PRIORITIES } from "../../districts/types";
import { ESCALATED, ESCALATION_LEVELS, minutesTo, nextTelling } from "./escalation";

const NOON = new Date("2026-11-23T12:00:00Z");
const minutes = (count: number) => new Date(NOON.getTime() + count * 60_000);

describe("who is told of what waits too long", () => {
  it("of danger to life every level, the last within half an hour", () => {
    for (const kind of ["unread", "nobody_coming"] as const) {
      const each = ESCALATION_LEVELS.map((_, index) => minutesTo(index + 1, kind, "critical"));
      expect(each).not.toContain(null);
      expect(each.reduce((sum, one) => sum! + one!, 0)).toBeLessThanOrEqual(30);
    }
  });

  it("of anything else the coordinators alone, the later the less urgent it is", () => {
    const first = PRIORITIES.map((priority) => minutesTo(1, "unanswered", priority)!);
    expect(first.slice(1)).toEqual(first.slice(1).toSorted((a, b) => a - b));
    for (const priority of ["high", "normal", "low"] as const)
      expect(minutesTo(3, "unanswered", priority)).toBeNull();
  });

  it("nobody beyond the last level", () => {
    for (const kind of ESCALATED)
      for (const priority of PRIORITIES)
        expect(minutesTo(ESCALATION_LEVELS.length + 1, kind, priority)).toBeNull();
  });

  it("the first counted from when it began to wait, each next from when the one before was told", () => {
    const waits = { kind: "unread" as const, since: NOON };
    expect(nextTelling({ ...waits, level: 0, toldAt: null }, "critical")).toEqual({
      level: 1,
      at: minutes(5),
    });
    // A worker that was down for an hour leaves each level its time.
    expect(nextTelling({ ...waits, level: 1, toldAt: minutes(60) }, "critical")).toEqual({
      level: 2,
      at: minutes(65),
    });
    expect(nextTelling({ ...waits, level: 3, toldAt: minutes(70) }, "critical")).toBeNull();
  });
});
