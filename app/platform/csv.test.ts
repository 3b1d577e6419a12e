import { describe, expect, it } from "vitest";
import { decode, readCsv } from "./csv";

const read = (text: string) => {
  const result = readCsv(text);
  if (!result.ok) throw new Error(`line ${result.line}`);
  return result;
};

describe("a table", () => {
  it.each([
    ["commas", "a,b\n1,2\n"],
    ["semicolons", "a;b\n1;2\n"],
    ["tabs", "a\tb\n1\t2\n"],
    ["a mark that is named", "sep=;\na;b\n1;2\n"],
    ["a mark that is named, after a byte order mark", "\uFEFFsep=|\r\na|b\r\n1|2\r\n"],
    ["another mark in a name of a column", 'A,b,"c; d; e; f"\n1,2,3'],
    ["lines of other systems", "a,b\r\n1,2\r\n"],
  ])("is read with %s", (_, text) => {
    expect(read(text).rows[0]!.cells).toMatchObject({ a: "1", b: "2" });
  });

  it("knows the line in which each row begins", () => {
    const text = 'a;b\n\n\n1;"x\ny\nz"\n;;;\n2;3\n  \n4;5';
    expect(read(text).rows.map(({ line }) => line)).toEqual([4, 8, 10]);
    expect(read(`sep=;\n${text}`).rows.map(({ line }) => line)).toEqual([5, 9, 11]);
  });

  it("takes a quotation mark in a cell for what it is", () => {
    expect(read('a,b\nHose 2" 10 m,1\n').rows[0]!.cells).toEqual({ a: 'Hose 2" 10 m', b: "1" });
    expect(read('a,b\n"say ""yes""",1\n').rows[0]!.cells.a).toBe('say "yes"');
  });

  it("counts a line as one, however it ends, also within a cell", () => {
    const csv = 'a;b\n1;"two\nlines"\n2;x\n';
    for (const end of ["\n", "\r\n", "\r"]) {
      const read = readCsv(csv.replaceAll("\n", end));
      expect(read.ok && read.rows.map(({ line, values }) => [line, values])).toEqual([
        [2, ["1", "two\nlines"]],
        [4, ["2", "x"]],
      ]);
    }
  });

  it("has rows of unequal length: what lacks is empty, what is too much is told", () => {
    const { rows } = read("a,b,c\n1,2\n1,2,3,4\n1,2,3,,\n");
    expect(rows.map(({ beyond }) => beyond)).toEqual([false, true, false]);
    expect(rows[0]!.cells).toEqual({ a: "1", b: "2", c: "" });
  });

  it("gives back what was kept from being run as a formula", () => {
    expect(read("a\n'=1+1\n'Tis\n").rows.map(({ cells }) => cells.a)).toEqual(["=1+1", "'Tis"]);
  });

  it.each([
    ['a,b\n1,2\n\n3,"4\n5,6\n', 4],
    ['"a,b', 1],
    ['sep=;\na;b\n"x;y\n', 3],
  ])("names the line of a quotation mark that never closes: %j", (text, line) => {
    expect(readCsv(text)).toEqual({ ok: false, code: "csv", line });
  });

  it.each([
    ["Cyrillic saved for Estonia", "a;b\nHonda EU22i, ????? ????????;2\n", 2],
    ["Cyrillic, a word a cell", "a;b\n????;1\nx;2\n?????;3\n?????? ?;4\n", 2],
    ["Estonian saved for Ukraine", "a;b\nx;1\n?ie t?nav 5;2\n", 3],
    ["Estonian, a letter a line", "a\nP?rnu\nJ?hvi\nM?isak?la\n", 2],
  ])("says in which line letters were lost: %s", (_, text, line) => {
    expect(readCsv(text)).toEqual({ ok: false, code: "letters", line });
  });

  it.each([
    "What is it???\nHelp ??? 5\nok?",
    "???\n12 ?\n? ?",
    "https://maps.example/?q=49.8,24.0&z=1?x\nsee https://a.example/b?c=d",
    "Really?no\nIs it?",
    "10 °C?, 5 л?",
  ])("takes a question for a question: %j", (text) => {
    expect(readCsv(`a\n${text.replace(/^.*$/gm, '"$&"')}`).ok).toBe(true);
  });

  it("may be empty", () => {
    expect(readCsv("")).toEqual({ ok: true, columns: [], rows: [] });
    expect(readCsv("\n;;\n")).toEqual({ ok: true, columns: [], rows: [] });
  });
});

describe("a file", () => {
  const text = "Питна вода, Õie";
  it("is text in UTF-8 and in UTF-16 that says so", () => {
    expect(decode(new TextEncoder().encode(text))).toBe(text);
    const words = new Uint16Array([...`\uFEFF${text}`].map((char) => char.charCodeAt(0)));
    expect(decode(new Uint8Array(words.buffer))).toBe(text);
  });

  it.each([
    ["Windows-1251", [0xcf, 0xe8, 0xf2, 0xed, 0xe0]],
    ["Windows-1257", [0x56, 0x65, 0x65, 0x20, 0xf5, 0xf5, 0x74]],
  ])("in %s is not taken for another text", (_, bytes) => {
    expect(decode(new Uint8Array(bytes))).toBeNull();
  });
});
