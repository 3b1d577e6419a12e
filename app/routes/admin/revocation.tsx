import type { ActionFunctionArgs } from "@remix-run/node";
import { revokeInvitation } from "../../accounts/commands/invite.server";
import { answer, perform, readSent } from "../answer.server";
import { requireRecentAdministrator } from "../gate.server";
import { asRefusal } from "../one-press.server";
import Coordinators from "./coordinators";

export { loader } from "./coordinator";

/** An invitation is taken back. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecentAdministrator(args);
  const sent = await readSent(args.request);
  const revoked = await perform(ctx, revokeInvitation, sent, { id: args.params.id });
  return answer(sent, asRefusal(revoked, "invitation.unknown"), "/admin/coordinators");
}

export default Coordinators;
