import { describe, expect, it } from "vitest";
import {
  answerBy,
  clashOf,
  firstToAnswer,
  isAtTheDoor,
  mayCheckIn,
  minutesLate,
  needsWord,
  timeServed,
  whyNotTake,
} from "./sign-up";

const now = new Date("2026-11-24T12:00:00Z");
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const span = (from: number, to: number) => ({ from: at(from), to: at(to) });
const open = { state: "published" as const, window: span(5, 9), opensAt: null };
const fits = {
  now,
  standing: "verified" as const,
  skills: ["care" as const],
  already: false,
  party: 1,
  promised: [],
  shift: open,
  role: { skills: ["care" as const], capacity: 2 },
};

describe("why somebody can't take a place", () => {
  it("is nothing, where nothing speaks against it", () => {
    expect(whyNotTake({ ...fits, promised: [span(1, 5), span(9, 12)] })).toEqual([]);
  });

  it.each([
    ["not_verified", { standing: "unverified" as const }],
    ["not_open", { shift: { ...open, state: "draft" as const } }],
    ["begun", { shift: { ...open, window: span(0, 4) } }],
    ["opens_later", { shift: { ...open, opensAt: at(1) } }],
    ["already", { already: true }],
    ["party_large", { party: 3 }],
    ["skill", { skills: [] }],
    ["overlaps", { promised: [span(8, 10)] }],
    ["rest", { promised: [span(-4, 5)] }],
  ])("%s", (reason, change) => {
    expect(whyNotTake({ ...fits, ...change })).toEqual([reason]);
  });

  it("is no overlap where one shift ends as the other begins", () => {
    expect(clashOf(span(5, 9), [span(1, 5), span(9, 10)])).toBeNull();
    expect(clashOf(span(5, 9), [span(1, 5.01)])).toEqual(span(1, 5.01));
  });
});

describe("an offered slot", () => {
  it.each([
    [24 * 60, 72],
    [24 * 8, 48],
    [96, 24],
    [20, 5],
    [0.5, 1 / 6],
    [0.1, 0.1],
  ])("of a shift in %d h is held for %d h", (hours, held) => {
    expect(answerBy(now, at(hours), "UTC").getTime()).toBeCloseTo(at(held).getTime(), -2);
  });

  it.each([
    ["just before ten stays", 9.99 * 4, "2026-11-24T21:59"],
    ["from ten on becomes nine", 10 * 4, "2026-11-25T09:00"],
    ["after midnight becomes nine of that day", 15 * 4, "2026-11-25T09:00"],
    ["at seven stays", 19 * 4, "2026-11-25T07:00"],
  ])("a deadline in the night: %s", (_, hours, wall) => {
    expect(answerBy(now, at(hours), "UTC").toISOString().slice(0, 16)).toBe(wall);
  });

  it("the night is that of the city, and no deadline lies beyond the start", () => {
    // 20:00 UTC is ten at night in Kyiv; nine there is seven UTC.
    expect(answerBy(now, at(32), "Europe/Kyiv")).toEqual(new Date("2026-11-25T07:00:00Z"));
    const late = new Date("2026-11-24T22:00:00Z");
    const early = new Date("2026-11-25T08:00:00Z");
    expect(answerBy(late, early, "UTC")).toEqual(new Date("2026-11-25T00:30:00Z"));
  });

  it("is held for nobody on the day itself", () => {
    expect(firstToAnswer(now, at(11.9))).toBe(true);
    expect(firstToAnswer(now, at(12))).toBe(false);
  });
});

describe("leaving", () => {
  it("needs a word from so many hours before the start on", () => {
    expect(needsWord(now, at(12), 12)).toBe(false);
    expect(needsWord(now, at(11.9), 12)).toBe(true);
  });
});

describe("on the day", () => {
  it("the door opens an hour before and shuts at the end", () => {
    expect([1.1, 1, -3, -4].map((from) => mayCheckIn(now, span(from, from + 4)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it("the way in is shown from half an hour before the start until the end", () => {
    const shown = [0.6, 0.5, -1, -3.99, -4].map((from) => isAtTheDoor(now, span(from, from + 4)));
    expect(shown).toEqual([false, true, true, true, false]);
  });

  it("ten minutes are not late, and hours count for each who came", () => {
    expect(minutesLate(at(1 / 6), span(0, 4))).toBe(0);
    expect(minutesLate(at(0.2), span(0, 4))).toBe(12);
    expect(minutesLate(null, span(0, 4))).toBe(0);
    expect(timeServed({ checkedInAt: at(0), checkedOutAt: at(4) })).toBe(4 * 3_600_000);
    expect(timeServed({ checkedInAt: at(0), checkedOutAt: null })).toBe(0);
  });
});
