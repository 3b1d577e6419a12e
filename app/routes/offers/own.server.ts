import type { ActionFunctionArgs } from "@remix-run/node";
import { openOffer } from "../../resources/queries/offers.server";
import { found, requireMember } from "../gate.server";

/** The owner of the offer of the address, or a coordinator of its district; anybody else's is not there at all. */
export async function requireOffer(args: ActionFunctionArgs) {
  const ctx = await requireMember(args);
  return { ctx, opened: found(await openOffer(ctx, args.params.id)) };
}
