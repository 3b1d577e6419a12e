import type { ActionFunctionArgs } from "@remix-run/node";
import { returnTask } from "../../dispatch/commands/conclude.server";
import { answer, perform, readSent } from "../answer.server";
import { inputAs } from "../input-as.server";
import { RefusedStep } from "../refused-step";
import { requireTask } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireTask(args);
  const sent = await readSent(args.request);
  const returned = await perform(ctx, returnTask, sent, { id });
  return answer(sent, inputAs(returned, "unknown"), `/board/tasks/${id}`);
}

export default RefusedStep;
