import { sameAddress } from "../../districts/rules/place";
import { ownName } from "../../i18n/format";
import { translator } from "../../i18n/translate";
import { readCsv } from "../../platform/csv";
import { readWallTime } from "../../platform/day";
import { normalPhone } from "../../platform/phone";
import { LOCALES, type Locale, type Names } from "../../platform/types";
import { instantOf } from "../../platform/zone";
import { ILLEGIBLE, type IllegibleField, VULNERABLE } from "../types";
import { type Column, columnOf } from "./headers";
import { readHelp, saysNothing, type TypedHelp } from "./read-help";
import { judgeNeeded } from "./timing";

/** Of one file. */
const MAX_ROWS = 2_000;
/** A list that is older is no longer about somebody who waits. */
const ASKED_WITHIN_DAYS = 30;

export type KnownCategory = { code: string; names: Names };
/** `reached`: the importing coordinator works for it. */
export type KnownDistrict = KnownCategory & { reached: boolean };
type City = { zone: string; callingCode: string; locales: readonly Locale[] };

/** A row as the command takes it. Times are instants of ISO 8601. */
export type CalledIn = {
  /** All that stands in the row, the same wherever and whenever it is brought. */
  content: string;
  /** The call centre's own, or nothing. */
  number: string;
  locale: Locale;
  asked: string | null;
  needed: string | null;
  form: TypedHelp;
};

export type RequestRow = {
  /** Of the file, where the row begins; the first line is 1. */
  line: number;
  called: CalledIn;
  /** There is neither a word, nor a place, nor a way to answer: nobody could act on it. */
  empty: boolean;
  illegible: IllegibleField[];
  /** Its district is not the importing coordinator's. */
  elsewhere: boolean;
  /** The line above that says all the same. */
  repeats: number | null;
  /** Other lines with the same phone, e-mail or address. */
  alike: number[];
};

export type ReadRequests =
  | { ok: true; rows: RequestRow[] }
  | { ok: false; code: "headers" | "rows" }
  | { ok: false; code: "csv" | "letters"; line: number };

const NEEDED: readonly Column[] = ["phone", "email", "details", "category"];
/** A row of a title, or of somebody who called by phone, may have one such word in it. */
const isHeader = (names: string[]): boolean => {
  const columns = names.map(columnOf).filter((column) => column !== null);
  return columns.length > 1 && NEEDED.some((column) => columns.includes(column));
};

/**
 * Reads a call centre's list, row by row. Columns go by their names in four languages, categories, districts and languages by
 * code or name. Nothing is lost: what no column takes or can't be read goes into the words.
 */
export function readRequests(
  text: string,
  categories: readonly KnownCategory[],
  districts: readonly KnownDistrict[],
  city: City,
  now: Date,
): ReadRequests {
  const read = readCsv(text, { isHeader, most: MAX_ROWS });
  if (!read.ok) return read;
  const columns = read.columns.map(columnOf);
  if (!NEEDED.some((column) => columns.includes(column))) return { ok: false, code: "headers" };
  if (read.rows.length > MAX_ROWS) return { ok: false, code: "rows" };
  const rows = read.rows.map(({ line, values }) => {
    const cells = cellsOf(values, columns, read.columns);
    return { line, ...rowOf(cells, { categories, districts, city, now }) };
  });
  return { ok: true, rows: compared(rows, city.callingCode) };
}

type Cells = Partial<Record<Column, string>> & { all: [string, string][]; words: string[] };

/** By column; what stands in none that we know, or in a second one of the same name, is words. */
function cellsOf(values: string[], columns: (Column | null)[], names: string[]): Cells {
  const cells: Cells = { all: [], words: [] };
  for (const [index, value] of values.entries()) {
    if (!value) continue;
    const column = columns[index] ?? null;
    const name = names[index] ?? "";
    cells.all.push([name, value]);
    if (column && cells[column] === undefined) cells[column] = value;
    else cells.words.push(name ? `${name}: ${value}` : value);
  }
  return cells;
}

type Around = {
  categories: readonly KnownCategory[];
  districts: readonly KnownDistrict[];
  city: City;
  now: Date;
};

function rowOf(cells: Cells, { categories, districts, city, now }: Around) {
  const category = meant(categories, cells.category);
  const district = meant(districts, cells.district);
  const words = [cells.details ?? "", ...cells.words];
  const asked = momentOf(cells.asked, city.zone);
  const wasAsked = asked !== null && isRecent(asked, now);
  if (cells.asked && !wasAsked) words.push(cells.asked);
  const needed = momentOf(cells.needed, city.zone);
  // It may have passed while the list was on its way: then it is urgent all the more.
  const isNeeded = needed !== null && (isRecent(needed, now) || !judgeNeeded(needed, null, now));
  if (cells.needed && !isNeeded) words.push(cells.needed);
  const locale = languageOf(cells.language);
  if (cells.language && !locale) words.push(cells.language);
  const scientific = /\de\+\d/i.test(cells.phone ?? "");
  if (scientific) words.push(cells.phone!);
  if (cells.lat && !cells.lon) words.push(cells.lat);
  if (cells.lon && !cells.lat) words.push(cells.lon);
  const form: TypedHelp = {
    category: category?.code ?? cells.category ?? "",
    details: words.filter(Boolean).join("\n"),
    people: cells.people ?? "",
    vulnerable: vulnerableOf(cells.vulnerable),
    district: district?.code ?? cells.district ?? "",
    address: cells.address ?? "",
    floor: cells.floor ?? "",
    lift: cells.lift ?? "",
    access: cells.access ?? "",
    lat: cells.lat ?? "",
    lon: cells.lon ?? "",
    hours: cells.hours ?? "",
    name: cells.name ?? "",
    // A spreadsheet has eaten its last digits: it would be somebody else's.
    phone: scientific ? "" : (cells.phone ?? ""),
    email: cells.email ?? "",
    forName: cells.forName ?? "",
    forPhone: cells.forPhone ?? "",
  };
  const help = readHelp(form);
  const { illegible, point } = help;
  const empty = saysNothing(help);
  const number = cells.number ?? "";
  const unplaced = Boolean(form.lat && form.lon) && !point;
  const fields = {
    ...illegible,
    category: cells.category && !category,
    district: cells.district && !district,
    phone: illegible.phone || scientific,
    point: unplaced,
  };
  if (unplaced)
    form.details = [form.details, `${form.lat}, ${form.lon}`].filter(Boolean).join("\n");
  if (number) form.details = [form.details, `№ ${number}`].filter(Boolean).join("\n");
  const called: CalledIn = {
    content: JSON.stringify(cells.all.sort()),
    number,
    locale: locale ?? city.locales[0]!,
    asked: wasAsked ? asked.toISOString() : null,
    needed: isNeeded ? needed.toISOString() : null,
    form,
  };
  return {
    called,
    empty,
    illegible: ILLEGIBLE.filter((field) => fields[field]),
    elsewhere: district !== undefined && !district.reached,
  };
}

const momentOf = (text: string | undefined, zone: string): Date | null =>
  text ? instantOf(readWallTime(text) ?? "", zone) : null;

const isRecent = (at: Date, now: Date): boolean =>
  at <= now && now.getTime() - at.getTime() <= ASKED_WITHIN_DAYS * 86_400_000;

/** The one that a cell means: by its code, or by its name in any language. */
function meant<Known extends KnownCategory>(known: readonly Known[], cell = ""): Known | undefined {
  const named = cell.toLowerCase();
  return (
    known.find(({ code }) => code === named) ??
    known.find(({ names }) => Object.values(names).some((name) => name.toLowerCase() === named))
  );
}

function languageOf(cell = ""): Locale | null {
  const named = cell.toLowerCase();
  return (
    LOCALES.find((locale) => locale === named || ownName(locale).toLowerCase() === named) ?? null
  );
}

/** Codes or words of four languages, in any row; what is neither stays as it stands. */
function vulnerableOf(cell = ""): string[] {
  const parts = cell.split(/[,;/\n]/).map((part) => part.trim());
  return parts.filter(Boolean).map((part) => {
    const named = part.toLowerCase();
    const says = (locale: Locale, who: (typeof VULNERABLE)[number]) =>
      translator(locale)(`help:vulnerable.${who}`).toLowerCase() === named;
    return VULNERABLE.find((who) => who === named || LOCALES.some((one) => says(one, who))) ?? part;
  });
}

type Uncompared = Omit<RequestRow, "repeats" | "alike">;

/** With what the rows of one file have in common. */
function compared(rows: Uncompared[], callingCode: string): RequestRow[] {
  const first = new Map<string, number>();
  const groups = new Map<string, number[]>();
  const keysOf = ({ called: { form } }: Uncompared) =>
    contactsOf(form, callingCode).map(([kind, value]) => `${kind} ${value}`);
  for (const row of rows)
    for (const key of keysOf(row)) groups.set(key, [...(groups.get(key) ?? []), row.line]);
  return rows.map((row) => {
    const repeats = first.get(row.called.content) ?? null;
    if (repeats === null) first.set(row.called.content, row.line);
    const lines = keysOf(row).flatMap((key) => groups.get(key)!);
    const alike = [...new Set(lines)].filter((line) => line !== row.line).sort((a, b) => a - b);
    return { ...row, repeats, alike };
  });
}

type Contacts = Pick<TypedHelp, "phone" | "email" | "address">;

/** By what two requests may be of the same people: as each is written in one way. */
export function contactsOf({ phone, email, address }: Contacts, callingCode: string) {
  const number = normalPhone(phone, callingCode) ?? phone.replace(/\D/g, "");
  return [
    ["phone", number],
    ["email", email.toLowerCase()],
    // A street alone is not where somebody lives.
    [
      "address",
      /\d/.test(address)
        ? address
            .toLowerCase()
            .replace(/[\s.,]+/g, " ")
            .trim()
        : "",
    ],
  ].filter((pair): pair is ["phone" | "email" | "address", string] => pair[1] !== "");
}

/** Whether a call centre that uses a number twice means the same people: two centres both begin with 1. */
export const sameCaller = (one: Contacts & { details: string }, other: typeof one): boolean =>
  (one.phone !== "" && one.phone === other.phone) ||
  (one.email !== "" && one.email === other.email) ||
  (one.address !== "" && sameAddress(one.address, other.address)) ||
  (one.details !== "" && one.details === other.details);
