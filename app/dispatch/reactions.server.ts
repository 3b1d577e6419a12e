import type { LineOf, Subscriber } from "../audit/reactions.server";
import { execute } from "../platform/command.server";
import type { JobCtx } from "../platform/jobs.server";
import { endUnneeded, releaseAllOf } from "./commands/conclude.server";
import { followPlace, followPlaces } from "./commands/move.server";

/** Nobody waits for help with this request any more, so nobody goes. */
async function requestEnded(line: { thingId: string }, ctx: JobCtx) {
  await endUnneeded(ctx, line.thingId);
  await placeChanged(line, ctx);
}

/** A request lies elsewhere, or is the first no more: its tasks go where the first of theirs is. */
const placeChanged = ({ thingId }: { thingId: string }, ctx: JobCtx) => followPlaces(ctx, thingId);

/** Whoever had arrived may have been the one for whom a task stayed where it was. */
const partEnded = ({ data }: LineOf<"assignment.released" | "assignment.withdrawn">, ctx: JobCtx) =>
  execute(ctx, followPlace, { task: data.task });

export const dispatchReactions: Subscriber = {
  name: "dispatch",
  on: {
    "request.triaged": placeChanged,
    "request.retriaged": placeChanged,
    "request.reopened": placeChanged,
    "request.fulfilled": placeChanged,
    "request.cancelled": requestEnded,
    "request.declined": requestEnded,
    "request.merged": requestEnded,
    "assignment.released": partEnded,
    "assignment.withdrawn": partEnded,
    "person.suspended": ({ thingId }, ctx) => releaseAllOf(ctx, thingId),
  },
};
