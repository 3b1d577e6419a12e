import { data, redirect } from "@remix-run/node";
import {
  addFactor,
  newRecoveryCodes,
  type ShownFactor,
} from "../../accounts/commands/second-factor.server";
import { done, type Result, refuse } from "../../platform/types";
import { emptyAnswer, type FormAnswer, perform, type Sent } from "../answer.server";
import type { MemberCtx } from "../gate.server";
import { asRefusal } from "../one-press.server";

export type CodesAnswer = FormAnswer & { codes: string[] };

/**
 * Adds what was shown, and answers with the recovery codes of a first factor: codes are shown only now. What is sent again shows
 * nothing, so it neither raises the session nor has codes to show. Refuses: `security.name`, `security.codes_shown`, and what
 * `addFactor` does.
 */
export async function addShown(ctx: MemberCtx, sent: Sent, judged: Result<ShownFactor>) {
  const codes = newRecoveryCodes();
  const ownSession = ctx.session?.publicId ?? null;
  const result = await perform({ ...ctx, judged, ownSession, codes }, addFactor, sent);
  const added = asRefusal(result, "security.name");
  if (!added.ok) return added;
  const { first } = added.value;
  if (added.repeated) return first ? refuse("security.codes_shown") : done(saved());
  // Whoever has just set a second factor up has shown it: the session rises.
  const cookie = ctx.session ? await ctx.sessions.renew(ctx.session.sessionId, "second") : null;
  if (cookie) ctx.setHeader("Set-Cookie", cookie);
  return done(first ? data<CodesAnswer>({ ...emptyAnswer, codes }) : saved());
}

const saved = () => redirect("/account/security?saved", 303);
