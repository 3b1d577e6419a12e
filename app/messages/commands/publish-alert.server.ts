import { eq } from "drizzle-orm";
import { alert, broadcast } from "../../../drizzle/schema/messages";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, refuse } from "../../platform/types";
import { alertForm, alertStepForm } from "../form";
import { broadcasts } from "../policy";
import { mayBroadcastTo } from "../rules/broadcast";
import { idsOf } from "./write-broadcast.server";

/**
 * Publishes a warning; or changes one that stands, which then names it. Gives its id. Refuses: `district.unknown`,
 * `broadcast.too_wide`, `alert.unknown`, `alert.over` for one that was changed or has ended.
 */
export const publishAlert = command({
  name: "alert.publish",
  input: alertForm,
  may: broadcasts,
  violations: { alert_replaces_unique: "alert.over" },
  run: async (tx, ctx: Inside<Member>, form) => {
    const { replaces, broadcast: broadcastId, hours, district: codes, ...said } = form;
    const type = replaces ? "Update" : "Alert";
    const districts = await idsOf(tx, codes);
    if (!districts.ok) return districts;
    if (!mayBroadcastTo(ctx.actor, districts.value)) return refuse("broadcast.too_wide");
    if (broadcastId) {
      const [from] = await tx
        .select({ districts: broadcast.districts })
        .from(broadcast)
        .where(eq(broadcast.id, broadcastId));
      if (!from || !mayBroadcastTo(ctx.actor, from.districts)) return refuse("broadcast.unknown");
    }
    if (replaces) {
      const [before] = await tx.select().from(alert).where(eq(alert.id, replaces));
      if (!before || !mayBroadcastTo(ctx.actor, before.districts)) return refuse("alert.unknown");
      if (!(await stands(tx, before, ctx.now))) return refuse("alert.over");
    }
    const expiresAt = new Date(ctx.now.getTime() + hours * 3_600_000);
    const [made] = await tx
      .insert(alert)
      .values({
        ...said,
        type,
        districts: districts.value,
        sentAt: ctx.now,
        expiresAt,
        replaces,
        broadcastId,
        createdBy: ctx.actor.personId,
      })
      .returning({ id: alert.id });
    const { id } = made!;
    await record(tx, ctx, { type: "alert.published", thingId: id, data: { type, replaces } });
    return done(id);
  },
});

/** Calls off a warning that stands: the same again as a `Cancel` that names it. Refuses: `alert.unknown`, `alert.over`. */
export const cancelAlert = command({
  name: "alert.cancel",
  input: alertStepForm,
  may: broadcasts,
  violations: { alert_replaces_unique: "alert.over" },
  run: async (tx, ctx: Inside<Member>, { id: replaces }) => {
    const [before] = await tx.select().from(alert).where(eq(alert.id, replaces));
    if (!before || !mayBroadcastTo(ctx.actor, before.districts)) return refuse("alert.unknown");
    if (!(await stands(tx, before, ctx.now))) return refuse("alert.over");
    const { id: _, ...same } = before;
    const called = { type: "Cancel", sentAt: ctx.now, createdBy: ctx.actor.personId } as const;
    const [made] = await tx
      .insert(alert)
      .values({ ...same, ...called, replaces })
      .returning({ id: alert.id });
    const data = { type: "Cancel", replaces };
    await record(tx, ctx, { type: "alert.published", thingId: made!.id, data });
    return done(null);
  },
});

/** Whether a warning still warns: nothing has changed it, and its time is not over. */
async function stands(tx: Tx, before: typeof alert.$inferSelect, now: Date): Promise<boolean> {
  const after = await tx.select({ id: alert.id }).from(alert).where(eq(alert.replaces, before.id));
  return after.length === 0 && before.type !== "Cancel" && before.expiresAt > now;
}
