import type { ActionFunctionArgs } from "@remix-run/node";
import { ownTask } from "../../dispatch/queries/reach.server";
import { found, requireVolunteer } from "../gate.server";

/** A volunteer and the task of the address, in which they have a part; anybody else's is not there at all. */
export async function requireOwnTask(args: ActionFunctionArgs) {
  const ctx = await requireVolunteer(args);
  return { ctx, id: found(await ownTask(ctx, args.params.id)) };
}
