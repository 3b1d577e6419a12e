import type { ActionFunctionArgs } from "@remix-run/node";
import { revokeSession } from "../../accounts/adapter.server";
import { requireRecent } from "../gate.server";
import { toSessions } from "./session.server";

export const loader = toSessions;

/** Ends one session. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  await revokeSession(ctx.db, ctx.actor.personId, args.params.session ?? "");
  return toSessions();
}
