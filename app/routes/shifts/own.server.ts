import type { ActionFunctionArgs } from "@remix-run/node";
import { openOwnShift } from "../../shifts/queries/own-shift.server";
import { found, requireVolunteer } from "../gate.server";

/** A volunteer and the shift of the address, which is published or was theirs. */
export async function requireOwnShift(args: ActionFunctionArgs) {
  const ctx = await requireVolunteer(args);
  return { ctx, opened: found(await openOwnShift(ctx, args.params.id)) };
}
