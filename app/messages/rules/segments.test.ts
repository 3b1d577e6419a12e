import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alphabetOf, plainSigns, segmentsOf } from "./segments";

const gsm7 = fc.string({ unit: fc.constantFrom(..."aZ9@£ñÄ\n^€[]") });
const any = fc.string({ unit: "grapheme", maxLength: 600 });

describe("segments of a text message", () => {
  it.each([
    ["nothing", "", 1],
    ["160 letters", "a".repeat(160), 1],
    ["161 letters", "a".repeat(161), 2],
    ["306 letters", "a".repeat(306), 2],
    ["307 letters", "a".repeat(307), 3],
    ["80 euros", "€".repeat(80), 1],
    ["an escape that would be cut in two", `${"a".repeat(152)}€${"a".repeat(152)}`, 3],
    ["Finnish and Spanish letters", "ä".repeat(160), 1],
    ["70 Cyrillic letters", "ж".repeat(70), 1],
    ["71 Cyrillic letters", "ж".repeat(71), 2],
    ["134 Cyrillic letters", "ж".repeat(134), 2],
    ["135 Cyrillic letters", "ж".repeat(135), 3],
    ["one õ among 80 letters", `õ${"a".repeat(79)}`, 2],
    ["35 faces", "😀".repeat(35), 1],
    ["a face that would be cut in two", `${"ж".repeat(66)}😀${"ж".repeat(66)}`, 3],
  ])("%s", (_, text, segments) => {
    expect(segmentsOf(text).segments).toBe(segments);
  });

  it("counts what GSM 7 has as such, and everything else as UCS-2", () => {
    fc.assert(fc.property(gsm7, (text) => alphabetOf(text) === "gsm7"));
    fc.assert(fc.property(gsm7, (text) => alphabetOf(`${text}ї`) === "ucs2"));
  });

  it("has room for every unit and never an empty part", () => {
    fc.assert(
      fc.property(any, (text) => {
        const { alphabet, units, segments } = segmentsOf(text);
        const part = alphabet === "gsm7" ? 153 : 67;
        const alone = alphabet === "gsm7" ? 160 : 70;
        if (segments === 1) return units <= alone;
        // A part may lose one unit to a character that is not cut in two.
        return units > alone && units <= segments * part && units > (segments - 1) * (part - 1);
      }),
    );
  });

  it("never grows by taking something away from the end", () => {
    fc.assert(
      fc.property(any, fc.nat(600), (text, at) => {
        const shorter = [...text].slice(0, at).join("");
        return segmentsOf(shorter).segments <= segmentsOf(text).segments;
      }),
    );
  });

  it("writes plain signs, and nothing else otherwise", () => {
    expect(plainSigns("«Ми» – тут… дев’ять")).toBe('"Ми" - тут... дев\'ять');
    fc.assert(fc.property(gsm7, (text) => plainSigns(text) === text));
  });
});
