import { byJob, type Jobs } from "../platform/jobs.server";
import { lapseReservation } from "./commands/reserve.server";

export const resourceJobs: Jobs = { "reservation-lapse": byJob(lapseReservation) };
