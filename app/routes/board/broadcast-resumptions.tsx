import type { ActionFunctionArgs } from "@remix-run/node";
import { resumeBroadcast } from "../../messages/commands/move-broadcast.server";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import Broadcast from "./broadcast";

export { handle, loader, meta } from "./broadcast";

/** Goes on. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { id } = args.params;
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, resumeBroadcast, sent, { id }), `/board/broadcasts/${id}`);
}

export default Broadcast;
