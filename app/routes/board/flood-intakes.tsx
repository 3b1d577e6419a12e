import type { ActionFunctionArgs } from "@remix-run/node";
import { takeIn } from "../../requests/commands/set-aside.server";
import { requireCoordinator, respond } from "../gate.server";
import { RefusedStep } from "../refused-step";

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  return respond(await takeIn(ctx, args.params.flood ?? ""), "/board/set-aside");
}

export default RefusedStep;
