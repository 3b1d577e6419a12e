import { describe, expect, it } from "vitest";
import { newOfferForm } from "../form";
import type { Attribute } from "../types";
import { readAttributes } from "./attributes";
import { readTable, type TableRow } from "./table";

const attributes: Attribute[] = [
  { code: "power", names: { en: "Power" }, type: "number", unit: "kW", min: 0.1, max: 500 },
];
const kinds = [
  { code: "generator", attributes },
  { code: "water", attributes: [] },
];
const districts = [{ code: "north", kept: true }];
const read = (text: string) => readTable(text, kinds, districts, "Europe/Kyiv");
const rows = (text: string) => {
  const result = read(text);
  if (!result.ok) throw new Error(result.code);
  return result.rows;
};

describe("a table of offers", () => {
  it("is read with its attributes, whatever separates the columns", () => {
    const [first, second] = rows(
      "\uFEFFKind;Title;Quantity;District;generator-power;from\n" +
        'generator;Honda;1;north;2,2;2026-11-24 18:00\nwater;"Вода; питна";19,5;north;;\n',
    );
    expect(first!.errors).toEqual({});
    const form = (row: TableRow) =>
      newOfferForm({ city: { zone: "Europe/Kyiv" } }).parse(row.offer);
    const offered = form(first!);
    expect(offered.quantity).toBe(1);
    expect(readAttributes(kinds[0]!, offered.attributes)).toEqual({
      ok: true,
      values: { power: 2.2 },
    });
    expect(offered.from).toEqual(new Date("2026-11-24T16:00:00Z"));
    expect(form(second!)).toMatchObject({ title: "Вода; питна", quantity: 19.5 });
  });

  it("says line by line what is wrong, and goes on", () => {
    const found = rows(
      "kind,title,quantity,district,generator-power\n" +
        "lamp,Ліхтар,1,north,\ngenerator,,zero,north,strong\ngenerator,Honda,1,moon,\nwater,Вода,5,north,\n",
    );
    expect(found.map(({ line, errors }) => [line, errors])).toEqual([
      [2, { kind: "unknownKind" }],
      [3, { title: "title", quantity: "quantity", "generator-power": "number" }],
      [4, { district: "unknownDistrict" }],
      [5, {}],
    ]);
    expect(found[0]!.offer).toBeNull();
  });

  it("knows a row by its content: the same file again is the same rows, a row twice is two", () => {
    const text = "kind,title,quantity,district\nwater,Вода,5,north\nwater,Вода,5,north\n";
    const keys = () => rows(text).map(({ row }) => row);
    expect(keys()).toEqual(keys());
    expect(new Set(keys()).size).toBe(2);
  });

  it.each([
    ["title,amount\nx,1", "columns"],
    ["", "columns"],
    ['kind,title,quantity\n"a,b', "csv"],
  ])("refuses what is none: %j", (text, code) => {
    expect(read(text)).toEqual({ ok: false, code });
  });
});
