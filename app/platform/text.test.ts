import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText } from "./text";

describe("what was typed", () => {
  it.each([
    ["a\u0000b", "ab"],
    ["\u001B[31mred\u007F\u009B", "[31mred"],
    ["line\r\n\tnext\rlast", "line\n\tnext\nlast"],
    ["to \u202Ednilb\u202C", "to dnilb"],
    ["\uFEFFname;title", "name;title"],
    ["Їжак, õhtu, ё — 🏠👩‍🔧", "Їжак, õhtu, ё — 🏠👩‍🔧"],
  ])("%j is kept as %j", (typed, kept) => {
    expect(cleanText(typed)).toBe(kept);
  });

  it("is clean once it has been cleaned, and never longer", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        const kept = cleanText(typed);
        expect(cleanText(kept)).toBe(kept);
        expect(kept.length).toBeLessThanOrEqual(typed.length);
        expect(kept).not.toContain("\u0000");
      }),
    );
  });
});
