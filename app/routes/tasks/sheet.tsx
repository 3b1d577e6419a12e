import type { LoaderFunctionArgs } from "@remix-run/node";
import { openOwnTask } from "../../dispatch/queries/own-tasks.server";
import { handedOfSupply } from "../../resources/view/hand-over-sheet";
import { found, requireVolunteer } from "../gate.server";

export { default, handle, meta } from "../offers/sheet";

/** What is signed when the volunteer of the task collects something or brings it back. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const task = found(await openOwnTask(ctx, args.params.id ?? ""));
  const supply = found(task.supplies.find(({ id }) => id === args.params.reservation) ?? null);
  return {
    handed: handedOfSupply(supply, task.number),
    terms: ctx.city.about.lendingTerms,
    back: `/tasks/${task.id}`,
  };
}
