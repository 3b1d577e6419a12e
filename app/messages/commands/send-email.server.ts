import { eq } from "drizzle-orm";
import { notification } from "../../../drizzle/schema/messages";
import type { CityFacts } from "../../platform/context.server";
import { normalEmail } from "../../platform/email";
import type { JobCtx } from "../../platform/jobs.server";
import type { MailOrder } from "../../platform/mail.server";
import type { Post } from "../channels/email.server";
import { compose } from "../rules/compose";

export type City = CityFacts & { emergencyNumber: string };

/** Sends one mail that was ordered. Throws when it was not taken, and the queue tries again. */
export async function sendEmail(ctx: JobCtx & { city: City; post: Post }, order: MailOrder) {
  // Stored before there was one strict form of address: no retry would make it one.
  if (normalEmail(order.to) === null) return;
  const { path } = order;
  const params = path ? { ...order.params, url: `${ctx.origin}${path}` } : order.params;
  const { subject, text } = compose({ ...order, params }, ctx.city, ctx.now);
  await ctx.post({ to: order.to, subject, text });
  if (order.notificationId)
    await ctx.db
      .update(notification)
      .set({ sentAt: ctx.now })
      .where(eq(notification.id, order.notificationId));
}
