import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Window } from "../../platform/types";
import { instantOf, weekMoment } from "../../platform/zone";
import {
  coversWindow,
  DAY_PART_NAMES,
  freedomOver,
  freeUntil,
  isAvailable,
  spansOf,
  stretchesOf,
  tickOf,
  ticksOf,
  WEEKDAYS,
} from "./availability";

const zone = "Europe/Kyiv";
const momentOf = (at: Date) => weekMoment(at, zone);
const window = (from: string, to: string) => ({
  from: instantOf(from, zone)!,
  to: instantOf(to, zone)!,
});
const hoursOf = (ticks: string[], freeDuring: Window | null = null) => ({
  availability: spansOf(ticks),
  freeDuring,
});

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
  const covers = (ticks: string[], from: string, to: string) =>
    coversWindow(hoursOf(ticks), window(from, to), momentOf);
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

describe("for how much of a task somebody can come", () => {
  const freedom = (ticks: string[], from: string, to: string, said: Window | null = null) =>
    freedomOver(hoursOf(ticks, said), stretchesOf(window(from, to), momentOf));

  // 25 November 2026 is a Wednesday; the day is from 12 to 18.
  it.each([
    ["all of it", ["3-day"], "2026-11-25T16:50", "2026-11-25T18:00", "all"],
    ["its beginning alone", ["3-day"], "2026-11-25T16:50", "2026-11-25T20:00", "part"],
    ["its end alone", ["3-evening"], "2026-11-25T16:50", "2026-11-25T20:00", "part"],
    ["its middle alone", ["3-day"], "2026-11-25T11:00", "2026-11-25T19:00", "part"],
    ["nothing of it", ["3-morning"], "2026-11-25T16:50", "2026-11-25T20:00", "none"],
    ["what ends as it begins", ["3-morning"], "2026-11-25T12:00", "2026-11-25T13:00", "none"],
    ["another day's hours", ["4-day"], "2026-11-25T12:00", "2026-11-25T18:00", "none"],
    ["two parts that touch", ["3-day", "3-evening"], "2026-11-25T16:50", "2026-11-25T20:00", "all"],
    [
      "over midnight into a day that is ticked",
      ["3-evening", "4-night"],
      "2026-11-25T23:00",
      "2026-11-26T02:00",
      "all",
    ],
    [
      "over midnight into a day that is not",
      ["3-evening"],
      "2026-11-25T23:00",
      "2026-11-26T02:00",
      "part",
    ],
    [
      "a span of days of which one is not theirs",
      ["3-day", "3-evening", "5-night", "5-morning"],
      "2026-11-25T12:00",
      "2026-11-27T12:00",
      "part",
    ],
    ["anything at any time", [], "2026-11-25T12:00", "2026-11-27T12:00", "all"],
  ])("%s", (_, ticks, from, to, expected) => {
    expect(freedom(ticks, from, to)).toBe(expected);
  });

  it("counts hours that touch or overlap once, in whatever order they stand", () => {
    const day = window("2026-11-25T10:00", "2026-11-25T14:00");
    const of = (...spans: [number, number][]) =>
      freedomOver(
        { availability: spans.map(([from, to]) => ({ weekday: 3, from, to })), freeDuring: null },
        stretchesOf(day, momentOf),
      );
    expect(of([720, 900], [500, 720])).toBe("all");
    expect(of([700, 900], [500, 760], [650, 710])).toBe("all");
    expect(of([721, 900], [500, 720])).toBe("part");
  });

  it("adds what they have said for today, to the second, and takes nothing away", () => {
    const said = window("2026-11-25T18:00", "2026-11-25T20:00");
    expect(freedom(["3-day"], "2026-11-25T16:50", "2026-11-25T20:00", said)).toBe("all");
    expect(freedom(["3-day"], "2026-11-25T16:50", "2026-11-25T20:01", said)).toBe("part");
    expect(freedom(["4-day"], "2026-11-25T18:00", "2026-11-25T19:00", said)).toBe("all");
    expect(freedom(["3-day"], "2026-11-25T12:00", "2026-11-25T13:00", said)).toBe("all");
    expect(freedom([], "2026-11-25T21:00", "2026-11-25T23:00", said)).toBe("all");
    // What was said for yesterday says nothing.
    expect(freedom(["4-day"], "2026-11-26T18:00", "2026-11-26T19:00", said)).toBe("none");
  });

  it("keeps to the wall clock where the clocks change, and to the instant in what was said", () => {
    // At three on 28 March 2027 it is four.
    expect(freedom(["7-night"], "2027-03-28T01:00", "2027-03-28T06:00")).toBe("all");
    expect(freedom(["7-night"], "2027-03-28T05:00", "2027-03-28T06:01")).toBe("part");
    // On 25 October 2026 the hour from three to four comes twice.
    expect(freedom(["7-night"], "2026-10-25T01:00", "2026-10-25T06:00")).toBe("all");
    const said = window("2026-10-25T02:00", "2026-10-25T05:00");
    expect(said.to.getTime() - said.from.getTime()).toBe(4 * 3_600_000);
    expect(freedom(["1-day"], "2026-10-25T02:00", "2026-10-25T05:00", said)).toBe("all");
  });

  it("is the same as asking for every minute of it", () => {
    const start = instantOf("2026-10-24T20:00", zone)!.getTime();
    const spans = fc.uniqueArray(fc.constantFrom(...ALL), { minLength: 1 });
    fc.assert(
      fc.property(spans, fc.nat(600), fc.integer({ min: 1, max: 900 }), (ticks, late, length) => {
        const from = new Date(start + late * 60_000);
        const to = new Date(from.getTime() + length * 60_000);
        const availability = spansOf(ticks);
        const minutes = Array.from({ length }, (_, at) => {
          const { weekday, minute } = momentOf(new Date(from.getTime() + at * 60_000));
          return isAvailable(availability, weekday, minute);
        });
        const expected = minutes.every(Boolean) ? "all" : minutes.some(Boolean) ? "part" : "none";
        const hours = { availability, freeDuring: null };
        expect(freedomOver(hours, stretchesOf({ from, to }, momentOf))).toBe(expected);
      }),
      { numRuns: 40 },
    );
  });
});

describe("until when somebody is free", () => {
  const until = (ticks: string[], now: string, said: Window | null = null) => {
    const from = instantOf(now, zone)!;
    const ahead = { from, to: new Date(from.getTime() + 12 * 3_600_000) };
    return freeUntil(hoursOf(ticks, said), stretchesOf(ahead, momentOf));
  };
  const said = window("2026-11-25T17:00", "2026-11-25T19:30");

  it.each([
    ["the end of their hours", ["3-day"], "2026-11-25T16:50", null, "2026-11-25T18:00"],
    ["over midnight", ["3-evening", "4-night"], "2026-11-25T20:00", null, "2026-11-26T06:00"],
    ["what they have said", ["4-day"], "2026-11-25T17:10", said, "2026-11-25T19:30"],
    ["both together", ["3-day"], "2026-11-25T16:50", said, "2026-11-25T19:30"],
    [
      "what somebody says who can come at any time",
      [],
      "2026-11-25T17:10",
      said,
      "2026-11-25T19:30",
    ],
  ])("is %s", (_, ticks, now, more, expected) => {
    expect(until(ticks, now, more)).toEqual(instantOf(expected, zone));
  });

  it.each([
    ["for hours yet", ["3-morning", "3-day", "3-evening"], "2026-11-25T06:00", null],
    ["not now", ["3-evening"], "2026-11-25T16:50", null],
    ["at any time", [], "2026-11-25T16:50", null],
    ["at any time, and what was said is over", [], "2026-11-25T19:30", said],
  ])("is nothing to be said: %s", (_, ticks, now, more) => {
    expect(until(ticks, now, more)).toBeNull();
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
