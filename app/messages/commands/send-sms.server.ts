import { eq, sql } from "drizzle-orm";
import { sms } from "../../../drizzle/schema/messages";
import { execute } from "../../platform/command.server";
import { untilKept } from "../../platform/handed-over.server";
import type { JobCtx } from "../../platform/jobs.server";
import type { Channels } from "../channels/all.server";
import { type Gateway, NotTaken } from "../gateways/gateway";
import { fallBack, markSent } from "./deliver.server";
import { reportSms } from "./report-sms.server";

export type SmsJob = { sms: string };

type Sending = { gateway: Gateway; callback?: string | undefined; channels: () => Channels };

/** So often a gateway that does not answer is tried before the message goes another way, where there is one. */
const TRIES = 4;

/**
 * Hands one text message to the gateway. Throws when it was not taken, and the queue tries again; what can go another way does
 * so after a few tries, or at once where the gateway refuses it.
 */
export async function sendSms(
  ctx: JobCtx,
  { gateway, callback = ctx.origin, channels }: Sending,
  { sms: id }: SmsJob,
): Promise<void> {
  const [row] = await ctx.db.select().from(sms).where(eq(sms.id, id));
  if (!row || row.failedAt) return;
  if (!row.sentAt && !(await handOver(ctx, { gateway, callback, channels }, row))) return;
  if (row.notificationId) await markSent(ctx.db, row.notificationId, "sms", ctx.now);
}

/** Gives whether the gateway has taken it; it has not where it goes another way. */
async function handOver(
  ctx: JobCtx,
  { gateway, callback, channels }: Sending,
  row: typeof sms.$inferSelect,
): Promise<boolean> {
  const { id, phone: to, body, createdAt: at } = row;
  const report = `${callback}/inbound/sms/reports?sms=${id}`;
  let gatewayId: string | null;
  try {
    gatewayId = await gateway.send({ id, to, body, at, report });
  } catch (fault) {
    const refused = fault instanceof NotTaken ? fault.failure : null;
    if (refused) {
      await execute({ ...ctx, channels: channels() }, reportSms, { sms: id, state: refused });
      return false;
    }
    if (row.attempts + 1 >= TRIES && (await wentOn(ctx, channels(), row))) return false;
    await ctx.db
      .update(sms)
      .set({ attempts: sql`least(${sms.attempts} + 1, 999)` })
      .where(eq(sms.id, id));
    throw fault;
  }
  // A code that lets somebody in is not kept.
  const gone = row.template === "phone_code" ? { body: "…" } : {};
  const set = { sentAt: ctx.now, gatewayId, ...gone };
  await untilKept(() => ctx.db.update(sms).set(set).where(eq(sms.id, id)));
  return true;
}

/** A gateway that stays away: what can go another way does, the rest is tried on. */
function wentOn(ctx: JobCtx, channels: Channels, { id, notificationId }: typeof sms.$inferSelect) {
  if (!notificationId) return false;
  const from = { notificationId, channel: "sms" as const, orStay: true };
  return fallBack(ctx, channels, from, async (tx) => {
    await tx.update(sms).set({ failedAt: ctx.now, failure: "gateway" }).where(eq(sms.id, id));
  });
}
