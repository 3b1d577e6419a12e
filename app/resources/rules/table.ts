import { misplaced } from "../../districts/rules/grid";
import { pointOf } from "../../districts/rules/place";
import { readDegrees } from "../../platform/coordinates";
import { readCsv } from "../../platform/csv";
import { type FieldErrors, readErrors } from "../../platform/form";
import { isCallable } from "../../platform/phone";
import type { Names, Point } from "../../platform/types";
import { newOfferForm, standingOfferForm } from "../form";
import type { Attribute } from "../types";
import { readAttributes } from "./attributes";
import { isCountable } from "./count";
import { MAX_TABLE_ROWS } from "./limits";

export type TableKind = {
  code: string;
  names: Names;
  unit: string;
  attributes: Attribute[];
};
type City = { zone: string } & Point;
/** `kept`: the offers of this district are the importing coordinator's to verify. */
export type TableDistrict = { code: string; names: Names; kept: boolean };
export type TableRow = {
  /** Of the file, where the row begins; the header is line 1. */
  line: number;
  title: string;
  quantity: string;
  errors: FieldErrors;
  /** The form of the offer, as somebody would have filled it in; null where it has errors. */
  offer: Record<string, string> | null;
  /** Of the offer that the row says it is about, as a table that was downloaded has it; null for a new one. */
  number: number | null;
  /** What tells the row from others: the same for the same row, wherever and whenever the table is brought. */
  row: string;
};
export type ReadTable =
  | { ok: true; columns: string[]; rows: TableRow[] }
  | { ok: false; code: "columns" | "rows" }
  | { ok: false; code: "csv" | "letters"; line: number };

export const COLUMNS = [
  "number",
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
const isHeader = (columns: string[]): boolean => NEEDED.every((name) => columns.includes(name));

/** One column an attribute of a kind: `generator-power`. */
export const attributeColumns = (kinds: readonly TableKind[]): string[] =>
  kinds.flatMap(({ code, attributes }) => attributes.map((one) => `${code}-${one.code}`));

/**
 * Reads a CSV of offers by the rules of the form, row by row. Kinds and districts go by their codes, or by their names in any
 * language. What is not known is left out; a row that is in the file twice is two offers, unless it has an offer's number.
 */
export function readTable(
  text: string,
  kinds: readonly TableKind[],
  districts: readonly TableDistrict[],
  city: City,
): ReadTable {
  const read = readCsv(text, { isHeader, most: MAX_TABLE_ROWS });
  if (!read.ok) return read;
  const { columns, rows } = read;
  if (!isHeader(columns)) return { ok: false, code: "columns" };
  if (rows.length > MAX_TABLE_ROWS) return { ok: false, code: "rows" };
  const seen = new Map<string, number>();
  return {
    ok: true,
    columns,
    rows: rows.map(({ line, cells, beyond }) => {
      const { meaning, ...found } = rowOf(cells, kinds, districts, city);
      const content = JSON.stringify(meaning);
      const times = (seen.get(content) ?? 0) + 1;
      seen.set(content, times);
      const errors = beyond ? { ...found.errors, row: "cells" } : found.errors;
      const offer = beyond ? null : found.offer;
      return { ...found, line, row: `${times} ${content}`, errors, offer };
    }),
  };
}

function rowOf(
  cells: Record<string, string>,
  kinds: readonly TableKind[],
  districts: readonly TableDistrict[],
  city: City,
) {
  const kind = meant(kinds, cells.kind);
  const district = meant(districts, cells.district);
  const number = /^\d{1,9}$/.test(cells.number ?? "") ? Number(cells.number) : null;
  const offer = {
    ...cells,
    kind: kind?.code ?? cells.kind ?? "",
    district: district?.code ?? cells.district ?? "",
  };
  // What stands already has its place: a table that was downloaded says no more than the district.
  const form = (number === null ? newOfferForm : standingOfferForm)({ city }).safeParse(offer);
  const attributes = readAttributes(kind ?? { code: "", attributes: [] }, cells);
  const errors: FieldErrors = {
    ...(form.success ? {} : readErrors(form.error)),
    ...(attributes.ok ? {} : attributes.errors),
    ...(kind ? {} : { kind: "unknownKind" }),
  };
  if (cells.number && number === null) errors.number = "numbered";
  if (cells.district && !district) errors.district = "unknownDistrict";
  if (district && !district.kept) errors.district = "foreignDistrict";
  if (form.success && kind && !isCountable(kind.unit, form.data.quantity))
    errors.quantity = "whole";
  for (const [name, most] of [["lat", 90] as const, ["lon", 180] as const])
    if (cells[name] && readDegrees(cells[name], most) === null) errors[name] = "coordinate";
  if (Boolean(cells.lat) !== Boolean(cells.lon)) errors[cells.lat ? "lon" : "lat"] = "coordinate";
  const point = form.success ? pointOf(form.data) : null;
  const wrong = point && misplaced(point, city);
  if (wrong) errors.lat = wrong;
  if (cells.phone && (!isCallable(cells.phone) || /\de\+\d/i.test(cells.phone)))
    errors.phone = "phone";
  const whole = Object.keys(errors).length === 0;
  const { title = "", quantity = "" } = cells;
  // However the file writes it: another mark between columns, `5.0` for 5 or a column that nobody knows make no other row.
  const meaning =
    form.success && attributes.ok ? { ...form.data, attributes: attributes.values } : cells;
  return { title, quantity, number, errors, meaning, offer: whole ? offer : null };
}

/** The one that a cell means: by its code, or by its name in any language. */
function meant<Known extends { code: string; names: Names }>(
  known: readonly Known[],
  cell = "",
): Known | undefined {
  const named = cell.toLowerCase();
  return (
    known.find(({ code }) => code === cell) ??
    known.find(({ names }) => Object.values(names).some((name) => name.toLowerCase() === named))
  );
}
