import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { execute, isKey } from "../../platform/command.server";
import { type Refusal, refuse } from "../../platform/types";
import { importOffers, knownRows } from "../../resources/commands/import-offers.server";
import { readKept, readKinds } from "../../resources/queries/offers.server";
import { attributeColumns, COLUMNS } from "../../resources/rules/table";
import { type PreviewRow, TablePage } from "../../resources/view/table-page";
import { requireCoordinator, statusOf } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("resources:table.title");

const MOST_BYTES = 2_000_000;

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
  const sent = await args.request.formData();
  const file = sent.get("file");
  const csv = file instanceof File ? await file.text() : String(sent.get("csv") ?? "");
  if (csv.length > MOST_BYTES) return answer(null, refuse("table.rows"));
  const [kinds, districts] = await Promise.all([readKinds(ctx.db), readKept(ctx)]);
  const read = await ctx.readFile("table", csv, kinds, districts, ctx.city.zone);
  if (!read.ok) return answer(null, refuse(`table.${read.code}`));
  const known = await knownRows(ctx.db, read.rows);
  const preview = {
    csv,
    rows: read.rows.map(({ line, title, errors }) => ({
      line,
      title,
      errors,
      known: known.has(line),
    })),
  };
  const whole = read.rows.every(({ offer }) => offer);
  if (file instanceof File || !whole) return answer(preview, null);
  const key = sent.get("key");
  const rows = read.rows.map(({ line, row, offer }) => ({ line, row, offer }));
  const result = await execute(ctx, importOffers, { rows }, { key: isKey(key) ? key : null });
  if (!result.ok) return answer(preview, result);
  return redirect(`/board/resources/table?imported=${result.value}`, 303);
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
