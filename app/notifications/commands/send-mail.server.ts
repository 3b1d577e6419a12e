import { normalEmail } from "../../platform/email";
import type { JobCtx } from "../../platform/jobs.server";
import type { MailOrder } from "../../platform/mail.server";
import type { Post } from "../adapter.server";
import { type City, compose } from "../rules/compose";
import { noteSent } from "./notify.server";

/** Sends one mail that was ordered. Throws when it was not taken, and the queue tries again. */
export async function sendMail(ctx: JobCtx & { city: City; post: Post }, order: MailOrder) {
  // Stored before there was one strict form of address: no retry would make it one.
  if (normalEmail(order.to) === null) return;
  const { path } = order;
  const params = path ? { ...order.params, url: `${ctx.origin}${path}` } : order.params;
  const { subject, text } = compose({ ...order, params }, ctx.city, ctx.now);
  await ctx.post({ to: order.to, subject, text });
  if (order.notificationId) await noteSent(ctx.db, order.notificationId, ctx.now);
}
