import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FORMER_LOOKS } from "../../audit/types";
import { catalogues } from "../../i18n/catalogues";
import { RECORD_TYPES, THINGS, wordsOf } from "./record-types";

/** The catalogue of events is a type, so its names are read out of the file. */
const catalogue = readFileSync(join(import.meta.dirname, "../../audit/events.ts"), "utf8");
const TYPES = [...catalogue.matchAll(/^ {2}"(\w+\.\w+)":/gm)].map(([, type]) => type!);

describe("the record in words", () => {
  it("has words for every event that can happen", () => {
    expect(TYPES.length).toBeGreaterThan(80);
    // `set_reach` and `accept_reach` write theirs in the database.
    const all = [...TYPES, "person.appointed", "person.reach_set", ...FORMER_LOOKS];
    expect(all.filter((type) => !RECORD_TYPES.includes(type))).toEqual([]);
  });

  it("has a word for every thing, and the same in every language", () => {
    const things = new Set(TYPES.map((type) => type.split(".", 1)[0]));
    expect([...THINGS].sort()).toEqual([...things].sort());
    const keys = (value: unknown): string =>
      typeof value === "string" || value === null
        ? ""
        : JSON.stringify(Object.entries(value as object).map(([key, of]) => [key, keys(of)]));
    for (const { privacy } of Object.values(catalogues))
      expect(keys(privacy)).toBe(keys(catalogues.en.privacy));
  });

  it("says of a type that it does not know that it is something else", () => {
    expect(wordsOf("request.triaged")).toBe("privacy:event.request.triaged");
    expect(wordsOf("request.beamed_up")).toBe("privacy:event.other");
  });
});
