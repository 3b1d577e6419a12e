import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { guessPlace } from "./guess-place";

const districtsOf = (city: string) => {
  const path = join(import.meta.dirname, `../../../drizzle/seed/cities/${city}.geojson`);
  const { features } = JSON.parse(readFileSync(path, "utf8"));
  return features.map(({ properties }: { properties: { code: string; name: { en: string } } }) => ({
    code: properties.code,
    names: properties.name,
  }));
};
const lviv = districtsOf("lviv");
const tallinn = districtsOf("tallinn");

describe("where a text says that somebody is", () => {
  it.each([
    ["Галицький район, немає води", "halytskyi"],
    ["у Галицькому районі", "halytskyi"],
    ["Shevchenkivskyi, no water", "shevchenkivskyi"],
    ["Франківський, вул. Наукова 7", "frankivskyi"],
    ["в Сиховском районе", "sykhivskyi"],
  ])("“%s” is in %s", (text, district) => {
    expect(guessPlace(text, lviv)).toEqual({ district, known: true });
  });

  it.each([
    ["Lasnamäel ei ole vett", "lasnamae"],
    ["Mustamae, korter 12", "mustamae"],
    ["Põhja-Tallinnas", "pohja-tallinn"],
    ["в Ласнамяэ нет воды", "lasnamae"],
  ])("“%s” is in %s", (text, district) => {
    expect(guessPlace(text, tallinn)).toEqual({ district, known: true });
  });

  it.each([
    "вул. Наукова 7, кв 12",
    "Pikk tn 12-3",
    "улица Ленина, дом 5",
    "Зелена 15а",
    "10 Green Street, flat 2",
    "під’їзд 2, поверх 9",
  ])("“%s” is a place, of no district that is known", (text) => {
    expect(guessPlace(text, lviv)).toEqual({ district: null, known: true });
  });

  it.each([
    "Немає води",
    "help",
    "Нас 5 людей",
    "Допоможіть, 2 дитини, 3 день без світла",
    "",
  ])("“%s” says no place", (text) => {
    expect(guessPlace(text, lviv)).toEqual({ district: null, known: false });
  });

  it("two districts are none", () => {
    expect(guessPlace("Галицький або Франківський", lviv)).toEqual({ district: null, known: true });
  });

  it("reads whatever it is given, at once", () => {
    for (const one of ["Aa ", "я", "вул", "a'", " 1", "Ab,  "]) {
      const began = performance.now();
      guessPlace(one.repeat(3_000), lviv);
      expect(performance.now() - began).toBeLessThan(2_000);
    }
  });
});
