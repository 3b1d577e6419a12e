import type { ActionFunctionArgs } from "@remix-run/node";
import { addNote } from "../../requests/commands/end.server";
import { answer, noteRefusal, perform, readSent } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { requireRequest, sheetOf } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  const sent = await readSent(args.request);
  const added = await perform(ctx, addNote, sent, { id });
  return answer(sent, noteRefusal(added), sheetOf(args, "#notes"));
}

export default RefusedStep;
