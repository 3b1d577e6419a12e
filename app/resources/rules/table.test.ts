import { describe, expect, it } from "vitest";
import { newOfferForm } from "../form";
import type { Attribute } from "../types";
import { readAttributes } from "./attributes";
import { readTable, type TableRow } from "./table";

const attributes: Attribute[] = [
  { code: "power", names: { en: "Power" }, type: "number", unit: "kW", min: 0.1, max: 500 },
];
const kinds = [
  { code: "generator", names: { en: "Generator", uk: "Генератор" }, unit: "piece", attributes },
  {
    code: "water",
    names: { en: "Drinking water", uk: "Питна вода" },
    unit: "litre",
    attributes: [],
  },
];
const districts = [{ code: "north", names: { en: "Sykhivskyi", uk: "Сихівський" }, kept: true }];
const city = { zone: "Europe/Kyiv", lat: 49.84, lon: 24.03 };
const read = (text: string) => readTable(text, kinds, districts, city);
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
    const form = (row: TableRow) => newOfferForm({ city }).parse(row.offer);
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

  it("refuses a point that is not of the city, and asks whether it is the other way round", () => {
    const found = rows(
      "kind;title;quantity;district;lat;lon\n" +
        "generator;A;1;north;49,84;24,03\ngenerator;B;1;north;24,03;49,84\n" +
        "generator;C;1;north;59,437;24,7536\ngenerator;D;1;north;0;0\n",
    );
    expect(found.map(({ errors }) => errors.lat)).toEqual([undefined, "swapped", "far", "far"]);
  });

  const wrong = (cells: Record<string, string>) => {
    const row = { kind: "water", title: "Вода", quantity: "5", district: "north", ...cells };
    const line = Object.values(row).map((cell) => `"${cell}"`);
    return rows(`${Object.keys(row).join(";")}\n${line.join(";")}\n`)[0]!.errors;
  };

  it.each([
    [{ quantity: "1,000" }, { quantity: "thousands" }],
    [{ quantity: "1.000" }, { quantity: "thousands" }],
    [{ quantity: "1 000" }, {}],
    [{ quantity: "19,5" }, {}],
    [{ kind: "generator", quantity: "0,5" }, { quantity: "whole" }],
    [{ kind: "Питна вода" }, {}],
    [{ kind: "drinking water", district: "Сихівський" }, {}],
    [{ district: "Moon" }, { district: "unknownDistrict" }],
    [{ lat: "49,8012", lon: "24,0312" }, {}],
    [{ lat: "49.80N", lon: "24.03E" }, {}],
    [{ lat: "4980", lon: "24" }, { lat: "coordinate" }],
    [{ lat: "49.8", lon: "" }, { lon: "coordinate" }],
    [{ from: "24.12.2026", until: "26.12.2026" }, {}],
    [{ from: "24.12.2026 18:00", until: "2026-12-24" }, {}],
    [{ from: "26.12.2026", until: "24.12.2026" }, { until: "until" }],
    [{ from: "31.2.2026" }, { from: "time" }],
    [{ phone: "6.71112E+08" }, { phone: "phone" }],
    [{ phone: "112" }, { phone: "phone" }],
    [{ phone: "067 123 45 09 / 067 123 45 10" }, {}],
    [{ outside: "ні" }, {}],
    [{ outside: "maybe" }, { outside: "flag" }],
    [{ number: "12a" }, { number: "numbered" }],
    [{ quantity: "0,500" }, {}],
    [{ quantity: "20-30" }, { quantity: "quantity" }],
    [{ quantity: "10 л." }, { quantity: "quantity" }],
    [{ quantity: "10²" }, { quantity: "quantity" }],
    [{ quantity: "2½" }, {}],
    [{ lat: "49°48'N", lon: "24°1'E" }, {}],
    [{ from: "24 грудня 2026", until: "26. detsember 2026 kell 18" }, {}],
    [{ from: "24.12.2026 24:00" }, {}],
    [{ from: "24.12.0026" }, { from: "time" }],
    [{ phone: "3,80671E+11" }, { phone: "phone" }],
    [{ phone: "٠٦٧١٢٣٤٥٠٩" }, {}],
    [{ outside: "ХИБНІСТЬ" }, {}],
  ])("of %j is judged %j", (cells, errors) => {
    expect(wrong(cells)).toEqual(errors);
  });

  it("takes no for an answer, in four languages", () => {
    const kind = [
      {
        code: "water",
        names: { en: "Water" },
        unit: "litre",
        attributes: [{ code: "drinkable", names: { en: "Fit to drink" }, type: "flag" as const }],
      },
    ];
    const drinkable = (answer: string) => {
      const text = `kind,title,quantity,district,water-drinkable\nwater,Вода,5,north,${answer}\n`;
      const table = readTable(text, kind, districts, city);
      if (!table.ok || !table.rows[0]) throw new Error("no table");
      const { errors, offer } = table.rows[0];
      return errors["water-drinkable"] ?? readAttributes(kind[0]!, offer!);
    };
    for (const no of ["no", "ні", "нет", "ei", "false", "0", "-", ""])
      expect(drinkable(no), no).toEqual({ ok: true, values: {} });
    for (const yes of ["yes", "так", "да", "jah", "true", "1"])
      expect(drinkable(yes), yes).toEqual({ ok: true, values: { drinkable: true } });
    expect(drinkable("soon")).toBe("flag");
  });

  it("tells of a row with too many cells, and of a file that breaks off", () => {
    const [row] = rows("kind,title,quantity,district\nwater,Вода,5,north,more\n");
    expect(row).toMatchObject({ errors: { row: "cells" }, offer: null });
    expect(read('kind,title,quantity\n\nwater,"Вода,5\n')).toEqual({
      ok: false,
      code: "csv",
      line: 3,
    });
  });

  it("knows a row by its content: the same file again is the same rows, a row twice is two", () => {
    const text = "kind,title,quantity,district\nwater,Вода,5,north\nwater,Вода,5,north\n";
    const keys = () => rows(text).map(({ row }) => row);
    expect(keys()).toEqual(keys());
    expect(new Set(keys()).size).toBe(2);
  });

  it("is the same row however a spreadsheet writes it, and another with another quantity", () => {
    const plain = rows("kind,title,quantity,district\nwater,Вода,5,north\n")[0]!.row;
    for (const same of [
      "kind;title;quantity;district\nwater;Вода;5,0;north\n",
      "Title\tKind\tDistrict\tQuantity\nВода\tПитна вода\tСихівський\t5.00\n",
      "kind,title,quantity,district,seen by\nwater,Вода,5,north,Olena\n",
      "kind,title,quantity,district,conditions,from,lat,lon\nwater,Вода,5,north,,,,\n",
    ])
      expect(rows(same)[0]!.row, same).toBe(plain);
    for (const other of ["6,north", "5,"])
      expect(rows(`kind,title,quantity,district\nwater,Вода,${other}\n`)[0]!.row).not.toBe(plain);
    const until = (day: string) =>
      rows(`kind,title,quantity,district,until\nwater,Вода,5,north,${day}\n`)[0]!.row;
    expect(until("24.12.2026")).toBe(until("2026-12-25 00:00"));
    expect(until("24.12.2026")).not.toBe(until("25.12.2026"));
  });

  it.each([
    ["title,amount\nx,1", "columns"],
    ["", "columns"],
  ])("refuses what is none: %j", (text, code) => {
    expect(read(text)).toEqual({ ok: false, code });
  });
});
