import { expect, it } from "vitest";
import { NOTHING_SAID, togetherOf } from "./usual";
import { isBulky, wishOf } from "./wish";

const kind = (skills: ("carrying" | "driving")[], teamSize: number, hours: number) => ({
  skills,
  teamSize,
  hours,
});

it("one task for several kinds takes whoever can do all of it, as many and as long as the largest", () => {
  expect(togetherOf([kind(["carrying"], 2, 1), kind(["carrying", "driving"], 1, 4)])).toEqual(
    kind(["carrying", "driving"], 2, 4),
  );
});

it("a kind of which less than the usual is said takes less", () => {
  expect(togetherOf([kind([], 1, 1)])).toEqual(kind([], 1, 1));
});

it("an errand without a kind takes what nothing was said of", () => {
  const { thing: _, ...usual } = NOTHING_SAID;
  expect(togetherOf([])).toEqual(usual);
});

const water = { kind: "water", amount: null, bulky: true };
const heater = { kind: "heater", amount: 1, bulky: true };
it.each([
  [
    "what is missing of all",
    [
      { thing: water, missing: 40 },
      { thing: water, missing: 20 },
    ],
    { kind: "water", amount: 60, bulky: true },
  ],
  [
    "a little that is carried on foot",
    [{ thing: water, missing: 6 }],
    { kind: "water", amount: 6, bulky: false },
  ],
  [
    "one for each that is not counted",
    [
      { thing: heater, missing: null },
      { thing: heater, missing: 3 },
    ],
    { kind: "heater", amount: 2, bulky: true },
  ],
  [
    "the first kind alone",
    [
      { thing: heater, missing: null },
      { thing: water, missing: 9 },
    ],
    { kind: "heater", amount: 1, bulky: true },
  ],
  ["nothing where all has come", [{ thing: water, missing: 0 }], null],
  ["nothing where nothing is brought", [{ thing: null, missing: null }], null],
] as const)("a task is lent %s", (_, served, wish) => {
  expect(wishOf(served)).toEqual(wish);
});

it.each([
  [true, true, 20, true],
  [true, true, 10, false],
  [true, true, null, true],
  [true, false, 1, true],
  [false, true, 100, false],
])("what is too heavy (%s), counted (%s), of which %s is missing: %s", (bulky, counted, missing, heavy) => {
  expect(isBulky(bulky, counted, missing)).toBe(heavy);
});
