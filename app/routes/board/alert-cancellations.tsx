import type { ActionFunctionArgs } from "@remix-run/node";
import { cancelAlert } from "../../messages/commands/publish-alert.server";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import Alerts from "./alerts";

export { handle, loader, meta } from "./alerts";

/** Calls one off. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request);
  const { id } = args.params;
  return answer(sent, await perform(ctx, cancelAlert, sent, { id }), "/board/alerts?saved");
}

export default Alerts;
