import { describe, expect, it } from "vitest";
import { answerBy, needsWord, whyNotTake } from "./sign-up";

const now = new Date("2026-11-24T12:00:00Z");
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const fits = {
  ...{ now, standing: "verified" as const, skills: ["care" as const], already: false },
  ...{ overlaps: false, shift: { state: "published" as const, begins: at(5) } },
  role: { skills: ["care" as const] },
};

describe("why somebody can't take a place", () => {
  it("is nothing, where nothing speaks against it", () => {
    expect(whyNotTake(fits)).toBeNull();
  });

  it.each([
    ["not_verified", { standing: "unverified" as const }],
    ["not_open", { shift: { state: "draft" as const, begins: at(5) } }],
    ["begun", { shift: { state: "published" as const, begins: now } }],
    ["already", { already: true }],
    ["skill", { skills: [] }],
    ["overlaps", { overlaps: true }],
  ])("%s", (reason, change) => {
    expect(whyNotTake({ ...fits, ...change })).toBe(reason);
  });
});

describe("an offered place", () => {
  it.each([
    [100, 12],
    [8, 2],
    [0.5, 1 / 6],
    [0.1, 0.1],
  ])("of a shift in %d h is held for %d h", (hours, held) => {
    expect(answerBy(now, at(hours)).getTime()).toBeCloseTo(at(held).getTime(), -2);
  });
});

describe("leaving", () => {
  it("needs a word from so many hours before the start on", () => {
    expect(needsWord(now, at(12), 12)).toBe(false);
    expect(needsWord(now, at(11.9), 12)).toBe(true);
  });
});
