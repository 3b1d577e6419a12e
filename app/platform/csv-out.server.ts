import { stringify } from "csv-stringify/sync";
import type { Locale } from "./types";

/**
 * Rows as a spreadsheet of the reader's country opens them: where numbers have a decimal comma, columns are parted by semicolons, and
 * 1.5 is no day of May. A cell that begins like a formula is not to be run.
 */
export function csvOut(
  rows: readonly Readonly<Record<string, unknown>>[],
  { locale, columns }: { locale: Locale; columns?: readonly string[] },
): string {
  const comma = new Intl.NumberFormat(locale).format(0.5).includes(",");
  return stringify([...rows], {
    bom: true,
    header: true,
    columns: columns && [...columns],
    delimiter: comma ? ";" : ",",
    cast: { number: (value) => (comma ? String(value).replace(".", ",") : String(value)) },
    escape_formulas: true,
  });
}
