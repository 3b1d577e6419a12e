import { describe, expect, it } from "vitest";
import { judgeNeeded, usualReading, writtenAt } from "./timing";

describe("when help is needed", () => {
  const now = new Date("2026-11-23T16:00:30Z");
  const at = (text: string) => new Date(text);

  it.each([
    ["2026-11-23T16:00:00Z", null],
    ["2026-11-23T20:00:00Z", null],
    ["2027-02-20T16:00:00Z", null],
    ["2026-11-23T15:59:00Z", "past"],
    ["2020-01-01T00:00:00Z", "past"],
    ["2027-02-22T16:00:00Z", "distant"],
    ["2099-12-31T00:00:00Z", "distant"],
  ])("%s: %s", (needed, wrong) => {
    expect(judgeNeeded(at(needed), null, now)).toBe(wrong);
  });

  it("may have passed since it was set, and may be nothing", () => {
    expect(judgeNeeded(at("2026-11-20T10:30:00Z"), at("2026-11-20T10:30:47Z"), now)).toBeNull();
    expect(judgeNeeded(null, at("2026-11-20T10:30:47Z"), now)).toBeNull();
  });
});

describe("when a request was written that a phone has kept", () => {
  const now = new Date("2026-11-23T16:00:00Z");

  it.each([
    ["7200", "2026-11-23T14:00:00.000Z"],
    ["120", "2026-11-23T15:58:00.000Z"],
    ["2592000", "2026-10-24T16:00:00.000Z"],
  ])("is %s seconds ago", (waited, at) => {
    expect(writtenAt(waited, now)?.toISOString()).toBe(at);
  });

  it.each([
    "",
    "0",
    "119",
    "2592001",
    "99999999",
    "-300",
    "3e3",
    "300.5",
    " 300",
    "0x200",
    "год",
  ])("is now, or nothing that can be believed: %j", (waited) =>
    expect(writtenAt(waited, now)).toBeNull());
});

describe("how soon requests are usually read", () => {
  const minute = 60_000;
  const times = (...minutes: number[]) =>
    Array.from({ length: 20 }, (_, i) => minutes[i % minutes.length]! * minute);

  it.each([
    ["few", times(5).slice(1), null],
    ["at once", times(0), { count: 20, half: 5 * minute, most: 5 * minute }],
    [
      "one outlier",
      [...times(4).slice(1), 9_000 * minute],
      { count: 20, half: 5 * minute, most: 5 * minute },
    ],
    ["slow for many", times(10, 1_500), null],
    [
      "up to the next five minutes",
      times(11, 21),
      { count: 20, half: 15 * minute, most: 25 * minute },
    ],
  ])("%s", (_, waited, usual) => {
    expect(usualReading(waited)).toEqual(usual);
  });
});
