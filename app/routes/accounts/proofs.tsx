import type { ActionFunctionArgs } from "@remix-run/node";
import { sendProofAgain } from "../../accounts/commands/prove-email.server";
import { answer, perform, readSent } from "../answer.server";
import { requireRecent } from "../gate.server";
import Account from "./account";

export { handle, loader, meta } from "./account";

/** The mail by which an address is proven, once more. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, sendProofAgain, sent), "/account?sent");
}

export default Account;
