import type { ActionFunctionArgs } from "@remix-run/node";
import { withdrawHandover } from "../../duty/commands/handover.server";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { asRefusal } from "../one-press.server";
import { RefusedStep } from "../refused-step";

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request);
  const { id } = args.params;
  const gone = asRefusal(await perform(ctx, withdrawHandover, sent, { id }), "handover.unknown");
  return answer(sent, gone, "/board/handover");
}

export default RefusedStep;
