import type { JobCtx, Jobs } from "../platform/jobs.server";
import { expirePlace } from "./commands/sign-up.server";

export const shiftJobs: Jobs = {
  "place-expiry": ({ id }: { id: string }, ctx: JobCtx) => expirePlace(ctx, id),
};
