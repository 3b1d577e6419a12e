import { and, eq, isNull, sql } from "drizzle-orm";
import { person, session } from "../../../drizzle/schema/accounts";
import { notification } from "../../../drizzle/schema/messages";
import { pushDevice, pushMessage } from "../../../drizzle/schema/push";
import { execute } from "../../platform/command.server";
import type { Db } from "../../platform/database.server";
import { untilKept } from "../../platform/handed-over.server";
import type { JobCtx } from "../../platform/jobs.server";
import { schedule } from "../../platform/schedule.server";
import type { Channels } from "../channels/all.server";
import { NotPushed, type PushService } from "../gateways/push-service.server";
import { mayWait, PUSH_TRIES, waitOf } from "../rules/push";
import type { PushFailure } from "../types";
import { fallBack } from "./deliver.server";
import { reportPush } from "./report-push.server";

export type PushJob = { push: string };
type Sending = { service: PushService; channels: () => Channels };
type Waiting = NonNullable<Awaited<ReturnType<typeof readWaiting>>>;

/**
 * Hands one message to its device's push service. One that is busy is asked again when it says so; one that does not answer
 * is tried by the queue. What can go another way does so after a few tries, or at once where it is refused.
 */
export async function sendPush(ctx: JobCtx, sending: Sending, { push: id }: PushJob) {
  const found = await readWaiting(ctx.db, id);
  if (!found) return;
  const { message, device, locale, isSignedIn } = found;
  const report = (state: PushFailure | "sent") =>
    execute({ ...ctx, channels: sending.channels() }, reportPush, { push: id, state });
  // A push service may have taken it without its answer having come back.
  if (message.sentAt || message.shownAt) return report("sent");
  if (!device || !isSignedIn) return report("gone");
  const { title, body, path, tag, urgency, ttl } = message;
  try {
    const payload = { id, title, body, path, tag, lang: locale };
    await sending.service.send({ device, payload, urgency, ttl });
  } catch (fault) {
    if (!(fault instanceof NotPushed)) return tryOn(ctx, sending, found, fault);
    if (fault.why === "busy") return waitFor(ctx, sending, found, fault.retryAfter);
    return report(fault.why);
  }
  const set = { sentAt: ctx.now, title: "", body: "" };
  await untilKept(() => ctx.db.update(pushMessage).set(set).where(eq(pushMessage.id, id)));
  return report("sent");
}

/** A message that has still to go, or to be reported; null for one that has gone, or goes another way by now. */
async function readWaiting(db: Db, id: string) {
  const [found] = await db
    .select({
      message: pushMessage,
      device: pushDevice,
      locale: person.locale,
      channel: notification.channel,
      isSignedIn: sql<boolean>`coalesce(${session.expiresAt} > now(), false)`,
    })
    .from(pushMessage)
    .innerJoin(notification, eq(notification.id, pushMessage.notificationId))
    .innerJoin(person, eq(person.id, pushMessage.personId))
    .leftJoin(
      pushDevice,
      and(eq(pushDevice.id, pushMessage.deviceId), eq(pushDevice.personId, pushMessage.personId)),
    )
    .leftJoin(session, eq(session.publicId, pushDevice.sessionId))
    .where(eq(pushMessage.id, id));
  if (!found || found.channel !== "push" || found.message.failedAt) return null;
  return found;
}

const oneMore = { attempts: sql`least(${pushMessage.attempts} + 1, 999)` };

/** A push service that does not answer: what can go another way does, the rest is tried on. */
async function tryOn(ctx: JobCtx, { channels }: Sending, { message }: Waiting, fault: unknown) {
  const isEnough = message.attempts + 1 >= PUSH_TRIES;
  if (isEnough && (await goAnotherWay(ctx, channels(), message.notificationId, "service"))) return;
  await ctx.db.update(pushMessage).set(oneMore).where(eq(pushMessage.id, message.id));
  throw fault;
}

async function waitFor(ctx: JobCtx, { channels }: Sending, { message }: Waiting, header?: string) {
  const { id, attempts, urgency, notificationId } = message;
  const wait = waitOf(header, ctx.now);
  const isEnough = attempts + 1 >= PUSH_TRIES || !mayWait(urgency, wait);
  if (isEnough && (await goAnotherWay(ctx, channels(), notificationId, "service"))) return;
  await ctx.db.update(pushMessage).set(oneMore).where(eq(pushMessage.id, id));
  const at = new Date(ctx.now.getTime() + wait);
  await schedule(ctx.db, { name: "push", payload: { push: id }, key: `push ${id}`, at });
}

/** False where there is none: then everything stays as it is. */
const goAnotherWay = (
  ctx: JobCtx,
  channels: Channels,
  notificationId: string,
  failure: PushFailure,
): Promise<boolean> =>
  fallBack(ctx, channels, { notificationId, channel: "push", orStay: true }, async (tx) => {
    const isOpen = and(isNull(pushMessage.failedAt), isNull(pushMessage.shownAt));
    await tx
      .update(pushMessage)
      .set({ failedAt: ctx.now, failure, title: "", body: "" })
      .where(and(eq(pushMessage.notificationId, notificationId), isOpen));
  });

/**
 * The job of what presses: push services take messages for phones that are off, too, so what no device has shown in time goes
 * another way as well.
 */
export async function lookWhetherShown(
  ctx: JobCtx,
  channels: Channels,
  { notification: notificationId }: { notification: string },
): Promise<void> {
  const ofNotice = eq(pushMessage.notificationId, notificationId);
  const rows = await ctx.db
    .select({ shownAt: pushMessage.shownAt })
    .from(pushMessage)
    .where(ofNotice);
  if (rows.some(({ shownAt }) => shownAt)) return;
  await goAnotherWay(ctx, channels, notificationId, "unseen");
}
