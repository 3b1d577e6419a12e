import { eq } from "drizzle-orm";
import { sms } from "../../../drizzle/schema/messages";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, refuse } from "../../platform/types";
import type { Channels } from "../channels/all.server";
import { reportForm } from "../form";
import { goOn } from "./deliver.server";

/**
 * What became of a text message, as its gateway says: it arrived, or it failed for good and its reader is told by the next
 * channel that reaches them. Reports come twice and out of order: that it arrived outranks everything else. Refuses: `sms.unknown`.
 */
export const reportSms = command({
  name: "sms.report",
  input: reportForm,
  run: async (tx, ctx: Inside & { channels: Channels }, { sms: id, gatewayId, state: said }) => {
    const which = id ? eq(sms.id, id) : eq(sms.gatewayId, gatewayId);
    const [row] = await tx.select().from(sms).where(which).limit(1).for("update");
    if (!row) return refuse("sms.unknown");
    if (said === "passing" || row.deliveredAt) return done(null);
    if (said === "delivered") {
      const set = { deliveredAt: ctx.now, failedAt: null, failure: null };
      await tx.update(sms).set(set).where(eq(sms.id, row.id));
      return done(null);
    }
    if (row.failedAt) return done(null);
    await tx.update(sms).set({ failedAt: ctx.now, failure: said }).where(eq(sms.id, row.id));
    const { notificationId } = row;
    if (notificationId) await goOn(tx, ctx, ctx.channels, { notificationId, channel: "sms" });
    return done(null);
  },
});
