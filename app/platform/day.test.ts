import { describe, expect, it } from "vitest";
import { nextTimeOfDay, readDay, readDays, readTimeOfDay, readWallTime } from "./day";

describe("a day", () => {
  it.each([
    "2026-12-24",
    "24.12.2026",
    "24/12/2026",
    "2026/12/24",
    "2026.12.24",
    " 24.12.2026 ",
    "２４.１２.２０２６",
    "2026–12–24",
  ])("%j is read", (typed) => {
    expect(readDay(typed)).toBe("2026-12-24");
  });

  it("without its year is one of the year that is meant", () => {
    expect(readDay("24.12.", "2026-11-01")).toBe("2026-12-24");
    expect(readDay("4.3", "2027-01-01")).toBe("2027-03-04");
    expect(readDay("24.12")).toBeNull();
  });

  it.each([
    "2026-02-31",
    "31.4.2026",
    "2026-13-01",
    "24.12.26",
    "tomorrow",
    "",
    "20261224",
    "1.2.3",
  ])("%j is none", (typed) => {
    expect(readDay(typed)).toBeNull();
  });
});

describe("days", () => {
  it.each([
    ["2026-12-24, 2026-12-25", ["2026-12-24", "2026-12-25"]],
    ["24.12.2026 25.12.2026", ["2026-12-24", "2026-12-25"]],
    ["24.12.2026; 1.1.2027", ["2026-12-24", "2027-01-01"]],
    ["2026-12-24 – 2026-12-26", ["2026-12-24", "2026-12-25", "2026-12-26"]],
    [
      "24.12.2026 - 26.12.2026, 31.12.2026",
      ["2026-12-24", "2026-12-25", "2026-12-26", "2026-12-31"],
    ],
    ["24.12", ["2026-12-24"]],
    [
      "24.12 – 2.1",
      Array.from({ length: 10 }, (_, index) =>
        new Date(Date.UTC(2026, 11, 24 + index)).toISOString().slice(0, 10),
      ),
    ],
    ["2026-12-24, 2026-12-24", ["2026-12-24"]],
    ["", []],
  ])("%j are %j", (typed, days) => {
    expect(readDays(typed, "2026-12-22")).toEqual(days);
  });

  it.each([
    "24.12.2026, soon",
    "2026-02-31",
    "26.12.2026 - 24.12.2026",
    "2026-12-24 - ",
    "1.1.2026 - 1.1.2030",
  ])("%j is refused, not left out", (typed) => {
    expect(readDays(typed, "2026-12-22")).toBeNull();
  });
});

describe("a wall clock", () => {
  it.each([
    ["2026-12-24T18:00", "2026-12-24T18:00"],
    ["2026-12-24 18:00", "2026-12-24T18:00"],
    ["2026-12-24 18:00:00", "2026-12-24T18:00"],
    ["24.12.2026 18:00", "2026-12-24T18:00"],
    ["24.12.2026, 9:05", "2026-12-24T09:05"],
    ["24.12.2026 18.00", "2026-12-24T18:00"],
    ["24.12.2026", "2026-12-24T00:00"],
  ])("%j is %s", (typed, wall) => {
    expect(readWallTime(typed)).toBe(wall);
  });

  it("ends with its day where a day alone is an end", () => {
    expect(readWallTime("31.12.2026", "ends")).toBe("2027-01-01T00:00");
    expect(readWallTime("31.12.2026 10:00", "ends")).toBe("2026-12-31T10:00");
  });

  it.each([
    "18:00",
    "2026-12-24 25:00",
    "2026-12-24 18",
    "24.12.2026 18:00 19:00",
    "2026-12-24T18:00Z",
    "",
  ])("%j is none", (typed) => {
    expect(readWallTime(typed)).toBeNull();
  });
});

describe("a time of the day", () => {
  it.each([
    ["5", "05:00"],
    ["5:00", "05:00"],
    ["05.30", "05:30"],
    ["0530", "05:30"],
    ["530", "05:30"],
    ["23 15", "23:15"],
    [" 18:00:00 ", "18:00"],
    ["１８:００", "18:00"],
  ])("%j is %s", (typed, time) => {
    expect(readTimeOfDay(typed)).toBe(time);
  });

  it.each(["24", "7:60", "five", "18:00 uhr", "", "-5"])("%j is none", (typed) => {
    expect(readTimeOfDay(typed)).toBeNull();
  });

  it("comes today, else tomorrow, by the wall clock also where it is put forward or back", () => {
    const next = (time: string, now: string) =>
      nextTimeOfDay(time, new Date(now), "Europe/Kyiv").toISOString();
    expect(next("05:00", "2026-11-23T02:59:00Z")).toBe("2026-11-23T03:00:00.000Z");
    expect(next("05:00", "2026-11-23T03:00:00Z")).toBe("2026-11-24T03:00:00.000Z");
    expect(next("05:00", "2026-03-28T20:00:00Z")).toBe("2026-03-29T02:00:00.000Z");
    expect(next("03:30", "2026-03-28T20:00:00Z")).toBe("2026-03-29T01:30:00.000Z");
    expect(next("05:00", "2026-10-24T20:00:00Z")).toBe("2026-10-25T03:00:00.000Z");
  });
});
