import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { endSignIns } from "../../accounts/commands/end-what-was-before.server";
import { forgetDevices } from "../../accounts/commands/second-factor.server";
import { requireRecent } from "../gate.server";
import { toSessions } from "./session.server";

export const loader = toSessions;

/** Ends every session, this one too, and forgets every recognised device. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const { personId } = ctx.actor;
  await ctx.db.transaction(async (tx) => {
    await endSignIns(tx, personId);
    await forgetDevices(tx, personId);
  });
  ctx.setHeader("Set-Cookie", await ctx.sessions.close(null));
  return redirect("/sign-in", 303);
}
