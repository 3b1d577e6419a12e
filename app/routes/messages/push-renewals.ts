import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { renewDevice } from "../../messages/commands/push-device.server";
import { perform, readSent } from "../answer.server";
import { statusOf } from "../gate.server";

const empty = (status: number) => new Response(null, { status });

/** The public key that a browser subscribes with, for one that has to do so while no page is open. */
export const loader = ({ context }: LoaderFunctionArgs) =>
  context.channels.push.key ? new Response(context.channels.push.key) : empty(404);

/** A browser has changed its subscription by itself. Its worker reads nothing but the status. */
export async function action({ request, context }: ActionFunctionArgs) {
  if (context.actor.kind !== "member") return empty(401);
  const sent = await readSent(request);
  const renewed = await perform({ ...context, actor: context.actor }, renewDevice, sent);
  if (renewed.ok) return empty(204);
  return empty(renewed.errors ? 422 : statusOf(renewed));
}
