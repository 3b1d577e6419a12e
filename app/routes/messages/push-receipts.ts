import type { ActionFunctionArgs } from "@remix-run/node";
import { reportPush } from "../../messages/commands/report-push.server";
import { perform, readSent } from "../answer.server";

const empty = (status: number) => new Response(null, { status });

export const loader = () => empty(404);

/** A device is about to show a message, which it names by the id that it alone knows; it may not where that is not found. */
export async function action({ request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  const told = await perform(context, reportPush, sent, { state: "shown" });
  return empty(told.ok ? 204 : 404);
}
