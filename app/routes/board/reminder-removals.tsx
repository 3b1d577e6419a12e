import type { ActionFunctionArgs } from "@remix-run/node";
import { clearReminder } from "../../requests/commands/remind.server";
import { answer, perform, readSent } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { requireRequest, sheetOf } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, clearReminder, sent, { id }), sheetOf(args));
}

export default RefusedStep;
