import type { TidyRow } from "../overview/rules/tidy";
import { csvOut } from "../platform/csv-out.server";
import type { Locale } from "../platform/types";

/** A table of numbers as a file. */
export const csvOf = (rows: readonly TidyRow[], locale: Locale, filename: string) =>
  new Response(csvOut(rows, { locale }), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${filename}"`,
      "Cache-Control": "no-store",
    },
  });
