import type { ActionFunctionArgs } from "@remix-run/node";
import { removeFactor } from "../../accounts/commands/second-factor.server";
import { answer, perform, readSent } from "../answer.server";
import { requireRecent } from "../gate.server";
import { asRefusal } from "../one-press.server";
import Security from "./security";

export { handle, loader, meta } from "./security";

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const sent = await readSent(args.request);
  const removed = await perform(ctx, removeFactor, sent, { id: args.params.factor });
  return answer(sent, asRefusal(removed, "security.unknown"), "/account/security?saved");
}

export default Security;
