import { byJob, type Jobs } from "../platform/jobs.server";
import { tellDeadJobs } from "./commands/keep-queue.server";

export const overviewJobs: Jobs = { "tell-dead-jobs": byJob(tellDeadJobs) };
