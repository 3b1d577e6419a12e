import { stringify } from "csv-stringify/sync";
import type { TidyRow } from "../overview/rules/tidy";

/** A table of numbers as a file. A cell that begins like a formula is not to be run by a spreadsheet. */
export const csvOf = (rows: readonly TidyRow[], filename: string) =>
  new Response(stringify([...rows], { bom: true, header: true, escape_formulas: true }), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${filename}"`,
      "Cache-Control": "no-store",
    },
  });
