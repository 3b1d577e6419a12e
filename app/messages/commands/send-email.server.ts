import { eq, sql } from "drizzle-orm";
import { deadMail, notification } from "../../../drizzle/schema/messages";
import type { CityFacts } from "../../platform/context.server";
import { normalEmail } from "../../platform/email";
import type { JobCtx } from "../../platform/jobs.server";
import type { MailOrder } from "../../platform/mail.server";
import { makeOfferLink } from "../../resources/commands/make-offer-link.server";
import type { Channels } from "../channels/all.server";
import type { Post } from "../channels/email.server";
import { composeAll } from "../rules/compose";
import { Refused } from "../rules/read-refusal";
import { fallBack, markSent } from "./deliver.server";

export type City = CityFacts & { emergencyNumber: string };
export type Mailing = JobCtx & { city: City; post: Post; channels: Channels };

/** So often a mail server that does not answer is tried before a notice goes another way, where there is one. */
const TRIES = 4;

/**
 * Sends one mail that was ordered. Throws when it was not taken, and the queue tries again. An address that its server does not
 * know is marked; a notice that was refused, or was tried often enough, goes by the next channel.
 */
export async function sendEmail(ctx: Mailing, order: MailOrder) {
  // Stored before there was one strict form of address: no retry would make it one.
  if (normalEmail(order.to) === null) return;
  const { locale, notificationId } = order;
  const url = await urlOf(ctx, order);
  const parts = [order, ...(order.more ?? [])].map(({ template, params }) => ({
    template,
    params: url ? { ...params, url } : params,
  }));
  const { subject, text } = composeAll({ locale, parts }, ctx.city, ctx.now);
  const address = order.to.toLowerCase();
  try {
    await ctx.post({ to: order.to, subject, text });
  } catch (fault) {
    const refused = fault instanceof Refused ? fault.fault : null;
    if (refused === "address")
      await ctx.db.insert(deadMail).values({ address, at: ctx.now }).onConflictDoNothing();
    if (await wentOn(ctx, notificationId, refused !== null)) return;
    // Nothing that the queue tries again would make it an address.
    if (refused) return;
    throw fault;
  }
  await ctx.db.delete(deadMail).where(eq(deadMail.address, address));
  if (notificationId) await markSent(ctx.db, notificationId, ctx.now);
}

async function urlOf(ctx: Mailing, { path, offerId }: MailOrder): Promise<string | null> {
  if (offerId) return makeOfferLink(ctx, offerId);
  return path ? `${ctx.origin}${path}` : null;
}

async function wentOn(
  ctx: Mailing,
  notificationId: string | undefined,
  isRefused: boolean,
): Promise<boolean> {
  if (!notificationId) return false;
  const { db, channels } = ctx;
  if (!isRefused) {
    const [counted] = await db
      .update(notification)
      .set({ attempts: sql`least(${notification.attempts} + 1, 999)` })
      .where(eq(notification.id, notificationId))
      .returning({ attempts: notification.attempts });
    if ((counted?.attempts ?? 0) < TRIES) return false;
  }
  const from = { notificationId, channel: "email" as const, orStay: !isRefused };
  return fallBack(ctx, channels, from);
}
