import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { revokeInvitation } from "../../accounts/commands/invite.server";
import { setReach } from "../../accounts/commands/set-reach.server";
import { reachForm } from "../../accounts/form";
import { readCoordinators } from "../../accounts/queries/coordinators.server";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { refused } from "../answer.server";
import { requireRecentAdministrator } from "../gate.server";
import Coordinators from "./coordinators";

export const loader = async (args: Parameters<typeof requireRecentAdministrator>[0]) =>
  readCoordinators(await requireRecentAdministrator(args));

/** What a person may do, at `/admin/coordinators/:id`; an invitation taken back, at `/admin/invitations/:id`. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecentAdministrator(args);
  const { id = "" } = args.params;
  const isId = /^[0-9a-f-]{36}$/.test(id);
  if (new URL(args.request.url).pathname.startsWith("/admin/invitations/")) {
    const result = isId ? await revokeInvitation(ctx, id) : refuse("invitation.unknown");
    return result.ok ? redirect("/admin/coordinators", 303) : refused({}, result);
  }
  const sent = await args.request.formData();
  const form = parseForm(reachForm, sent, { lists: ["districts"] });
  if (!form.ok || !isId) return refused({}, refuse("account.unknown"));
  const administrator = sent.get("administrator") === "yes";
  const result = await setReach(ctx, id, { ...form.value, administrator });
  if (!result.ok) return refused({}, result);
  if (id === ctx.actor.personId && ctx.session) {
    const cookie = await ctx.sessions.renew(ctx.session.sessionId);
    if (cookie) ctx.setHeader("Set-Cookie", cookie);
  }
  return redirect("/admin/coordinators", 303);
}

export default Coordinators;
