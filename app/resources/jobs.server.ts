import type { JobCtx, Jobs } from "../platform/jobs.server";
import { lapse } from "./commands/reserve.server";

export const resourceJobs: Jobs = {
  "reservation-lapse": ({ id }: { id: string }, ctx: JobCtx) => lapse(ctx, id),
};
