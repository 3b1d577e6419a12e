import { data } from "@remix-run/node";
import { done, type Refusal, type Result, refuse } from "../../platform/types";
import { alikeRows, knownRows } from "../../resources/commands/import-offers.server";
import { readKept, readKinds } from "../../resources/queries/offers.server";
import type { TableRow } from "../../resources/rules/table";
import type { PreviewRow } from "../../resources/view/table-page";
import { type MemberCtx, statusOf } from "../gate.server";

const MOST_CHARACTERS = 2_000_000;

type Preview = { rows: PreviewRow[]; csv: string };
export const tableAnswer = (preview: Preview | null, refusal: Refusal | null) =>
  data({ preview, refusal }, { status: refusal ? statusOf(refusal) : 200 });

/** The rows of a table, and what of them is shown. Refuses: `table.csv`, `table.letters`, `table.columns`, `table.rows`. */
export async function readSentTable(
  ctx: MemberCtx,
  csv: string,
): Promise<Result<{ columns: string[]; rows: TableRow[]; preview: Preview }>> {
  if (csv.length > MOST_CHARACTERS) return refuse("table.rows");
  const [kinds, districts] = await Promise.all([readKinds(ctx.db), readKept(ctx)]);
  const read = await ctx.readFile("table", csv, kinds, districts, ctx.city);
  if (!read.ok) return refuse(`table.${read.code}`, "line" in read ? { line: read.line } : {});
  const [known, alike] = await Promise.all([
    knownRows(ctx.db, read.rows),
    alikeRows(ctx.db, ctx.actor, read.rows),
  ]);
  const shown = read.rows.map(({ line, title, quantity, number, errors }) => ({
    line,
    title,
    quantity,
    number,
    errors,
    known: known.has(line),
    alike: alike.get(line) ?? null,
  }));
  return done({ columns: read.columns, rows: read.rows, preview: { rows: shown, csv } });
}
