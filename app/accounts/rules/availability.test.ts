import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_PART_NAMES, isAvailable, spansOf, tickOf, ticksOf, WEEKDAYS } from "./availability";

const ALL = WEEKDAYS.flatMap((weekday) => DAY_PART_NAMES.map((part) => tickOf(weekday, part)));

describe("when somebody is available", () => {
  it("is the same after it was stored, whatever was ticked", () => {
    fc.assert(
      fc.property(fc.subarray(ALL), (ticks) => {
        expect(ticksOf(spansOf(ticks)).sort()).toEqual([...ticks].sort());
      }),
    );
  });

  it("joins parts that touch and leaves out what is no part", () => {
    expect(spansOf(["1-day", "1-evening", "9-day", "1-noon"])).toEqual([
      { weekday: 1, from: 720, to: 1440 },
    ]);
  });

  it("is always for those who ticked nothing", () => {
    expect(isAvailable([], 3, 5)).toBe(true);
    expect(isAvailable(spansOf(["3-evening"]), 3, 1079)).toBe(false);
    expect(isAvailable(spansOf(["3-evening"]), 3, 1080)).toBe(true);
  });
});

describe("a shortcut", () => {
  it.each([
    ["weekdays-evening", [1, 2, 3, 4, 5], [1080, 1440]],
    ["weekdays-all", [1, 2, 3, 4, 5], [0, 1440]],
    ["weekend-all", [6, 7], [0, 1440]],
  ] as const)("%s stands for its parts of each day", (tick, days, [from, to]) => {
    expect(spansOf([tick])).toEqual(days.map((weekday) => ({ weekday, from, to })));
  });

  it("adds to what is ticked beside it, and none that is unknown adds anything", () => {
    expect(spansOf(["weekend-all", "6-day", "1-morning", "weekend-night", "x"])).toEqual([
      { weekday: 1, from: 360, to: 720 },
      { weekday: 6, from: 0, to: 1440 },
      { weekday: 7, from: 0, to: 1440 },
    ]);
  });
});
