import type { ActionFunctionArgs } from "@remix-run/node";
import { declineFlood } from "../../requests/commands/set-aside.server";
import { requireCoordinator, respond } from "../gate.server";
import { RefusedStep } from "../refused-step";

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const seen = (await args.request.formData()).getAll("seen").map(String);
  return respond(await declineFlood(ctx, args.params.flood ?? "", seen), "/board/set-aside");
}

export default RefusedStep;
