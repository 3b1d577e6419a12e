import { describe, expect, it } from "vitest";
import kinds from "../../../drizzle/seed/resource-kinds.json";
import type { Attribute } from "../types";
import { linesOf, readLines } from "./attribute-lines";

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

  it.each([
    "power",
    "power; number; Power",
    "power; number kW 5 1; Power",
    "Power!; yes; Power",
    "fuel; choice petrol; Fuel",
    "fuel; perhaps; Fuel",
    "a; yes; A\na; yes; B",
    "a; yes; A; B; C; D; E",
  ])("are refused where a line makes no sense: %j", (text) => {
    expect(readLines(text)).toBeNull();
  });
});
