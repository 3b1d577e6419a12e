import type { ActionFunctionArgs } from "@remix-run/node";
import { offerTask } from "../../dispatch/commands/offer.server";
import { answer, perform, readSent } from "../answer.server";
import { inputAs } from "../input-as.server";
import { RefusedStep } from "../refused-step";
import { requireTask } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireTask(args);
  const sent = await readSent(args.request, ["people"]);
  const offered = await perform(ctx, offerTask, sent, { id });
  return answer(
    sent,
    inputAs(offered, ({ minutes }) => (minutes ? "task.minutes" : "input")),
    `/board/tasks/${id}#team`,
  );
}

export default RefusedStep;
