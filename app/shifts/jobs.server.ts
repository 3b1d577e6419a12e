import { eq } from "drizzle-orm";
import { event } from "../../drizzle/schema/audit";
import { execute } from "../platform/command.server";
import { byJob, type JobCtx, type Jobs } from "../platform/jobs.server";
import { expirePlace, lookAgainFor, releaseAllOf } from "./commands/free-places.server";
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

/** Events after which somebody's time is their own again: of a task, of a shift that was cancelled, moved, swapped. */
const FREED = [
  "assignment.released",
  "assignment.withdrawn",
  "assignment.done",
  "sign_up.withdrawn",
  "sign_up.offered",
  "sign_up.no_show",
  "sign_up.checked_out",
];

/** What shifts do about events: whoever is suspended holds no place, whoever is free again is looked at again where they wait. */
export async function hear({ id }: { id: number }, ctx: JobCtx): Promise<void> {
  const [line] = await ctx.db.select().from(event).where(eq(event.id, id));
  if (!line) return;
  if (line.type === "person.suspended") await releaseAllOf(ctx, line.thingId);
  const person = FREED.includes(line.type) ? line.data.person : null;
  if (typeof person === "string") await lookAgainFor(ctx, person);
}
