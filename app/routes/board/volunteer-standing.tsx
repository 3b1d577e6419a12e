import type { ActionFunctionArgs } from "@remix-run/node";
import { setStanding } from "../../accounts/commands/set-standing.server";
import { standingForm } from "../../accounts/form";
import { refuse } from "../../platform/types";
import { perform, readSent } from "../answer.server";
import { type MemberCtx, requireCoordinator } from "../gate.server";
import Volunteer from "./volunteer";
import { backToSheet, giveWayIn, refusedStep } from "./way-in.server";

export { loader } from "./volunteer";

/** Vouches for a volunteer, or suspends them. */
export async function action(args: ActionFunctionArgs) {
  const coordinator = await requireCoordinator(args);
  const sent = await readSent(args.request);
  const { id } = args.params;
  // Whether it gives a way in has to be known before it is done.
  const form = standingForm.safeParse({ ...sent.typed, id });
  if (!form.success) return refusedStep(refuse("unknown"));
  const { standing, code } = form.data;
  const set = (ctx: MemberCtx) => perform(ctx, setStanding, sent, { id });
  const result =
    standing === "suspended" ? await set(coordinator) : await giveWayIn(args, code, set);
  return backToSheet(args, result);
}

export default Volunteer;
