import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const TABLE = /^cases-.*\.md$/;
/** `| kind | source | tests/…/x.test.ts | "name of test" |` */
const LINE = /^\|([^|]+)\|([^|]+)\|\s*`?([\w./-]+\.test\.ts)`?\s*\|\s*"(.+)"\s*\|$/;
const HEADS = /^\|[\s:|-]*\|$|^\|\s*kind\s*\|/i;
/** A vertical bar inside a cell is written `\|`. */
const plain = (cell: string) => cell.replaceAll("\\|", "|").trim();

/** What of a table is no line of one, or names a test that is not there. */
function faults(table: string, read: (file: string) => string | null): string[] {
  return table
    .split("\n")
    .filter((line) => line.startsWith("|") && !HEADS.test(line))
    .flatMap((line) => {
      const [, , , file = "", name = ""] = LINE.exec(line.replaceAll("\\|", "\u0000").trim()) ?? [];
      if (!file) return [`no line of a table of cases: ${line}`];
      const source = read(file);
      if (source === null) return [`no such file: ${file}`];
      const wanted = plain(name.replaceAll("\u0000", "|"));
      return isNamed(source, wanted) ? [] : [`${file} has no test "${wanted}"`];
    });
}

/** Whether a file names a test so: as a whole string, which may stand behind `it(`, after a table of `it.each`, or in a template. */
const isNamed = (source: string, name: string) =>
  ['"', "'", "`"].some((mark) => {
    const written = mark + name.replaceAll(mark, `\\${mark}`) + mark;
    return source
      .split(written)
      .slice(0, -1)
      .some((before) => /(?:\b(?:it|test|describe)(?:\.\w+)*|\]|\)|>)\s*\(\s*$/.test(before));
  });

const readOf = (file: string) => {
  try {
    return readFileSync(join(root, file), "utf8");
  } catch {
    return null;
  }
};

describe("cases from reports", () => {
  const tables = readdirSync(join(root, "docs")).filter((name) => TABLE.test(name));

  it.each(tables)("docs/%s names tests that are there", (name) => {
    const table = readFileSync(join(root, "docs", name), "utf8");
    expect(table.split("\n").filter((line) => LINE.test(line)).length).toBeGreaterThan(0);
    expect(faults(table, readOf)).toEqual([]);
  });

  it("are held by a test of that very name: another, one in a comment or in another file is told", () => {
    const files: Record<string, string> = {
      "tests/db/a.test.ts": 'it("is kept", () => {});\n// "is lost"\nit.each([1])(\n  "of %d", f);',
    };
    const of = (file: string, name: string) =>
      faults(
        `| kind | source | test | name |\n|---|---|---|---|\n| a | o/r#1 | ${file} | "${name}" |`,
        (path) => files[path] ?? null,
      );
    expect(of("tests/db/a.test.ts", "is kept")).toEqual([]);
    expect(of("tests/db/a.test.ts", "of %d")).toEqual([]);
    for (const name of ["is", "is lost", "kept", "of 1"])
      expect(of("tests/db/a.test.ts", name)).toHaveLength(1);
    expect(of("tests/db/b.test.ts", "is kept")).toEqual(["no such file: tests/db/b.test.ts"]);
    expect(faults("| a | o/r#1 | tests/db/a.test.ts |", () => "")).toHaveLength(1);
  });
});
