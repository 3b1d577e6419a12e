import { eq } from "drizzle-orm";
import { event } from "../../drizzle/schema/audit";
import type { JobCtx, Jobs } from "../platform/jobs.server";
import {
  beginShift,
  closeShift,
  endShift,
  remindOf,
  watchShift,
} from "./commands/run-shift.server";
import { fillSeries } from "./commands/series.server";
import { expirePlace, lookAgainFor, releaseAllOf } from "./commands/sign-up.server";

type Id = { id: string };

export const shiftJobs = ({ zone }: { zone: string }): Jobs => ({
  "place-expiry": ({ id }: Id, ctx: JobCtx) => expirePlace(ctx, id),
  "shift-watch": ({ id }: Id, ctx: JobCtx) => watchShift(ctx, id),
  "shift-last-watch": ({ id }: Id, ctx: JobCtx) => watchShift(ctx, id),
  "shift-remind": ({ id }: Id, ctx: JobCtx) => remindOf(ctx, id),
  "shift-start": ({ id }: Id, ctx: JobCtx) => beginShift(ctx, id),
  "shift-end": ({ id }: Id, ctx: JobCtx) => endShift(ctx, id),
  "shift-close": ({ id }: Id, ctx: JobCtx) => closeShift(ctx, id),
  "series-fill": ({ id }: Id, ctx: JobCtx) => fillSeries({ ...ctx, zone }, id),
});

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
  const actor = { kind: "system", name: "suspension" } as const;
  if (line.type === "person.suspended") await releaseAllOf({ ...ctx, actor }, line.thingId);
  const person = FREED.includes(line.type) ? line.data.person : null;
  if (typeof person === "string") await lookAgainFor({ ...ctx, actor }, person);
}
