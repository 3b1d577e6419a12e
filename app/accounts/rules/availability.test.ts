import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, weekMoment } from "../../platform/zone";
import {
  coversWindow,
  DAY_PART_NAMES,
  isAvailable,
  spansOf,
  tickOf,
  ticksOf,
  WEEKDAYS,
} from "./availability";

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

describe("only when I am available", () => {
  const zone = "Europe/Kyiv";
  const covers = (ticks: string[], from: string, to: string) =>
    coversWindow(spansOf(ticks), { from: instantOf(from, zone)!, to: instantOf(to, zone)! }, (at) =>
      weekMoment(at, zone),
    );
  // 25 November 2026 is a Wednesday.
  it.each([
    ["from the first minute to the last", "12:00", "18:00", true],
    ["from one minute before", "11:59", "18:00", false],
    ["until one minute after", "12:00", "18:01", false],
    [
      "a quarter of an hour past the end, less than an hour after the start",
      "17:30",
      "18:15",
      false,
    ],
    ["within less than an hour", "17:30", "18:00", true],
    ["half an hour past the end, at the last full hour still inside", "12:30", "18:30", false],
  ])("covers all of a shift: %s", (_, from, to, fits) => {
    expect(covers(["3-day"], `2026-11-25T${from}`, `2026-11-25T${to}`)).toBe(fits);
  });

  it("goes over midnight where both days are ticked, and not where one is", () => {
    const [from, to] = ["2026-11-25T22:00", "2026-11-26T02:00"] as const;
    expect(covers(["3-evening", "4-night"], from, to)).toBe(true);
    expect(covers(["3-evening"], from, to)).toBe(false);
    expect(covers(["4-night"], from, to)).toBe(false);
    // From Sunday to Monday too.
    expect(covers(["7-evening", "1-night"], "2026-11-29T22:00", "2026-11-30T05:59")).toBe(true);
  });

  it("keeps to the wall clock in the nights of both changes", () => {
    expect(covers(["7-night"], "2027-03-28T01:00", "2027-03-28T06:00")).toBe(true);
    expect(covers(["7-night"], "2027-03-28T01:00", "2027-03-28T06:30")).toBe(false);
    expect(covers(["7-night"], "2026-10-25T01:00", "2026-10-25T06:00")).toBe(true);
    expect(covers(["7-night"], "2026-10-25T01:00", "2026-10-25T06:30")).toBe(false);
  });

  it("is any time for those who ticked nothing", () => {
    expect(covers([], "2026-11-25T22:00", "2026-11-26T02:00")).toBe(true);
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
