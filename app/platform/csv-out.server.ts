import { stringify } from "csv-stringify/sync";
import { isRewritten } from "./csv";
import type { Locale } from "./types";

/**
 * Rows as a spreadsheet of the reader's country opens them: where numbers have a decimal comma, columns are parted by semicolons, and
 * 1.5 is no day of May. A text that begins like a formula is not to be run, and one that a spreadsheet would write anew (a code with a
 * nought in front, "10-12", which is no day of December) is marked as text; `readCsv` takes the mark away again.
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
    cast: {
      number: (value) => (comma ? String(value).replace(".", ",") : String(value)),
      string: (value) => (isRewritten(value) ? `'${value}` : value),
    },
    escape_formulas: true,
  });
}
