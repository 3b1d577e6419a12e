import { describe, expect, it } from "vitest";
import kinds from "../../../drizzle/seed/resource-kinds.json";
import { LOCALES } from "../../platform/types";
import type { Attribute } from "../types";
import { keepLanguages, linesOf, readLines } from "./attribute-lines";

describe("attributes as lines", () => {
  it.each(
    kinds.map(({ code, attributes }) => [code, attributes as Attribute[]] as const),
  )("say the same of a %s both ways", (_, attributes) => {
    expect(readLines(linesOf(attributes))).toEqual(attributes);
  });

  it("need no more than a name in English", () => {
    expect(readLines("range; number km; Range")).toEqual([
      { code: "range", names: { en: "Range" }, type: "number", unit: "km", min: 0, max: 1_000_000 },
    ]);
  });

  it("leave out what is not translated, in the middle too, and read it back as left out", () => {
    const range: Attribute = {
      code: "range",
      names: { en: "Range", uk: "Дальність" },
      type: "choice",
      choices: [{ code: "short", names: { en: "Short" } }],
    };
    expect(linesOf([range])).toBe("range; choice short=Short; Range; ; Дальність");
    expect(readLines(linesOf([range]))).toEqual([range]);
  });

  it("take nothing away that is said in a language that the pages do not know", () => {
    const before = [
      {
        code: "fuel",
        type: "choice",
        names: { en: "Fuel", et: "Kütus", pl: "Paliwo" },
        choices: [{ code: "gas", names: { en: "Gas", pl: "Gaz" } }],
      },
    ] as unknown as Attribute[];
    const typed = readLines("fuel; choice gas=Gas//Газ, oil=Oil; Fuels\nrange; yes; Range")!;
    expect(keepLanguages(typed, before)).toEqual([
      {
        code: "fuel",
        type: "choice",
        names: { en: "Fuels", pl: "Paliwo" },
        choices: [
          { code: "gas", names: { en: "Gas", uk: "Газ", pl: "Gaz" } },
          { code: "oil", names: { en: "Oil" } },
        ],
      },
      { code: "range", type: "flag", names: { en: "Range" } },
    ]);
  });

  it.each([
    "power",
    "power; number; Power",
    "power; number kW 5 1; Power",
    "Power!; yes; Power",
    "fuel; choice petrol; Fuel",
    "fuel; perhaps; Fuel",
    "a; yes; A\na; yes; B",
    `a; yes; ${[...LOCALES, "more"].join("; ")}`,
  ])("are refused where a line makes no sense: %j", (text) => {
    expect(readLines(text)).toBeNull();
  });
});
