import type { ActionFunctionArgs } from "@remix-run/node";
import { provePhone } from "../../accounts/commands/prove-phone.server";
import { phoneForm } from "../../accounts/form";
import { refuse } from "../../platform/types";
import { perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import Volunteer from "./volunteer";
import { backToSheet, giveWayIn, refusedStep } from "./way-in.server";

export { loader } from "./volunteer";

/** Says whose a number is. */
export async function action(args: ActionFunctionArgs) {
  await requireCoordinator(args);
  const sent = await readSent(args.request);
  const { id } = args.params;
  // What is counted depends on whether the account's own code was shown.
  const form = phoneForm.safeParse({ ...sent.typed, id });
  if (!form.success) return refusedStep(refuse("unknown"));
  const result = await giveWayIn(args, form.data.code, (ctx) =>
    perform(ctx, provePhone, sent, { id }),
  );
  return backToSheet(args, result);
}

export default Volunteer;
