import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { revokeOtherSessions, revokeSession } from "../../accounts/adapter.server";
import { endSignIns } from "../../accounts/commands/end-what-was-before.server";
import { forgetDevices } from "../../accounts/commands/second-factor.server";
import { requireRecent } from "../gate.server";

export const loader = () => redirect("/account/security", 303);

/** Ends one session, `others`, or, `everywhere`, this one too and every recognised device. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const { personId } = ctx.actor;
  const { session = "" } = args.params;
  if (session === "everywhere") {
    await ctx.db.transaction(async (tx) => {
      await endSignIns(tx, personId);
      await forgetDevices(tx, personId);
    });
    ctx.setHeader("Set-Cookie", await ctx.sessions.close(null));
    return redirect("/sign-in", 303);
  }
  const here = ctx.session?.publicId ?? null;
  if (session === "others") await revokeOtherSessions(ctx.db, personId, here);
  else await revokeSession(ctx.db, personId, session);
  return redirect("/account/security#sessions", 303);
}
