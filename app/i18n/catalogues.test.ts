import { describe, expect, it } from "vitest";
import { LOCALES } from "../platform/types";
import { catalogues } from "./catalogues";
import { makeI18n } from "./context";
import { ownName } from "./format";

type Tree = { [name: string]: string | Tree };

function texts(tree: Tree, path = ""): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const key = path ? `${path}.${name}` : name;
    return typeof value === "string" ? [[key, value] as [string, string]] : texts(value, key);
  });
}

const stem = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");
const placeholders = (text: string) => [...new Set(text.match(/{{\w+}}/g) ?? [])].sort();
const textsOf = (locale: (typeof LOCALES)[number]) => texts(catalogues[locale] as unknown as Tree);

describe.each(LOCALES)("the texts in %s", (locale) => {
  it("are the same as in English, none missing and none left over", () => {
    const own = new Set(textsOf(locale).map(([key]) => stem(key)));
    const english = new Set(textsOf("en").map(([key]) => stem(key)));
    expect([...own].sort()).toEqual([...english].sort());
  });

  it("are never empty", () => {
    expect(textsOf(locale).filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("fill in what the English fills in", () => {
    const english = new Map(textsOf("en").map(([key, text]) => [stem(key), placeholders(text)]));
    for (const [key, text] of textsOf(locale))
      expect({ key, placeholders: placeholders(text) }).toEqual({
        key,
        placeholders: english.get(stem(key)),
      });
  });

  it("have every plural form that the language needs", () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const keys = new Set(textsOf(locale).map(([key]) => key));
    for (const key of keys)
      if (stem(key) !== key)
        for (const form of forms) expect(keys).toContain(`${stem(key)}_${form}`);
  });
});

it("a language calls itself by its own name", () => {
  expect((["et", "uk", "en", "ru"] as const).map(ownName)).toEqual([
    "Eesti",
    "Українська",
    "English",
    "Русский",
  ]);
});

describe("plurals and times as people say them", () => {
  const now = new Date("2026-11-23T16:40:00Z");
  const days = (locale: (typeof LOCALES)[number], count: number) =>
    makeI18n(locale, "Europe/Kyiv", now).duration(count * 24 * 3_600_000);

  it("are right in Ukrainian and Russian", () => {
    expect([2, 5, 21, 22, 25].map((count) => days("uk", count))).toEqual([
      "2\u00a0дні",
      "5\u00a0днів",
      "21\u00a0день",
      "22\u00a0дні",
      "25\u00a0днів",
    ]);
    expect([3, 11, 31].map((count) => days("ru", count))).toEqual([
      "3\u00a0дня",
      "11\u00a0дней",
      "31\u00a0день",
    ]);
  });

  it("show a time in the city's zone, with its day unless it is today", () => {
    const { moment } = makeI18n("en", "Europe/Kyiv", now);
    expect(moment(now)).toBe("18:40");
    expect(moment(new Date("2026-11-22T05:05:00Z"))).toBe("22 Nov, 07:05");
  });

  it("never count below zero", () => {
    expect(makeI18n("en", "Europe/Tallinn", now).duration(-5)).toBe("less than a minute");
  });
});
