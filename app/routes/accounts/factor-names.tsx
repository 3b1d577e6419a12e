import type { ActionFunctionArgs } from "@remix-run/node";
import { nameFactor } from "../../accounts/commands/second-factor.server";
import { answer, perform, readSent } from "../answer.server";
import { requireRecent } from "../gate.server";
import { asRefusal } from "../one-press.server";
import Security from "./security";

export { handle, loader, meta } from "./security";

/** What its owner calls a passkey or an app. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const sent = await readSent(args.request);
  const named = await perform(ctx, nameFactor, sent, { id: args.params.factor });
  return answer(sent, asRefusal(named, "security.name"), "/account/security?saved");
}

export default Security;
