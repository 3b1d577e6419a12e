import type { ActionFunctionArgs } from "@remix-run/node";
import { releaseSupply } from "../../dispatch/commands/supply.server";
import { answer, perform, readSent } from "../answer.server";
import { inputAs } from "../input-as.server";
import { RefusedStep } from "../refused-step";
import { requireTask } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireTask(args);
  const sent = await readSent(args.request);
  const released = await perform(ctx, releaseSupply, sent, { id });
  return answer(sent, inputAs(released, "reservation.unknown"), `/board/tasks/${id}#supplies`);
}

export default RefusedStep;
