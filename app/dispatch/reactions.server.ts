import type { LineOf, Subscriber } from "../audit/reactions.server";
import { execute } from "../platform/command.server";
import type { JobCtx } from "../platform/jobs.server";
import { askNext } from "./commands/chain.server";
import { dropEnded, followRequest, releaseAllOf, takeUpAgain } from "./commands/conclude.server";
import { followPlace, followPlaces } from "./commands/move.server";

/** Nobody waits for help with this request any more, so nobody goes. */
async function requestEnded(line: { thingId: string }, ctx: JobCtx) {
  await followRequest(ctx, line.thingId, dropEnded);
  await placeChanged(line, ctx);
}

/** Somebody waits for help with this request again, and a task of it may still go on. */
async function requestReopened(line: { thingId: string }, ctx: JobCtx) {
  await followRequest(ctx, line.thingId, takeUpAgain);
  await placeChanged(line, ctx);
}

/** A request lies elsewhere, or is the first no more: its tasks go where the first of theirs is. */
const placeChanged = ({ thingId }: { thingId: string }, ctx: JobCtx) => followPlaces(ctx, thingId);

/** Somebody who was asked is not coming: whoever waits for their turn is asked. */
async function passOn(taskId: string, ctx: JobCtx) {
  const result = await execute(ctx, askNext, { task: taskId });
  if (!result.ok) throw new Error(`${askNext.name}: ${result.code}`);
}

type PartLine = LineOf<
  | "assignment.declined"
  | "assignment.expired"
  | "assignment.released"
  | "assignment.withdrawn"
  | "assignment.en_route"
>;
const partAnswered = ({ data }: PartLine, ctx: JobCtx) => passOn(data.task, ctx);

/** Whoever had arrived may have been the one for whom a task stayed where it was. */
async function partEnded({ data }: PartLine, ctx: JobCtx) {
  await execute(ctx, followPlace, { task: data.task });
  await passOn(data.task, ctx);
}

const ofTask = ({ thingId }: { thingId: string }, ctx: JobCtx) => passOn(thingId, ctx);

export const dispatchReactions: Subscriber = {
  name: "dispatch",
  on: {
    "request.triaged": placeChanged,
    "request.retriaged": placeChanged,
    "request.reopened": requestReopened,
    "request.separated": requestReopened,
    "request.fulfilled": placeChanged,
    "request.cancelled": requestEnded,
    "request.declined": requestEnded,
    "request.merged": requestEnded,
    "assignment.declined": partAnswered,
    "assignment.expired": partAnswered,
    "assignment.en_route": partAnswered,
    "assignment.released": partEnded,
    "assignment.withdrawn": partEnded,
    // An offer may have expired while they were added.
    "task.chain_set": ofTask,
    "task.done": ofTask,
    "task.cancelled": ofTask,
    "task.failed": ofTask,
    "person.suspended": ({ thingId }, ctx) => releaseAllOf(ctx, thingId),
  },
};
