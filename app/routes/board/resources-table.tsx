import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import type { Refusal } from "../../platform/types";
import { refuse } from "../../platform/types";
import { importOffers, knownRows } from "../../resources/commands/import-offers.server";
import { readKept, readKinds } from "../../resources/queries/offers.server";
import { attributeColumns, COLUMNS } from "../../resources/rules/table";
import { type PreviewRow, TablePage } from "../../resources/view/table-page";
import { perform, sentBy } from "../answer.server";
import { requireCoordinator, statusOf } from "../gate.server";
import { inputAs } from "../input-as.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("resources:table.title");

const MAX_CHARACTERS = 2_000_000;

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const done = new URL(args.request.url).searchParams.get("imported");
  const columns = [...COLUMNS, ...attributeColumns(await readKinds(ctx.db))];
  return { columns, imported: done === null ? null : Number(done) || 0 };
}

type Answer = { preview: { rows: PreviewRow[]; csv: string } | null; refusal: Refusal | null };
const answer = (preview: Answer["preview"], refusal: Refusal | null) =>
  data<Answer>({ preview, refusal }, { status: refusal ? statusOf(refusal) : 200 });

/** First a file, which is shown row by row; then its text, which is taken in whole or not at all. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const form = await args.request.formData();
  const file = form.get("file");
  const csv = file instanceof File ? await file.text() : String(form.get("csv") ?? "");
  if (csv.length > MAX_CHARACTERS) return answer(null, refuse("table.rows"));
  const [kinds, districts] = await Promise.all([readKinds(ctx.db), readKept(ctx)]);
  const read = await ctx.readFile("table", csv, kinds, districts, ctx.city.zone);
  if (!read.ok) return answer(null, refuse(`table.${read.code}`));
  const known = await knownRows(ctx.db, read.rows);
  const rows = read.rows.map((row) => ({ ...row, known: known.has(row.line) }));
  const whole = rows.every(({ offer }) => offer);
  if (file instanceof File || !whole) return answer({ csv, rows }, null);
  const sent = sentBy(form);
  const imported = inputAs(await perform(ctx, importOffers, sent, { rows }), "table.csv");
  if (!imported.ok) return answer({ csv, rows }, imported);
  return redirect(`/board/resources/table?imported=${imported.value}`, 303);
}

export default function ResourcesTable() {
  const loaded = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { refusal } = useI18n();
  const why = answered?.refusal;
  return (
    <TablePage
      {...loaded}
      preview={answered?.preview ?? null}
      refusal={why ? refusal(why.code, why.params) : null}
    />
  );
}
