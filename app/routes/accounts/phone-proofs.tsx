import type { ActionFunctionArgs } from "@remix-run/node";
import { enterPhoneCode } from "../../messages/commands/phone-code.server";
import { refuse } from "../../platform/types";
import { answer, perform, readSent } from "../answer.server";
import { requireRecent } from "../gate.server";
import Account from "./account";

export { handle, loader, meta } from "./account";

/** Proves the number by that code. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const sent = await readSent(args.request);
  const result = await perform(ctx, enterPhoneCode, sent);
  if (!result.ok || result.value === "proven") return answer(sent, result, "/account?saved");
  return answer(sent, refuse(`account.phone_code_${result.value}`), "");
}

export default Account;
