import { eq } from "drizzle-orm";
import { z } from "zod";
import { request } from "../../drizzle/schema/requests";
import { command } from "../platform/command.server";
import { byJob, type Jobs } from "../platform/jobs.server";
import { done } from "../platform/types";
import { escalate } from "./commands/escalate.server";
import { moveRequest } from "./commands/move.server";
import { remind } from "./commands/remind.server";

/** A resident who says nothing for so long has been helped. */
const closeFulfilled = command({
  name: "request.close-fulfilled",
  input: z.object({ request: z.guid(), since: z.iso.datetime() }),
  run: async (tx, ctx, { request: id, since }) => {
    const [found] = await tx.select().from(request).where(eq(request.id, id)).for("update");
    // It was answered, or reopened and fulfilled anew, which has a job of its own.
    if (found?.state !== "fulfilled" || found.stateAt > new Date(since)) return done(null);
    return moveRequest(tx, ctx, found, {
      to: "closed",
      type: "request.closed",
      reason: "met",
      set: { closingReason: "met" },
    });
  },
});

export const requestJobs: Jobs = {
  "close-fulfilled": byJob(closeFulfilled),
  escalate: byJob(escalate),
  remind: byJob(remind),
};
