import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, wallTime, weekMoment } from "./zone";

const ZONES = ["Europe/Tallinn", "Europe/Kyiv", "UTC", "America/New_York"];

describe("the city's wall clock", () => {
  it.each([
    ["2026-11-23T18:40", "Europe/Kyiv", "2026-11-23T16:40:00.000Z"],
    ["2026-07-01T09:00", "Europe/Tallinn", "2026-07-01T06:00:00.000Z"],
    // 28 March 2027, 03:00 becomes 04:00: the hour between does not exist.
    ["2027-03-28T03:30", "Europe/Kyiv", "2027-03-28T01:30:00.000Z"],
    // 25 October 2026, 04:00 becomes 03:00: 03:30 comes twice, the first is meant.
    ["2026-10-25T03:30", "Europe/Kyiv", "2026-10-25T00:30:00.000Z"],
  ])("%s in %s is %s", (wall, zone, instant) => {
    expect(instantOf(wall, zone)?.toISOString()).toBe(instant);
  });

  it("gives back every minute that it shows, but autumn's second hour", () => {
    const minute = fc
      .integer({ min: 29_000_000, max: 31_000_000 })
      .map((n) => new Date(n * 60_000));
    fc.assert(
      fc.property(minute, fc.constantFrom(...ZONES), (at, zone) => {
        const back = instantOf(wallTime(at, zone), zone)!;
        expect(wallTime(back, zone)).toBe(wallTime(at, zone));
        expect([0, 3_600_000]).toContain(at.getTime() - back.getTime());
      }),
    );
  });

  it.each([
    "",
    "soon",
    "2026-13-40T99:99",
    "0001-01-01T00:00",
    "2026-02-30T10:00",
    "2026-11-25T24:00",
    "1999-12-31T23:59",
    "2100-01-01T00:00",
    "2026-11-23",
  ])("knows that %o is no time", (wall) => {
    expect(instantOf(wall, "Europe/Kyiv")).toBeNull();
  });

  it("knows the day of the week there, not here", () => {
    expect(weekMoment(new Date("2026-11-22T22:30:00Z"), "Europe/Kyiv")).toEqual({
      weekday: 1,
      minute: 30,
    });
  });
});
