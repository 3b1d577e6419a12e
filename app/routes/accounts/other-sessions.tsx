import type { ActionFunctionArgs } from "@remix-run/node";
import { revokeOtherSessions } from "../../accounts/adapter.server";
import { requireRecent } from "../gate.server";
import { toSessions } from "./session.server";

export const loader = toSessions;

/** Ends every session but this one. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  await revokeOtherSessions(ctx.db, ctx.actor.personId, ctx.session?.publicId ?? null);
  return toSessions();
}
