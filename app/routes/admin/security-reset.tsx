import type { ActionFunctionArgs } from "@remix-run/node";
import { resetSecondFactors } from "../../accounts/commands/require-second.server";
import { answer, perform, readSent } from "../answer.server";
import { requireRecentAdministrator } from "../gate.server";
import { asRefusal } from "../one-press.server";
import StaffSecurity from "./security";

export { loader, meta } from "./security";

/** Takes a colleague's second factors away, who has lost them. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecentAdministrator(args);
  const sent = await readSent(args.request);
  const reset = await perform(ctx, resetSecondFactors, sent, { id: args.params.id });
  return answer(sent, asRefusal(reset, "account.unknown"), "/admin/security?saved");
}

export default StaffSecurity;
