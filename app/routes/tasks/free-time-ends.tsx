import type { ActionFunctionArgs } from "@remix-run/node";
import { endFree } from "../../accounts/commands/free-time.server";
import { answer, perform, readSent } from "../answer.server";
import { requireVolunteer } from "../gate.server";
import OwnTasks from "./tasks";

export { handle, loader, meta } from "./tasks";

/** They are not free any more. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, endFree, sent), "/tasks#free");
}

export default OwnTasks;
