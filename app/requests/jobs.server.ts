import { eq } from "drizzle-orm";
import { request } from "../../drizzle/schema/requests";
import type { JobCtx, Jobs } from "../platform/jobs.server";
import { moveRequest } from "./commands/move.server";

type Payload = { request: string; since: string };

/** A resident who says nothing for so long has been helped. */
async function closeFulfilled({ request: id, since }: Payload, { db, now }: JobCtx) {
  await db.transaction(async (tx) => {
    const [found] = await tx.select().from(request).where(eq(request.id, id)).for("update");
    // It was answered, or reopened and fulfilled anew, which has a job of its own.
    if (found?.state !== "fulfilled" || found.stateAt > new Date(since)) return;
    await moveRequest(tx, { actor: { kind: "system", name: "close-fulfilled" }, now }, found, {
      to: "closed",
      type: "closed",
      reason: "met",
      set: { closingReason: "met" },
    });
  });
}

export const requestJobs: Jobs = { "close-fulfilled": closeFulfilled };
