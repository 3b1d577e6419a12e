import type { ActionFunctionArgs } from "@remix-run/node";
import { setBroadcastLimit } from "../../messages/commands/write-broadcast.server";
import { answer, perform, readSent } from "../answer.server";
import { requireAdministrator } from "../gate.server";
import Broadcasts from "./broadcasts";

export { handle, loader, meta } from "./broadcasts";

/** To how many on one person's word. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, setBroadcastLimit, sent), "/board/broadcasts?saved");
}

export default Broadcasts;
