import { CsvError, parse } from "csv-parse/sync";

export type CsvRow = {
  /** Of the file, where the row begins; the first line is 1. */
  line: number;
  /** By column; a cell that the row lacks at its end is empty. */
  cells: Record<string, string>;
  /** In the order of the file, also where two columns have one name or none. */
  values: string[];
  /** There is something beyond the last column. */
  beyond: boolean;
};
export type ReadCsv =
  | { ok: true; columns: string[]; rows: CsvRow[] }
  /** A quotation mark that opens in this line is never closed, or letters of it are lost. */
  | { ok: false; code: "csv" | "letters"; line: number };

const MARKS = [",", ";", "\t", "|"] as const;
/** Before its header a table may have so many rows with a title, a day, who made it. */
const MOST_TITLE_ROWS = 20;
type Record_ = { record: string[]; info: { lines: number }; raw: string };

type Wanted = {
  /** Whether these are the names of the columns; without it, the first row has them. */
  isHeader?: (columns: string[]) => boolean;
  /** No more than so many rows, and one, are read: that there are too many is known then. */
  most?: number;
};

/**
 * Reads CSV (RFC 4180) as spreadsheets of different countries write it: commas, semicolons, tabs or bars, also named by a first
 * line `sep=;`; a title above the header; quotation marks inside a cell; rows of separators alone are none. Names of columns are in
 * small letters; a second column of one name is in `values` alone.
 */
export function readCsv(text: string, { isHeader, most }: Wanted = {}): ReadCsv {
  const { body, before, named } = withoutSep(text);
  const first = named ?? delimiterOf(body);
  const read = recordsOf(body, first, most);
  if ("line" in read) return { ok: false, code: "csv", line: before + read.line };
  // A title has marks of its own: where no header is found by those of the first line, it is looked for by the others.
  const others = named ? [] : MARKS.filter((mark) => mark !== first);
  const table =
    isHeader &&
    (fromHeader(read.records, isHeader) ??
      firstOf(others, (mark) => {
        const tried = recordsOf(body, mark, most);
        return "records" in tried ? fromHeader(tried.records, isHeader) : null;
      }));
  const [header, ...rows] = table ?? read.records;
  const lineOf = ({ info, raw }: Record_) =>
    before + info.lines - (raw.trim().split("\n").length - 1);
  const lost = firstLost(body, rows);
  if (lost) return { ok: false, code: "letters", line: lineOf(lost) };
  const columns = namesIn(header?.record ?? []);
  return {
    ok: true,
    columns,
    rows: rows.map((row) => ({
      line: lineOf(row),
      // From the last one back, so that of two columns of one name the first is kept.
      cells: Object.fromEntries(
        columns
          .map((name, index) => [name, unescaped(row.record[index] ?? "")] as const)
          .toReversed(),
      ),
      values: row.record.map(unescaped),
      beyond: row.record.slice(columns.length).some((cell) => cell !== ""),
    })),
  };
}

/** The text without a first line `sep=;`, and what that line says; `before`: how many lines of the file are missing. */
function withoutSep(text: string) {
  // A line is one line wherever it comes from: a form that gives a file's text back ends them in another way than the file.
  const lines = text.replace(/\r\n?/g, "\n");
  const [, named, rest] = /^\uFEFF?"?sep=(.)"?[ ,;]*\n([\s\S]*)$/i.exec(lines) ?? [];
  return rest === undefined ? { body: lines, before: 0 } : { body: rest, before: 1, named };
}

const namesIn = (record: readonly string[]) => record.map((name) => name.toLowerCase());

/** What stands from the header on, below a title; null where there is no header. */
function fromHeader(records: Record_[], isHeader: (columns: string[]) => boolean) {
  const at = records.slice(0, MOST_TITLE_ROWS).findIndex(({ record }) => isHeader(namesIn(record)));
  return at < 0 ? null : records.slice(at);
}

function firstOf<From, Found>(all: readonly From[], find: (one: From) => Found | null) {
  for (const one of all) {
    const found = find(one);
    if (found) return found;
  }
  return null;
}

/** The first row that has lost letters, where that can't be somebody's way of asking. */
function firstLost(body: string, rows: readonly Record_[]): Record_ | undefined {
  const lostWords = lostWordsIn(body);
  const lost = rows.filter(({ record }) => lostWords(record) > 0);
  const isLost = lost.length > 2 || lost.some(({ record }) => lostWords(record) > 1);
  return isLost ? lost[0] : undefined;
}

function recordsOf(
  body: string,
  delimiter: string,
  most?: number,
): { records: Record_[] } | { line: number } {
  const options = {
    bom: true,
    delimiter,
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
  } as const;
  const parsed = (to: number) =>
    parse(body, { ...options, ...(to > 0 && { to }) }) as unknown as Record_[];
  try {
    return { records: parsed(most === undefined ? 0 : most + MOST_TITLE_ROWS + 1) };
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    const whole = Number(fault.records ?? 0);
    const last = whole > 0 ? (parsed(whole).at(-1)?.info.lines ?? 0) : 0;
    const blank = /^\s*/.exec(body.split("\n").slice(last).join("\n"))![0].split("\n").length - 1;
    return { line: last + blank + 1 };
  }
}

/** The mark that parts the most columns of the first line, outside quotation marks. */
function delimiterOf(text: string): string {
  const [first = ""] = text.trimStart().split("\n", 1);
  const header = first.replace(/"[^"]*"/g, "");
  const counts = MARKS.map((mark) => ({ mark, count: header.split(mark).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).mark;
}

/**
 * Counts the words of a row whose letters a spreadsheet has replaced by question marks, as it does where it saves for one country what
 * was written in the letters of another. One alone may be somebody's way of asking; and of letters that the file has, none is lost.
 */
function lostWordsIn(text: string): (record: readonly string[]) => number {
  const has = {
    cyrillic: /\p{Script=Cyrillic}/u.test(text),
    ukrainian: /[іїєґ]/i.test(text),
    accents: /[\u00c0-\u024f]/.test(text),
  };
  const isLost = (word: string): boolean => {
    // Also what is written for "nobody knows".
    if (!/\p{L}/u.test(word)) return !has.cyrillic && word.includes("???");
    if (/\p{Script=Cyrillic}/u.test(word) ? has.ukrainian : has.accents) return false;
    return /^(?=.*\p{L}\?+\p{L})[\p{L}?’'-]+$|^\?+\p{Ll}{2,}$/u.test(word) && isBroken(word);
  };
  return (record) => record.join(" ").split(/\s+/).filter(isLost).length;
}

/** A question without a space behind it parts two whole words. */
const isBroken = (word: string): boolean =>
  word.split(/\?+/).some((part, index, parts) => {
    const isEnd = part === "" && index === parts.length - 1;
    return part.length <= 2 && !isEnd;
  });

const isFormula = (cell: string): boolean => /^[=+\-@\t\r\n＝＋－＠]/.test(cell);

/**
 * Whether a spreadsheet writes a text anew as it opens it: digits that look like a day, a time or a fraction, a code with a nought in
 * front, more digits than it shows. What it takes for a day and is one is none of these.
 */
export const isRewritten = (cell: string): boolean =>
  /^(?=.*\d)[\d\s.,:/%–-]+$|^\d+e\d+$/i.test(cell) &&
  !/^(0|[1-9]\d{0,10}|\d{4}-\d\d-\d\d)$/.test(cell);

/** A cell that was marked as text so that no spreadsheet runs it or writes it anew. */
function unescaped(cell: string): string {
  const rest = cell.slice(1);
  return cell.startsWith("'") && (isFormula(rest) || isRewritten(rest)) ? rest : cell;
}

/** The text of a file of UTF-8, or of UTF-16 that says so; null for any other encoding, as older spreadsheets save, and for no text. */
export function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe
      ? "utf-16le"
      : first === 0xfe && second === 0xff
        ? "utf-16be"
        : null;
  try {
    const text = new TextDecoder(utf16 ?? "utf-8", { fatal: true }).decode(bytes);
    // UTF-16 that does not say so, and a workbook, are valid UTF-8 by chance.
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}
