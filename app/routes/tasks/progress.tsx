import type { ActionFunctionArgs } from "@remix-run/node";
import { reportProgress } from "../../dispatch/commands/progress.server";
import { answer, perform, readSent } from "../answer.server";
import { inputAs } from "../input-as.server";
import { RefusedStep } from "../refused-step";
import { requireOwnTask } from "./own.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireOwnTask(args);
  const sent = await readSent(args.request);
  const reported = await perform(ctx, reportProgress, sent, { id });
  return answer(sent, inputAs(reported, "unknown"), `/tasks/${id}`);
}

export default RefusedStep;
