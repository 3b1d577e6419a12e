import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { decode } from "../../platform/csv";
import { refuse } from "../../platform/types";
import { readKinds } from "../../resources/queries/offers.server";
import { attributeColumns, COLUMNS } from "../../resources/rules/table";
import { TablePage } from "../../resources/view/table-page";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { readSentTable, tableAnswer } from "./table.server";

export const handle = { face: "board" };
export const meta = titled("resources:table.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { searchParams } = new URL(args.request.url);
  const done = searchParams.get("imported");
  const changed = Number(searchParams.get("changed")) || 0;
  const columns = [...COLUMNS, ...attributeColumns(await readKinds(ctx.db))];
  return { columns, imported: done === null ? null : Number(done) || 0, changed };
}

/** A file is shown row by row, with what is wrong; nothing of it is saved. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const file = (await args.request.formData()).get("file");
  const csv = file instanceof File ? decode(new Uint8Array(await file.arrayBuffer())) : "";
  if (csv === null) return tableAnswer(null, refuse("table.encoding"));
  const read = await readSentTable(ctx, csv);
  return read.ok ? tableAnswer(read.value.preview, null) : tableAnswer(null, read);
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
