import type { ActionFunctionArgs } from "@remix-run/node";
import { requestInReach } from "../../requests/queries/reach.server";
import { found, requireCoordinator } from "../gate.server";

/** A coordinator and the request of the address, which is theirs or not there at all. */
export async function requireRequest(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  return { ctx, id: found(await requestInReach(ctx, args.params.id)) };
}

/** The request that is worked on, or another one, with the list beside it as it was. */
export function sheetOf({ request, params }: ActionFunctionArgs, hash = "", id = params.id) {
  return `/board/requests/${id}${new URL(request.url).search}${hash}`;
}
