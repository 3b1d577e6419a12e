import type { JobCtx, Jobs } from "../platform/jobs.server";
import { expireOffer } from "./commands/answer.server";

const system = (name: string) => ({ kind: "system" as const, name });

export const dispatchJobs: Jobs = {
  "offer-expiry": ({ assignment }: { assignment: string }, ctx: JobCtx) =>
    expireOffer({ ...ctx, actor: system("offer-expiry") }, assignment),
};
