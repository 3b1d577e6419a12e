import { eq } from "drizzle-orm";
import { escalation, request } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import { schedule } from "../../platform/schedule.server";
import { done } from "../../platform/types";
import { escalationForm } from "../form";
import { nextTelling } from "../rules/escalation";

/**
 * Tells the next level of a request that waits too long, each once, and comes again for the one after. Nothing to do where it
 * waits no more; before its time it comes again then.
 */
export const escalate = command({
  name: "request.escalate",
  input: escalationForm,
  run: async (tx, ctx, { request: id }) => {
    const [found] = await tx.select().from(request).where(eq(request.id, id)).for("update");
    const [waits] = await tx.select().from(escalation).where(eq(escalation.requestId, id));
    if (!found || !waits) return done(null);
    const next = nextTelling(waits, found.priority);
    if (!next) return done(null);
    const again = (at: Date) =>
      schedule(tx, { name: "escalate", payload: { request: id }, key: `escalate ${id}`, at });
    if (ctx.now < next.at) {
      await again(next.at);
      return done(null);
    }
    const { level } = next;
    const told = { level, toldAt: ctx.now };
    await tx.update(escalation).set(told).where(eq(escalation.requestId, id));
    await record(tx, ctx, {
      type: "request.escalated",
      thingId: id,
      districtId: found.districtId,
      reason: waits.kind,
      data: { level },
    });
    const after = nextTelling({ ...waits, ...told }, found.priority);
    if (after) await again(after.at);
    return done(level);
  },
});
