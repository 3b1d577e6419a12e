import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { removeFactor } from "../../accounts/commands/second-factor.server";
import { refused } from "../answer.server";
import { requireRecent } from "../gate.server";
import Security from "./security";

export { handle, loader, meta } from "./security";

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const result = await removeFactor(ctx, args.params.factor ?? "");
  return result.ok ? redirect("/account/security?saved", 303) : refused({}, result);
}

export default Security;
