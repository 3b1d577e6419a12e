import type { ActionFunctionArgs } from "@remix-run/node";
import { deviceName } from "../../accounts/rules/device";
import { standIn } from "../../messages/channels/push.server";
import { addDevice } from "../../messages/commands/push-device.server";
import { answer, perform, readSent } from "../answer.server";
import { requireMember } from "../gate.server";
import { asRefusal } from "../one-press.server";
import Messages from "./messages";

export { handle, loader, meta } from "./messages";

/** This browser takes messages from now on. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireMember(args);
  const sent = await readSent(args.request);
  const device = deviceName(args.request.headers.get("User-Agent") ?? "");
  const { key: vapid } = ctx.channels.push;
  const isPretended = ctx.city.demo && sent.typed["stand-in"] === "yes";
  const more = isPretended ? { ...standIn(), vapid, device } : { device };
  const added = asRefusal(await perform(ctx, addDevice, sent, more), "push.key");
  return answer(sent, added, "/account/messages#devices");
}

export default Messages;
