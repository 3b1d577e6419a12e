import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { city } from "../../../drizzle/schema/districts";
import { deadMail, notification } from "../../../drizzle/schema/messages";
import type { CityFacts } from "../../platform/context.server";
import { normalEmail } from "../../platform/email";
import { handOverKey, noteHandedOver, wasHandedOver } from "../../platform/handed-over.server";
import type { JobCtx } from "../../platform/jobs.server";
import type { MailOrder } from "../../platform/mail.server";
import { makeOfferLink } from "../../resources/commands/make-offer-link.server";
import type { Channels } from "../channels/all.server";
import type { Post } from "../channels/email.server";
import { composeAll } from "../rules/compose";
import { mailHtml } from "../rules/mail-html";
import { Refused } from "../rules/read-refusal";
import { fallBack, markSent } from "./deliver.server";

export type City = CityFacts & { emergencyNumber: string };
export type Mailing = JobCtx & { city: City; post: Post; channels: Channels };

/** So often a mail server that does not answer is tried before a notice goes another way, where there is one. */
const TRIES = 4;

/**
 * Sends one mail that was ordered. Throws when it was not taken, and the queue tries again. An address that its server does not
 * know is marked; a notice that was refused, or was tried often enough, goes by the next channel. What its job has handed over in
 * an earlier try is not sent again. `isAnother`: sent once more it is another mail, since its link is made anew.
 */
export async function sendEmail(
  ctx: Mailing,
  order: MailOrder,
  { isAnother = order.offerId !== undefined } = {},
) {
  // Stored before there was one strict form of address: no retry would make it one.
  if (normalEmail(order.to) === null) return;
  if (!(await wasHandedOver(ctx.db, ctx.job))) {
    if (!(await handOver(ctx, order, idOf(ctx, isAnother)))) return;
    await noteHandedOver(ctx.db, ctx.job);
  }
  await ctx.db.delete(deadMail).where(eq(deadMail.address, order.to.toLowerCase()));
  if (order.notificationId) await markSent(ctx.db, order.notificationId, "email", ctx.now);
}

/** Gives whether the mail server has taken it; it has not where it goes another way, or can't go at all. */
async function handOver(ctx: Mailing, order: MailOrder, id: { id?: string }): Promise<boolean> {
  const { locale, notificationId } = order;
  const url = await urlOf(ctx, order);
  const parts = [order, ...(order.more ?? [])].map(({ template, params }) => ({
    template,
    params: url ? { ...params, url } : params,
  }));
  const around = { ...ctx.city, helpLine: await helpLineOf(ctx) };
  const { subject, text } = composeAll({ locale, parts }, around, ctx.now);
  try {
    const html = mailHtml(text, locale, ctx.origin);
    await ctx.post({ ...id, to: order.to, subject, text, html, notificationId });
    return true;
  } catch (fault) {
    const refused = fault instanceof Refused ? fault.fault : null;
    if (refused === "address") {
      const address = order.to.toLowerCase();
      await ctx.db.insert(deadMail).values({ address, at: ctx.now }).onConflictDoNothing();
    }
    if (await wentOn(ctx, notificationId, refused !== null)) return false;
    // Nothing that the queue tries again would make it an address.
    if (refused) return false;
    throw fault;
  }
}

/** Asked anew each time: an administrator may have named another since the program started. */
async function helpLineOf({ db }: Mailing): Promise<string | undefined> {
  const [found] = await db.select({ about: city.about }).from(city);
  return found?.about.helpLine;
}

/** Mailboxes keep one mail of an id: what has another link needs another. */
function idOf({ job }: Mailing, isAnother: boolean): { id?: string } {
  if (job === undefined) return {};
  return { id: handOverKey(job) + (isAnother ? `.${randomUUID()}` : "") };
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
