import type { ActionFunctionArgs } from "@remix-run/node";
import { reopenRequest } from "../../requests/commands/end.server";
import { answer, perform, readSent } from "../answer.server";
import { RefusedStep } from "../refused-step";
import { requireRequest, sheetOf } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, reopenRequest, sent, { id }), sheetOf(args));
}

export default RefusedStep;
