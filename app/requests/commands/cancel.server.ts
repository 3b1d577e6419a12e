import { and, eq } from "drizzle-orm";
import { request } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import type { Db } from "../../platform/database.server";
import { done, type RequestId, type Result, refuse } from "../../platform/types";
import { opens } from "../queries/opens.server";
import { requestMayBecome } from "../states";

/** The resident's own "no longer needed", by the private link. Refuses: `request.unknown`, `request.moved_on`. */
export async function cancelRequest(
  ctx: { db: Db; now: Date },
  token: string,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx.select().from(request).where(opens(token));
    if (!found) return refuse("request.unknown");
    if (!requestMayBecome(found.state, "cancelled")) return refuse("request.moved_on");
    const changed = await tx
      .update(request)
      .set({
        state: "cancelled",
        closingReason: "not_needed",
        stateAt: ctx.now,
        version: found.version + 1,
      })
      .where(and(eq(request.id, found.id), eq(request.version, found.version)))
      .returning({ id: request.id });
    if (changed.length === 0) return refuse("request.moved_on");
    await record(
      tx,
      { kind: "resident", requestId: found.id as RequestId },
      {
        type: "request.cancelled",
        thing: "request",
        thingId: found.id,
        districtId: found.districtId,
        fromState: found.state,
        toState: "cancelled",
        reason: "not_needed",
      },
    );
    return done(null);
  });
}
