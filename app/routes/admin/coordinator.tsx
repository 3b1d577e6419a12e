import type { ActionFunctionArgs } from "@remix-run/node";
import { setReach } from "../../accounts/commands/set-reach.server";
import { readCoordinators } from "../../accounts/queries/coordinators.server";
import { answer, perform, readSent, refused } from "../answer.server";
import { requireRecentAdministrator } from "../gate.server";
import { asRefusal } from "../one-press.server";
import Coordinators from "./coordinators";

export const loader = async (args: Parameters<typeof requireRecentAdministrator>[0]) =>
  readCoordinators(await requireRecentAdministrator(args));

/** What a person may do. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecentAdministrator(args);
  const sent = await readSent(args.request, ["districts"]);
  const { id } = args.params;
  const set = asRefusal(await perform(ctx, setReach, sent, { id }), "account.unknown");
  // The form that the page shows is that of invitations.
  if (!set.ok) return refused({}, set);
  if (id === ctx.actor.personId && ctx.session && !set.repeated) {
    const cookie = await ctx.sessions.renew(ctx.session.sessionId);
    if (cookie) ctx.setHeader("Set-Cookie", cookie);
  }
  return answer(sent, set, "/admin/coordinators");
}

export default Coordinators;
