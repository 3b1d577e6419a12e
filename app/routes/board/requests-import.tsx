import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { typedText } from "../../platform/form";
import { isClean } from "../../requests/view/board/import-page";
import { readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { calledAnswer, readCalled, takeInRows } from "./called.server";
import RequestsTable from "./requests-table";

export { handle, loader, meta } from "./requests-table";

/** Named to the coordinator who has the file: those that are still theirs to look at. */
const MOST_LINES = 100;

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
  const notChosen = rows.filter((row) => !chosen.includes(row)).map(({ line }) => line);
  const left = [...taken.left, ...notChosen].sort((a, b) => a - b);
  const counts = Object.entries({ ...taken, left: left.slice(0, MOST_LINES).join(".") });
  const told = new URLSearchParams(counts.map(([name, count]) => [name, String(count)]));
  return redirect(`/board/requests/import?${told}`, 303);
}

export default RequestsTable;
