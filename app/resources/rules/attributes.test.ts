import { describe, expect, it } from "vitest";
import kinds from "../../../drizzle/seed/resource-kinds.json";
import { LOCALES } from "../../platform/types";
import type { Attribute } from "../types";
import { readAttributes } from "./attributes";

const attributes: Attribute[] = [
  { code: "power", names: { en: "Power" }, type: "number", unit: "kW", min: 0.1, max: 500 },
  {
    code: "fuel",
    names: { en: "Fuel" },
    type: "choice" as const,
    choices: [{ code: "diesel", names: { en: "Diesel" } }],
  },
  { code: "operator", names: { en: "Comes along" }, type: "flag" },
];

describe("attributes of a kind", () => {
  it("are read as what they are, a comma for a point, and only those that the kind has", () => {
    const typed = {
      "generator-power": "2,2",
      "generator-fuel": "diesel",
      "generator-operator": "yes",
      "generator-colour": "red",
    };
    const values = { power: 2.2, fuel: "diesel", operator: true };
    expect(readAttributes({ code: "generator", attributes }, typed)).toEqual({ ok: true, values });
  });

  it("may all be left out", () => {
    const typed = { "generator-power": " ", "generator-fuel": "" };
    expect(readAttributes({ code: "generator", attributes }, typed)).toEqual({
      ok: true,
      values: {},
    });
  });

  it.each([
    ["generator-power", "two", "number"],
    ["generator-power", "0", "range"],
    ["generator-power", "501", "range"],
    ["generator-fuel", "coal", "choice"],
  ])("refuse in %s what makes no sense: %s", (field, said, error) => {
    expect(readAttributes({ code: "generator", attributes }, { [field]: said })).toEqual({
      ok: false,
      errors: { [field]: error },
    });
  });

  it("are chosen by a code, or by a name in any language and case", () => {
    for (const said of ["diesel", "Diesel", "DIESEL"])
      expect(readAttributes({ code: "generator", attributes }, { "generator-fuel": said })).toEqual(
        { ok: true, values: { fuel: "diesel" } },
      );
  });

  it("of those that come along have every name in the same languages, so that none is half translated", () => {
    const named = kinds.flatMap(({ names, attributes }) => [
      names,
      ...(attributes as Attribute[]).flatMap((one) => [
        one.names,
        ...(one.choices ?? []).map((choice) => choice.names),
      ]),
    ]);
    const languages = Object.keys(named[0]!).sort();
    expect(LOCALES).toEqual(expect.arrayContaining(languages));
    for (const names of named) expect(Object.keys(names).sort()).toEqual(languages);
  });
});
