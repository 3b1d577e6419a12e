import type { ActionFunctionArgs } from "@remix-run/node";
import { removeDevice } from "../../messages/commands/push-device.server";
import { answer, perform, readSent } from "../answer.server";
import { requireMember } from "../gate.server";
import { asRefusal } from "../one-press.server";
import Messages from "./messages";

export { handle, loader, meta } from "./messages";

/** A browser takes no messages any more. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireMember(args);
  const sent = await readSent(args.request);
  const removed = await perform(ctx, removeDevice, sent, { id: args.params.id });
  return answer(sent, asRefusal(removed, "push.unknown"), "/account/messages#devices");
}

export default Messages;
