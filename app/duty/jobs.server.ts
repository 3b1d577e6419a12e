import { and, lt, ne } from "drizzle-orm";
import { handover } from "../../drizzle/schema/duty";
import type { JobCtx, Jobs } from "../platform/jobs.server";
import { NOTE_KEPT } from "./rules/timing";

/** Every night: words of a night that is long over say too much about too many. */
async function forgetHandoverNotes(_: unknown, { db, now }: JobCtx): Promise<void> {
  await db
    .update(handover)
    .set({ note: "" })
    .where(
      and(
        ne(handover.state, "open"),
        ne(handover.note, ""),
        lt(handover.stateAt, new Date(now.getTime() - NOTE_KEPT)),
      ),
    );
}

export const dutyJobs: Jobs = { "handover-notes": forgetHandoverNotes };
