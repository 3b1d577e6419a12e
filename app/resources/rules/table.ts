import { parse } from "csv-parse/sync";
import { type FieldErrors, readErrors } from "../../platform/form";
import { newOfferForm } from "../form";
import type { Attribute } from "../types";
import { readAttributes } from "./attributes";
import { MAX_TABLE_ROWS } from "./limits";

export type TableKind = { code: string; attributes: Attribute[] };
/** `kept`: the offers of this district are the importing coordinator's to verify. */
export type TableDistrict = { code: string; kept: boolean };
export type TableRow = {
  /** As a spreadsheet counts them: the header is line 1. */
  line: number;
  title: string;
  errors: FieldErrors;
  /** The form of the offer, as somebody would have filled it in; null where it has errors. */
  offer: Record<string, string> | null;
  /** What tells the row from others: the same for the same row, wherever and whenever the table is brought. */
  row: string;
};
export type ReadTable =
  | { ok: true; rows: TableRow[] }
  | { ok: false; code: "csv" | "columns" | "rows" };

export const COLUMNS = [
  "kind",
  "title",
  "quantity",
  "organisation",
  "district",
  "address",
  "lat",
  "lon",
  "outside",
  "from",
  "until",
  "name",
  "phone",
  "conditions",
] as const;
const NEEDED = ["kind", "title", "quantity"];

/** One column an attribute of a kind: `generator-power`. */
export const attributeColumns = (kinds: readonly TableKind[]): string[] =>
  kinds.flatMap(({ code, attributes }) => attributes.map((one) => `${code}-${one.code}`));

/**
 * Reads a CSV of offers (RFC 4180; commas, semicolons or tabs) by the rules of the form, row by row. What is not
 * known is left out; a row that is in the file twice is two offers.
 */
export function readTable(
  text: string,
  kinds: readonly TableKind[],
  districts: readonly TableDistrict[],
  zone: string,
): ReadTable {
  let records: Record<string, string>[];
  try {
    const delimiter = delimiterOf(text);
    const columns = (header: string[]) => header.map((name) => name.trim().toLowerCase());
    records = parse(text, { bom: true, columns, delimiter, skip_empty_lines: true, trim: true });
  } catch {
    return { ok: false, code: "csv" };
  }
  const header = Object.keys(records[0] ?? {});
  if (!NEEDED.every((name) => header.includes(name))) return { ok: false, code: "columns" };
  if (records.length > MAX_TABLE_ROWS) return { ok: false, code: "rows" };
  const seen = new Map<string, number>();
  return {
    ok: true,
    rows: records.map((record, index) => {
      const content = JSON.stringify(Object.entries(record).sort());
      const times = (seen.get(content) ?? 0) + 1;
      seen.set(content, times);
      return rowOf(record, index + 2, `${times} ${content}`, kinds, districts, zone);
    }),
  };
}

function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/\r?\n|$/));
  return [";", "\t"].find((one) => header.includes(one)) ?? ",";
}

function rowOf(
  record: Record<string, string>,
  line: number,
  row: string,
  kinds: readonly TableKind[],
  districts: readonly TableDistrict[],
  zone: string,
): TableRow {
  const kind = kinds.find(({ code }) => code === record.kind);
  const offer = { ...record };
  const form = newOfferForm({ city: { zone } }).safeParse(offer);
  const attributes = readAttributes(kind ?? { code: "", attributes: [] }, record);
  const errors: FieldErrors = {
    ...(form.success ? {} : readErrors(form.error)),
    ...(attributes.ok ? {} : attributes.errors),
    ...(kind ? {} : { kind: "unknownKind" }),
  };
  const place = districts.find(({ code }) => code === record.district);
  if (record.district && !place) errors.district = "unknownDistrict";
  if (place && !place.kept) errors.district = "foreignDistrict";
  const whole = Object.keys(errors).length === 0;
  return { line, row, title: record.title ?? "", errors, offer: whole ? offer : null };
}
