import { describe, expect, it } from "vitest";
import { readCsv } from "./csv";
import { csvOut } from "./csv-out.server";
import { LOCALES } from "./types";

const rows = [{ name: "Gai, Olena; 2", hours: 1.5, word: "=1+1" }];

describe("a table that is opened in a spreadsheet", () => {
  it("is parted by semicolons and has a decimal comma where the reader's country writes so", () => {
    for (const locale of ["et", "uk", "ru"] as const)
      expect(csvOut(rows, { locale })).toBe('\uFEFFname;hours;word\n"Gai, Olena; 2";1,5;\'=1+1\n');
    expect(csvOut(rows, { locale: "en" })).toBe(
      '\uFEFFname,hours,word\n"Gai, Olena; 2",1.5,\'=1+1\n',
    );
  });

  it.each(["=1", "+1", "-1", "@x", "\tx", "\rx"])("never runs %j as a formula", (word) => {
    for (const locale of LOCALES)
      expect(csvOut([{ word }], { locale })).toMatch(/^\uFEFFword\n"?'/);
  });

  it.each([
    "10-12",
    "2.2",
    "1/2",
    "9:30",
    "01.05",
    "00120045",
    "380671112233445566",
    "2E3",
    "10–12",
    "-5",
    "5%",
  ])("keeps the text %j from being written anew, and reads it back", (word) => {
    const csv = csvOut([{ word, also: "x" }], { locale: "uk" });
    expect(csv).toContain(`'${word}`);
    expect(readCsv(csv)).toMatchObject({ rows: [{ cells: { word, also: "x" } }] });
  });

  it.each([
    "0",
    "12",
    "12345678901",
    "2026-12-24",
    "24 boxes",
    "№ 5",
    "5 л",
    "'Tis",
    "'x",
  ])("leaves the text %j as it is", (word) => {
    const csv = csvOut([{ word, also: "x" }], { locale: "uk" });
    expect(csv).toContain(`\n${word};x`);
    expect(readCsv(csv)).toMatchObject({ rows: [{ cells: { word } }] });
  });

  it.each(LOCALES)("is read back as it was written, in %s", (locale) => {
    const read = readCsv(csvOut(rows, { locale, columns: ["hours", "name"] }));
    if (!read.ok) throw new Error("not read");
    expect(read.columns).toEqual(["hours", "name"]);
    expect(read.rows[0]!.values[1]).toBe("Gai, Olena; 2");
  });
});
