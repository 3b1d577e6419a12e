import { eq } from "drizzle-orm";
import { request } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import type { Db } from "../../platform/database.server";
import { done, type RequestId, type Result, refuse } from "../../platform/types";
import { opens } from "../queries/opens.server";

/**
 * The resident's word on a request that counts as fulfilled, by the private link: "it came" closes
 * it, "it did not come" puts it back before the coordinators. Refuses: `request.unknown`,
 * `request.not_awaiting`.
 */
export async function tellOutcome(
  ctx: { db: Db; now: Date },
  token: string,
  came: boolean,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx.select().from(request).where(opens(token)).for("update");
    if (!found) return refuse("request.unknown");
    if (found.state !== "fulfilled") return refuse("request.not_awaiting");
    const state = came ? ("closed" as const) : ("triaged" as const);
    const again = { rank: 0, dueAt: ctx.now };
    await tx
      .update(request)
      .set({
        state,
        stateAt: ctx.now,
        version: found.version + 1,
        closingReason: came ? "met" : null,
        // Somebody was told that help is there, and it is not: that comes first now.
        ...(came ? {} : again),
      })
      .where(eq(request.id, found.id));
    await record(
      tx,
      { kind: "resident", requestId: found.id as RequestId },
      {
        type: came ? "request.closed" : "request.reopened",
        thing: "request",
        thingId: found.id,
        districtId: found.districtId,
        fromState: "fulfilled",
        toState: state,
        reason: came ? "met" : "not_come",
      },
    );
    return done(null);
  });
}
