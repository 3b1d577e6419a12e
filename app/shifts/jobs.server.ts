import { execute } from "../platform/command.server";
import { byJob, type JobCtx, type Jobs } from "../platform/jobs.server";
import { expirePlace } from "./commands/free-places.server";
import {
  beginShift,
  closeShift,
  endShift,
  fillSeries,
  remindOf,
  watchShift,
} from "./commands/run-shift.server";

export const shiftJobs: Jobs = {
  "place-expiry": byJob(expirePlace),
  "shift-watch": byJob(watchShift),
  "shift-last-watch": byJob(watchShift),
  "shift-remind": byJob(remindOf),
  "shift-start": byJob(beginShift),
  "shift-end": byJob(endShift),
  "shift-close": byJob(closeShift),
  "series-fill": fillAgain,
};

/** A series that was not filled, since a code was taken meanwhile, is filled when the job is tried again. */
async function fillAgain(payload: { id: string }, ctx: JobCtx) {
  const filled = await execute(ctx, fillSeries, payload);
  if (!filled.ok) throw new Error(filled.code);
}
