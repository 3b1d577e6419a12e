import type { ActionFunctionArgs } from "@remix-run/node";
import { setReminder } from "../../requests/commands/remind.server";
import { answer, perform, readSent } from "../answer.server";
import { asRefusal } from "../one-press.server";
import { RefusedStep } from "../refused-step";
import { requireRequest, sheetOf } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  const sent = await readSent(args.request);
  const set = asRefusal(await perform(ctx, setReminder, sent, { id }), "request.reminder_time");
  return answer(sent, set, sheetOf(args));
}

export default RefusedStep;
