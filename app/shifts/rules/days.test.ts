import { expect, it } from "vitest";
import { dayAfter, weekendOf } from "./days";

it.each([
  ["2026-11-23", "2026-11-28", "2026-11-29"],
  ["2026-11-27", "2026-11-28", "2026-11-29"],
  ["2026-11-28", "2026-11-28", "2026-11-29"],
  ["2026-11-29", "2026-11-29", "2026-11-29"],
  ["2026-12-31", "2027-01-02", "2027-01-03"],
])("the weekend of %s is %s to %s", (today, first, last) => {
  expect(weekendOf(today)).toEqual({ first, last });
});

it("the day after goes over months and leap days", () => {
  expect(["2026-12-31", "2028-02-28", "2027-02-28"].map((day) => dayAfter(day))).toEqual([
    "2027-01-01",
    "2028-02-29",
    "2027-03-01",
  ]);
});
