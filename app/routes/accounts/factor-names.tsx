import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { nameFactor } from "../../accounts/commands/second-factor.server";
import { factorNameForm } from "../../accounts/form";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { refused } from "../answer.server";
import { requireRecent } from "../gate.server";
import Security from "./security";

export { handle, loader, meta } from "./security";

/** What its owner calls a passkey or an app. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const form = parseForm(factorNameForm, await args.request.formData());
  if (!form.ok) return refused(form.typed, refuse("security.name"));
  const result = await nameFactor(ctx, args.params.factor ?? "", form.value.name);
  return result.ok ? redirect("/account/security?saved", 303) : refused({}, result);
}

export default Security;
