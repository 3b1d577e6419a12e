import { byJob, type Jobs } from "../platform/jobs.server";
import { markOverdue } from "./commands/overdue.server";
import { lapseReservation } from "./commands/reserve.server";

export const resourceJobs: Jobs = {
  "reservation-lapse": byJob(lapseReservation),
  "reservation-overdue": byJob(markOverdue),
};
