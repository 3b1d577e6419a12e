import { describe, expect, it } from "vitest";
import { readDay, readDays, readWallTime } from "./day";

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
