import { type ActionFunctionArgs, data } from "@remix-run/node";
import { handOutCode, newSignInCode } from "../../accounts/commands/hand-out-code.server";
import { type Result, refuse } from "../../platform/types";
import { perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { asRefusal } from "../one-press.server";
import Volunteer from "./volunteer";
import { giveWayIn, refusedStep, type VolunteerAnswer } from "./way-in.server";

export { loader } from "./volunteer";

/** Makes a code that is shown this once, and not to whoever sends the same again. */
export async function action(args: ActionFunctionArgs) {
  await requireCoordinator(args);
  const sent = await readSent(args.request);
  const { id } = args.params;
  const made = await giveWayIn(args, "", async (ctx): Promise<Result<string>> => {
    const { code, codeHash } = await newSignInCode();
    const handedOut = await perform({ ...ctx, codeHash }, handOutCode, sent, { id });
    return handedOut.ok ? { ...handedOut, value: code } : asRefusal(handedOut, "account.unknown");
  });
  if (!made.ok) return refusedStep(made);
  if (made.repeated) return refusedStep(refuse("account.code_shown"));
  return data<VolunteerAnswer>({ code: made.value, refusal: null });
}

export default Volunteer;
