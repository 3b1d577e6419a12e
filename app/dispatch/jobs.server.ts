import { byJob, type Jobs } from "../platform/jobs.server";
import { expireOffer } from "./commands/answer.server";

export const dispatchJobs: Jobs = { "offer-expiry": byJob(expireOffer) };
