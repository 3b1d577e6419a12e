import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { resetSecondFactors } from "../../accounts/commands/require-second.server";
import { refuse } from "../../platform/types";
import { refused } from "../answer.server";
import { requireRecentAdministrator } from "../gate.server";
import StaffSecurity from "./security";

export { loader, meta } from "./security";

/** Takes a colleague's second factors away, who has lost them. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecentAdministrator(args);
  const { id = "" } = args.params;
  const isId = /^[0-9a-f-]{36}$/.test(id);
  const result = isId ? await resetSecondFactors(ctx, id) : refuse("account.unknown");
  return result.ok ? redirect("/admin/security?saved", 303) : refused({}, result);
}

export default StaffSecurity;
