import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { typedText } from "../../platform/form";
import { isClean } from "../../requests/view/board/import-page";
import { readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { calledAnswer, readCalled, takeInRows } from "./called.server";
import RequestsTable from "./requests-table";

export { handle, loader, meta } from "./requests-table";

/** The text of a list that was looked at is taken in: all that can be, or only the rows of which there is nothing to say. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { typed } = await readSent(args.request);
  const read = await readCalled(ctx, typedText(typed, "csv"));
  if (!read.ok) return calledAnswer(null, read);
  const { rows, preview } = read.value;
  const onlyClean = typedText(typed, "which") === "clean";
  const chosen = rows.filter(
    ({ empty }, index) => !empty && (!onlyClean || isClean(preview.rows[index]!)),
  );
  const taken = await takeInRows(ctx, chosen);
  const left = { ...taken, refused: taken.refused + rows.length - chosen.length };
  const counts = Object.entries(left).map(([name, count]) => [name, String(count)]);
  return redirect(`/board/requests/import?${new URLSearchParams(counts)}`, 303);
}

export default RequestsTable;
