import { byJob, type Jobs } from "../platform/jobs.server";
import { expireOffer } from "./commands/answer.server";
import { askSafety, noteSilence } from "./commands/safety.server";

export const dispatchJobs: Jobs = {
  "offer-expiry": byJob(expireOffer),
  "safety-check": byJob(askSafety),
  "safety-silence": byJob(noteSilence),
};
