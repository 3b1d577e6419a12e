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

const MARKS = [",", ";", "\t"] as const;
type Record_ = { record: string[]; info: { lines: number }; raw: string };

/**
 * Reads CSV (RFC 4180) as spreadsheets of different countries write it: commas, semicolons or tabs, also named by a first line
 * `sep=;`; quotation marks inside a cell; rows of separators alone are none. Names of columns are in small letters.
 */
export function readCsv(text: string): ReadCsv {
  // A line is one line wherever it comes from: a form that gives a file's text back ends them in another way than the file.
  const lines = text.replace(/\r\n?/g, "\n");
  const [, named, rest] = /^\uFEFF?sep=(.)\n([\s\S]*)$/i.exec(lines) ?? [];
  const body = rest ?? lines;
  const before = rest === undefined ? 0 : 1;
  const options = {
    bom: true,
    delimiter: named ?? delimiterOf(body),
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  } as const;
  let records: Record_[];
  try {
    records = parse(body, options) as unknown as Record_[];
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    const whole = Number(fault.records ?? 0);
    const read = whole > 0 ? (parse(body, { ...options, to: whole }) as unknown as Record_[]) : [];
    const last = read.at(-1)?.info.lines ?? 0;
    const blank = /^\s*/.exec(body.split("\n").slice(last).join("\n"))![0].split("\n").length - 1;
    return { ok: false, code: "csv", line: before + last + blank + 1 };
  }
  const [header, ...rows] = records.filter(({ record }) => record.some((cell) => cell !== ""));
  const columns = (header?.record ?? []).map((name) => name.toLowerCase());
  const lineOf = ({ info, raw }: Record_) =>
    before + info.lines - (raw.trim().split("\n").length - 1);
  const lost = rows.filter(({ record }) => lostWords(record) > 0);
  if (lost.length > 2 || lost.some(({ record }) => lostWords(record) > 1))
    return { ok: false, code: "letters", line: lineOf(lost[0]!) };
  return {
    ok: true,
    columns,
    rows: rows.map((row) => ({
      line: lineOf(row),
      cells: Object.fromEntries(
        columns.map((name, index) => [name, unescaped(row.record[index] ?? "")]),
      ),
      values: row.record.map(unescaped),
      beyond: row.record.slice(columns.length).some((cell) => cell !== ""),
    })),
  };
}

/** The mark that parts the most columns of the first line, outside quotation marks. */
function delimiterOf(text: string): string {
  const [first = ""] = text.trimStart().split("\n", 1);
  const header = first.replace(/"[^"]*"/g, "");
  const counts = MARKS.map((mark) => ({ mark, count: header.split(mark).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).mark;
}

/**
 * Words whose letters a spreadsheet has replaced by question marks, as it does where it saves for one country what was written in the
 * letters of another. One alone may be somebody's way of asking.
 */
const lostWords = (record: readonly string[]): number =>
  record.join(" ").split(/\s+/).filter(hasLostLetters).length;

const hasLostLetters = (word: string): boolean =>
  /\p{L}/u.test(word)
    ? /^(?=.*\p{L}\?+\p{L})[\p{L}?’'-]+$|^\?+\p{Ll}{2,}$/u.test(word)
    : word.includes("???");

const isFormula = (cell: string): boolean => /^[=+\-@\t\r]/.test(cell);

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

/** The text of a file of UTF-8, or of UTF-16 that says so; null for any other encoding, as older spreadsheets save. */
export function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe
      ? "utf-16le"
      : first === 0xfe && second === 0xff
        ? "utf-16be"
        : null;
  try {
    return new TextDecoder(utf16 ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
