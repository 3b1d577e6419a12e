import type { ActionFunctionArgs } from "@remix-run/node";
import { type Result, refuse } from "../../platform/types";
import { openOwnShift } from "../../shifts/queries/own-shift.server";
import { answer, readSent, type Sent } from "../answer.server";
import { found, type MemberCtx, requireVolunteer } from "../gate.server";
import { stepRefusal } from "./step.server";

/** A volunteer and the shift of the address, which is published or was theirs. */
export async function requireOwnShift(args: ActionFunctionArgs) {
  const ctx = await requireVolunteer(args);
  return { ctx, opened: found(await openOwnShift(ctx, args.params.id)) };
}

type Ids = { shift: string; own: string };

/** What whoever is or was on the shift of the address does about it; `own` is their sign-up. Leads back to the shift. */
export const ownStep =
  <Value>(
    run: (ctx: MemberCtx, sent: Sent, ids: Ids) => Promise<Result<Value>>,
    more: (value: Value) => string = () => "",
  ) =>
  async (args: ActionFunctionArgs) => {
    const { ctx, opened } = await requireOwnShift(args);
    const sent = await readSent(args.request);
    const { own } = opened;
    const shift = opened.shift.id;
    const result = own ? await run(ctx, sent, { shift, own: own.id }) : refuse("shift.unknown");
    return answer(sent, stepRefusal(result), (value) => `/shifts/${shift}${more(value)}`);
  };
