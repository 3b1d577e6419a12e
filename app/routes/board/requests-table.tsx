import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { decode } from "../../platform/csv";
import { refuse } from "../../platform/types";
import { COLUMNS } from "../../requests/rules/headers";
import { ImportPage } from "../../requests/view/board/import-page";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { calledAnswer, readCalled, type TakenInRows } from "./called.server";

export const handle = { face: "board" };
export const meta = titled("board:import.title");

export async function loader(args: LoaderFunctionArgs) {
  await requireCoordinator(args);
  const { searchParams } = new URL(args.request.url);
  const count = (name: Exclude<keyof TakenInRows, "left">) => Number(searchParams.get(name)) || 0;
  const taken = searchParams.has("fresh") && {
    fresh: count("fresh"),
    added: count("added"),
    known: count("known"),
    elsewhere: count("elsewhere"),
    left: (searchParams.get("left") ?? "").split(".").map(Number).filter(Boolean),
  };
  return { columns: COLUMNS, taken: taken || null };
}

/** A file is shown row by row, with what is wrong; nothing of it is saved. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const file = (await args.request.formData()).get("file");
  const csv = file instanceof File ? decode(new Uint8Array(await file.arrayBuffer())) : "";
  if (csv === null) return calledAnswer(null, refuse("table.encoding"));
  const read = await readCalled(ctx, csv);
  return read.ok ? calledAnswer(read.value.preview, null) : calledAnswer(null, read);
}

export default function RequestsTable() {
  const loaded = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { refusal } = useI18n();
  const why = answered?.refusal;
  return (
    <ImportPage
      {...loaded}
      preview={answered?.preview ?? null}
      refusal={why ? refusal(why.code, why.params) : null}
    />
  );
}
