import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeI18n } from "../../i18n/context";
import { LOCALES } from "../../platform/types";
import { hardestStairs, readFloor, readLift, stairsInWords } from "./stairs";

describe("a floor", () => {
  it.each([
    ["9", 9],
    ["9-й поверх", 9],
    ["9й этаж", 9],
    ["9 эт.", 9],
    ["поверх: 9", 9],
    ["9. korrus", 9],
    ["korrus 12", 12],
    ["3rd floor", 3],
    ["5/9", 5],
    ["5 / 16", 5],
    ["-1", -1],
    ["−2", -2],
    ["підвал", -1],
    ["Kelder", -1],
    ["０９", 9],
    ["Ground floor", 1],
    ["на 9-му поверсі", 9],
    ["дев’ятий поверх", 9],
    ["на девятом этаже", 9],
    ["teine korrus", 2],
    ["esimesel korrusel", 1],
    ["5 з 9", 5],
    ["5-й этаж из 9", 5],
    ["5 of 16", 5],
    ["٩", 9],
  ])("%s is read as %d", (typed, floor) => {
    expect(readFloor(typed)).toBe(floor);
  });

  it.each([
    "",
    "high",
    "9 or 10",
    "9-10",
    "flat 9",
    "кв. 9",
    "9 поверх, ліфт не працює",
    "100",
    "-9",
    "1/2/3",
    "9,5",
    "9/2",
    "- 1",
    "first floor",
    "кв. 5 з 9",
    "9 поверх, 2 під'їзд",
    "067 123 45 67",
  ])("%j is none", (typed) => {
    expect(readFloor(typed)).toBeNull();
  });

  it("is a whole one or none, whatever is typed", () => {
    const piece = fc.constantFrom("9", "0", "-", "/", " ", ".", "поверх", "й", "th", "e", "🙂");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const floor = readFloor(pieces.join(""));
        expect(floor === null || (Number.isInteger(floor) && floor >= -5 && floor <= 99)).toBe(
          true,
        );
      }),
    );
  });
});

describe("a lift", () => {
  it.each([
    ["works", "works"],
    ["Так", "works"],
    ["працює", "works"],
    ["none", "none"],
    ["не працює", "none"],
    ["Lifti ei ole", "none"],
    ["нет", "none"],
    ["без лифта", "none"],
    ["немає ліфта", "none"],
    ["лифт сломан", "none"],
    ["no working lift", "none"],
    ["lift on katki", "unread"],
    ["Lift puudub.", "none"],
    ["ліфт є", "works"],
    ["лифт работает", "works"],
    ["lift", "unread"],
    ["так, але не працює", "unread"],
    ["вантажний ліфт", "unread"],
    ["", null],
    ["не знаю", null],
    ["sometimes", "unread"],
    ["з 8 до 20", "unread"],
  ])("%j is %s", (typed, lift) => {
    expect(readLift(typed)).toBe(lift);
  });
});

describe("of several doors", () => {
  it("the one that has to be climbed to decides", () => {
    const ninth = { floor: 9, lift: "works" } as const;
    const fifth = { floor: 5, lift: null } as const;
    const fourth = { floor: 4, lift: "none" } as const;
    expect(hardestStairs([ninth, fourth, fifth])).toBe(fifth);
    expect(hardestStairs([ninth, fourth])).toBe(fourth);
    expect(hardestStairs([ninth])).toBe(ninth);
    expect(hardestStairs([{ floor: null, lift: null }])).toBeNull();
  });
});

describe.each(LOCALES)("in words, in %s", (locale) => {
  const i18n = makeI18n(locale, "Europe/Kyiv", new Date("2026-11-27T08:00:00Z"));

  it("floor and lift each stand alone or together, and nothing where nothing is known", () => {
    const both = stairsInWords(i18n, { floor: 9, lift: "none" });
    expect(both).toContain("9");
    expect(both).toContain(stairsInWords(i18n, { floor: null, lift: "none" }));
    expect(stairsInWords(i18n, { floor: -1, lift: "works" })).not.toMatch(/\d|{{/);
    expect(stairsInWords(i18n, { floor: null, lift: null })).toBe("");
  });
});
