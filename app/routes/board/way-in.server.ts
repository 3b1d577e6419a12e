import { type ActionFunctionArgs, data, redirect } from "@remix-run/node";
import { type Refusal, type Result, refuse } from "../../platform/types";
import { type MemberCtx, requireRecent, statusOf } from "../gate.server";

/** What the sheet of a volunteer shows of a step; `code` is shown this once. */
export type VolunteerAnswer = { code: string | null; refusal: Refusal | null };

export const refusedStep = (refusal: Refusal) =>
  data<VolunteerAnswer>({ code: null, refusal }, { status: statusOf(refusal) });

export const backToSheet = <Value>({ params }: ActionFunctionArgs, result: Result<Value>) =>
  result.ok ? redirect(`/board/volunteers/${params.id}`, 303) : refusedStep(result);

/**
 * What opens an account to somebody is done by a coordinator who showed lately who they are, and so often an hour: it is
 * counted before it is judged. By the account's own code nobody was given a way in, nor by what is sent again, so that is given
 * back.
 */
export async function giveWayIn<Value>(
  args: ActionFunctionArgs,
  code: string,
  step: (ctx: MemberCtx) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const ctx = await requireRecent(args);
  const { handOut, vouchCode } = ctx.limits;
  const { personId } = ctx.actor;
  const limits = code ? [handOut, vouchCode] : [handOut];
  const counted = await Promise.all(limits.map((limit) => limit.consume(personId)));
  if (counted.includes(false)) return refuse("flood");
  const result = await step(ctx);
  if (result.ok && (code || result.repeated))
    await Promise.all(limits.map((limit) => limit.giveBack(personId)));
  return result;
}
