import { and, desc, eq } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import { command } from "../../platform/command.server";
import type { Tx } from "../../platform/database.server";
import { refuse } from "../../platform/types";
import { ownOutcomeForm } from "../form";
import { lockOwnRequest, moveRequest } from "./move.server";

/**
 * The resident's word on a request that counts as fulfilled, by the private link: "it came" closes
 * it, "it did not come" puts it back before the coordinators. Refuses: `request.unknown`,
 * `request.not_awaiting`.
 */
export const tellOutcome = command({
  name: "request.tell-outcome",
  input: ownOutcomeForm,
  run: async (tx, ctx, { token, came }) => {
    const own = await lockOwnRequest(tx, ctx, token);
    if (!own.ok) return own;
    const { found, resident } = own.value;
    if (found.state !== "fulfilled") return refuse("request.not_awaiting");
    if (came === "yes")
      return moveRequest(tx, resident, found, {
        to: "closed",
        type: "request.closed",
        reason: "met",
        set: { closingReason: "met" },
      });
    const delivered = await deliveredBefore(tx, found.id);
    // Somebody was told that help is there, and it is not: that comes first now.
    return moveRequest(tx, resident, found, {
      to: "triaged",
      type: "request.reopened",
      reason: "not_come",
      data: { delivered },
      set: { closingReason: null, dueAt: ctx.now, trouble: "not_come", delivered },
    });
  },
});

/** What had come before the delivery that is said not to have come; the record keeps what was confirmed of it. */
async function deliveredBefore(tx: Tx, id: string): Promise<number> {
  const [last] = await tx
    .select({ data: event.data })
    .from(event)
    .where(and(eq(event.thingId, id), eq(event.type, "request.fulfilled")))
    .orderBy(desc(event.id))
    .limit(1);
  return Number(last?.data.before ?? 0);
}
