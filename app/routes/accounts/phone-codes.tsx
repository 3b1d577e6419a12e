import type { ActionFunctionArgs } from "@remix-run/node";
import { sendPhoneCode } from "../../messages/commands/phone-code.server";
import { answer, perform, readSent } from "../answer.server";
import { requireRecent } from "../gate.server";
import Account from "./account";

export { handle, loader, meta } from "./account";

/** Texts a code to the number that is only claimed. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, sendPhoneCode, sent), "/account?code");
}

export default Account;
