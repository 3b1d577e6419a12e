import { byJob, type Jobs } from "../platform/jobs.server";
import { expireSlot } from "./commands/free-slots.server";
import {
  beginShift,
  closeShift,
  endShift,
  fillSeries,
  remindOf,
  watchShift,
} from "./commands/run-shift.server";

export const shiftJobs: Jobs = {
  "place-expiry": byJob(expireSlot),
  "shift-watch": byJob(watchShift),
  "shift-last-watch": byJob(watchShift),
  "shift-remind": byJob(remindOf),
  "shift-start": byJob(beginShift),
  "shift-end": byJob(endShift),
  "shift-close": byJob(closeShift),
  "series-fill": byJob(fillSeries),
};
