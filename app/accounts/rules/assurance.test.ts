import { expect, it } from "vitest";
import { judgeAssurance } from "./assurance";

const requiredFrom = new Date("2026-12-09T12:00:00Z");
const before = new Date("2026-12-09T11:59:59Z");
const coordinator = {
  districts: ["north"],
  administrator: false,
  requiredFrom,
  hasSecondFactor: false,
};

it.each([
  ["a coordinator in the days of grace", "password", before, false, "grace"],
  ["a coordinator on the day", "password", requiredFrom, false, "withheld"],
  ["a coordinator with a second factor", "second", requiredFrom, false, "assured"],
  ["a coordinator of a demo", "password", requiredFrom, true, "assured"],
] as const)("%s", (_, assurance, now, demo, judged) => {
  expect(judgeAssurance({ ...coordinator, assurance }, { demo, now })).toBe(judged);
});

it("the days of grace are not for whoever has a second factor and did not show it", () => {
  const owner = { ...coordinator, hasSecondFactor: true, assurance: "password" as const };
  expect(judgeAssurance(owner, { demo: false, now: before })).toBe("withheld");
});

it("a volunteer is never asked for one", () => {
  const volunteer = { ...coordinator, districts: [], assurance: "password" as const };
  expect(judgeAssurance(volunteer, { demo: false, now: requiredFrom })).toBe("assured");
});
