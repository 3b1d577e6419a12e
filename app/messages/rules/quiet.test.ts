import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weekMoment } from "../../platform/zone";
import { clockOf, dueAt, quietUntil } from "./quiet";

const KYIV = "Europe/Kyiv";
const night = { from: 22 * 60, to: 7 * 60 };
const noon = { from: 13 * 60, to: 14 * 60 };
const until = (at: string, hours = night, zone = KYIV) =>
  quietUntil(new Date(at), hours, zone)?.toISOString() ?? null;

describe("quiet hours", () => {
  it.each([
    ["the evening before", "2026-11-23T20:30:00Z", "2026-11-24T05:00:00.000Z"],
    ["after midnight", "2026-11-24T00:10:00Z", "2026-11-24T05:00:00.000Z"],
    ["the very first minute", "2026-11-23T20:00:00Z", "2026-11-24T05:00:00.000Z"],
    ["the last night of a month", "2026-11-30T21:00:00Z", "2026-12-01T05:00:00.000Z"],
  ])("hold in %s, by the city's clock", (_, at, end) => {
    expect(until(at)).toBe(end);
  });

  it.each([
    "2026-11-23T19:59:00Z",
    "2026-11-24T05:00:00Z",
    "2026-11-24T12:00:00Z",
  ])("are over at %s", (at) => expect(until(at)).toBeNull());

  it("may lie within one day", () => {
    expect(until("2026-11-23T11:15:00Z", noon)).toBe("2026-11-23T12:00:00.000Z");
    expect(until("2026-11-23T12:00:00Z", noon)).toBeNull();
  });

  it("end by the clock in the nights in which it is changed", () => {
    expect(until("2026-03-28T21:00:00Z")).toBe("2026-03-29T04:00:00.000Z");
    expect(until("2026-10-24T20:00:00Z")).toBe("2026-10-25T05:00:00.000Z");
  });

  it("of no length are none, and without any nothing waits", () => {
    expect(until("2026-11-23T20:30:00Z", { from: 60, to: 60 })).toBeNull();
    expect(quietUntil(new Date(), null, KYIV)).toBeNull();
  });

  it("end later than now, at an instant that is not quiet any more", () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const at = fc.date({
      min: new Date("2026-01-01"),
      max: new Date("2027-12-31"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(at, minute, minute, (now, from, to) => {
        const end = quietUntil(now, { from, to }, KYIV);
        if (!end) return;
        expect(end.getTime()).toBeGreaterThan(now.getTime());
        // The gap of spring has no such minute on its clock.
        if (weekMoment(end, KYIV).minute === to)
          expect(quietUntil(end, { from, to }, KYIV)).toBeNull();
      }),
    );
  });
});

describe("when a message goes", () => {
  const now = new Date("2026-11-23T20:30:00Z");
  const about = { gatherMs: 60_000, hours: night, zone: KYIV };
  it("at once where life is in danger, else when the quiet hours end", () => {
    expect(dueAt(now, { ...about, isPressing: true })).toEqual(now);
    expect(dueAt(now, { ...about, isPressing: false })).toEqual(new Date("2026-11-24T05:00:00Z"));
  });
  it("after a minute in which more may come, also where that minute ends in quiet hours", () => {
    const day = new Date("2026-11-23T12:00:00Z");
    expect(dueAt(day, { ...about, isPressing: false })).toEqual(new Date("2026-11-23T12:01:00Z"));
    const just = new Date("2026-11-23T19:59:30Z");
    expect(dueAt(just, { ...about, isPressing: false })).toEqual(new Date("2026-11-24T05:00:00Z"));
  });
});

it("minutes are said as a clock", () => {
  expect([0, 59, 60, 1439].map(clockOf)).toEqual(["00:00", "00:59", "01:00", "23:59"]);
});
