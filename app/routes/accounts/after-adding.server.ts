import { data, redirect } from "@remix-run/node";
import { emptyAnswer, type FormAnswer } from "../answer.server";
import type { MemberCtx } from "../gate.server";

export type CodesAnswer = FormAnswer & { codes: string[] };

/** Whoever has just set a second factor up has shown it: the session rises. Codes are shown only now. */
export async function afterAdding(ctx: MemberCtx, codes: string[]) {
  const cookie = ctx.session ? await ctx.sessions.renew(ctx.session.sessionId, "second") : null;
  if (cookie) ctx.setHeader("Set-Cookie", cookie);
  if (codes.length === 0) return redirect("/account/security?saved", 303);
  return data<CodesAnswer>({ ...emptyAnswer, codes });
}
