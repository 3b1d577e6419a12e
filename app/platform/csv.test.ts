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
    ["bars", "a|b\n1|2\n"],
    ["a mark that is named between quotation marks", '"sep=;"\na;b\n1;2\n'],
    ["a mark that is named in a row of separators", "sep=,,,\na,b,,\n1,2,,\n"],
    ["empty columns and rows at its end", "a;b;;;\n1;2;;;\n;;;;\n;;;;\n"],
    ["a column of the same name again", "a;a;b\n1;3;2\n"],
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
    expect(read("a\n'=1+1\n'Tis\n'＝2\n").rows.map(({ cells }) => cells.a)).toEqual([
      "=1+1",
      "'Tis",
      "＝2",
    ]);
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
    ["Ukrainian saved for another country", "a\nпал?во ? л?ки\n", 2],
    ["Estonian among Cyrillic", "a\nОльга, J?hvi\nАнна, P?rnu\nMai, V?ru\n", 2],
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
    "Хто прийде?терміново\nвода?хліб їжа?ліки?\nКоли?Будь ласка\nЧи є?немає",
    "Адреса: ???\n???\n??? ???",
    "Коли?у нас\nТак?ні\nє?нема\nжодної літери не загублено",
    "who?why\nÕie is?no\nso?so",
  ])("takes a question for a question: %j", (text) => {
    expect(readCsv(`a\n${text.replace(/^.*$/gm, '"$&"')}`).ok).toBe(true);
  });

  it.each([
    ["a title", "Stock, Sykhiv, 24.12\n\nkind;title\nwater;Spring\n", 4],
    ["a title in a row of separators", "Stock;;\n;;\nkind;title\nwater;Spring\n", 4],
    ["a title after the name of the mark", "sep=;\nStock\nkind;title\nwater;Spring\n", 4],
    ["nothing", "kind,title\nwater,Spring\n", 2],
  ])("is found below %s", (_, text, line) => {
    const found = readCsv(text, { isHeader: (names) => names.includes("title") });
    expect(found).toMatchObject({
      columns: expect.arrayContaining(["kind", "title"]),
      rows: [{ line, cells: { kind: "water", title: "Spring" } }],
    });
  });

  it("has its first row for a header where none is found", () => {
    const found = readCsv("a;b\nc;d\n", { isHeader: (names) => names.includes("title") });
    expect(found).toMatchObject({ columns: ["a", "b"], rows: [{ values: ["c", "d"] }] });
  });

  it("is read no further than it is wanted, empty rows not counted", () => {
    const long = `a;b\n${";\n".repeat(100)}${"1;2\n".repeat(100)}"`;
    const found = readCsv(long, { most: 10 });
    expect(found.ok && found.rows.length).toBeGreaterThan(10);
    expect(readCsv(long)).toMatchObject({ ok: false, line: 202 });
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
    ["KOI8-U", [0xf0, 0xc9, 0xd4, 0xce, 0xc1]],
    ["UTF-16 that does not say so", [0x1f, 0x04, 0x38, 0x04, 0x3b, 0x00]],
    ["UTF-32", [0xff, 0xfe, 0, 0, 0x1f, 0x04, 0, 0]],
    ["a workbook, which is no text", [0x50, 0x4b, 3, 4, 20, 0, 6, 0]],
    ["Windows-1257", [0x56, 0x65, 0x65, 0x20, 0xf5, 0xf5, 0x74]],
  ])("in %s is not taken for another text", (_, bytes) => {
    expect(decode(new Uint8Array(bytes))).toBeNull();
  });
});
