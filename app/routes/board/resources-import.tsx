import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { typedText } from "../../platform/form";
import { importOffers } from "../../resources/commands/import-offers.server";
import { perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import ResourcesTable from "./resources-table";
import { readSentTable, tableAnswer } from "./table.server";

export { handle, loader, meta } from "./resources-table";

/** The text of a table that was looked at is taken in, whole or not at all. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request);
  const read = await readSentTable(ctx, typedText(sent.typed, "csv"));
  if (!read.ok) return tableAnswer(null, read);
  const { preview, rows, columns } = read.value;
  if (!rows.every(({ offer }) => offer)) return tableAnswer(preview, null);
  const whole = rows.map(({ line, row, number, offer }) => ({ line, row, number, offer }));
  const result = await perform(ctx, importOffers, sent, { rows: whole, columns });
  if (!result.ok) return tableAnswer(preview, result);
  const { fresh, changed } = result.value;
  const also = changed > 0 ? `&changed=${changed}` : "";
  return redirect(`/board/resources/table?imported=${fresh}${also}`, 303);
}

export default ResourcesTable;
