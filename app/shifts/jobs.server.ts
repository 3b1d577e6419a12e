import type { JobCtx, Jobs } from "../platform/jobs.server";
import {
  beginShift,
  closeShift,
  endShift,
  remindOf,
  watchShift,
} from "./commands/run-shift.server";
import { fillSeries } from "./commands/series.server";
import { expirePlace } from "./commands/sign-up.server";

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
