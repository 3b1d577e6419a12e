import type { ActionFunctionArgs } from "@remix-run/node";
import { takeIn } from "../../requests/commands/set-aside.server";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { RefusedStep } from "../refused-step";

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request);
  const { flood } = args.params;
  return answer(sent, await perform(ctx, takeIn, sent, { flood }), "/board/set-aside");
}

export default RefusedStep;
