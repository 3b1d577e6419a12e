import type { ActionFunctionArgs } from "@remix-run/node";
import { tryDevice } from "../../messages/commands/push-device.server";
import { answer, perform, readSent } from "../answer.server";
import { requireMember } from "../gate.server";
import { asRefusal } from "../one-press.server";
import Messages from "./messages";

export { handle, loader, meta } from "./messages";

/** A test goes to one of one's own browsers. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireMember(args);
  const sent = await readSent(args.request);
  const tried = await perform(ctx, tryDevice, sent, { id: args.params.id });
  return answer(sent, asRefusal(tried, "push.unknown"), "/account/messages?tried#devices");
}

export default Messages;
