import { createHash, ECDH } from "node:crypto";
import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { person, session } from "../../../drizzle/schema/accounts";
import { notification } from "../../../drizzle/schema/messages";
import { pushDevice } from "../../../drizzle/schema/push";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { mayReachStranger } from "../../platform/stranger.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import type { Channels } from "../channels/all.server";
import { orderPush } from "../channels/push.server";
import { deviceForm, deviceStepForm } from "../form";
import { MOST_DEVICES, NO_KEY } from "../rules/push";
import type { City } from "./send-email.server";

type Pushing = Inside<Member> & { channels: Channels };
/** The session of the browser that asks; what it asked for ends with it. */
type Sessioned = Pushing & { session: { publicId: string } | null };

const isMember = ({ kind }: { kind: string }) => kind === "member";

/** By what an endpoint is known again: the table has it encrypted. */
const hashOf = (endpoint: string) => createHash("sha256").update(endpoint).digest("hex");

/**
 * Sends what its person is told to a browser from now on. One that took messages for somebody else takes them for its new
 * person alone, and nothing that waits for the other. Refuses: `push.off`, `push.key`, `push.signed_out`, `push.enough`.
 */
export const addDevice = command({
  name: "person.add-device",
  input: deviceForm,
  may: isMember,
  run: async (tx, ctx: Sessioned, { endpoint, p256dh, auth, vapid: vapidKey, name }) => {
    const { personId } = ctx.actor;
    const bound = await lockForDevice(tx, ctx, { vapidKey, p256dh });
    if (!bound.ok) return bound;
    const sessionId = bound.value;
    const endpointHash = hashOf(endpoint);
    const keys = { sessionId, endpoint, p256dh, auth, vapidKey, name };
    const ofPerson = eq(pushDevice.personId, personId);
    const again = await tx
      .update(pushDevice)
      .set(keys)
      .where(and(ofPerson, eq(pushDevice.endpointHash, endpointHash)))
      .returning({ id: pushDevice.id });
    if (again[0]) return done(again[0].id);
    await tx.delete(pushDevice).where(eq(pushDevice.endpointHash, endpointHash));
    const own = await tx
      .select({ id: pushDevice.id })
      .from(pushDevice)
      .where(and(ofPerson, ne(pushDevice.vapidKey, NO_KEY)));
    if (own.length >= MOST_DEVICES) return refuse("push.enough");
    const [added] = await tx
      .insert(pushDevice)
      .values({ ...keys, personId, endpointHash, createdAt: ctx.now })
      .returning({ id: pushDevice.id });
    await record(tx, ctx, { type: "person.device_added", thingId: personId });
    return done(added!.id);
  },
});

/**
 * A browser's new subscription in the place of the one that it had in this session, also where its push service has said
 * meanwhile that the old one is gone; what waits for the old one goes another way. One that was turned off stays off. Refuses:
 * `push.off`, `push.key`, `push.signed_out`, `push.unknown`.
 */
export const renewDevice = command({
  name: "person.renew-device",
  input: deviceForm,
  may: isMember,
  run: async (tx, ctx: Sessioned, { endpoint, p256dh, auth, vapid: vapidKey }) => {
    const { personId } = ctx.actor;
    const bound = await lockForDevice(tx, ctx, { vapidKey, p256dh });
    if (!bound.ok) return bound;
    const sessionId = bound.value;
    const had = await tx
      .select()
      .from(pushDevice)
      .where(and(eq(pushDevice.personId, personId), eq(pushDevice.sessionId, sessionId)))
      .orderBy(desc(pushDevice.createdAt), desc(pushDevice.id));
    const [latest] = had;
    if (!latest) return refuse("push.unknown");
    const endpointHash = hashOf(endpoint);
    const isSame = latest.endpointHash === endpointHash && latest.vapidKey === vapidKey;
    if (isSame && latest.p256dh === p256dh && latest.auth === auth) return done(latest.id);
    const over = had.map(({ id }) => id);
    await tx.delete(pushDevice).where(inArray(pushDevice.id, over));
    await tx.delete(pushDevice).where(eq(pushDevice.endpointHash, endpointHash));
    const { name, createdAt, lastUsedAt } = latest;
    const [renewed] = await tx
      .insert(pushDevice)
      .values({
        personId,
        sessionId,
        endpoint,
        endpointHash,
        p256dh,
        auth,
        vapidKey,
        name,
        createdAt,
        lastUsedAt,
      })
      .returning({ id: pushDevice.id });
    return done(renewed!.id);
  },
});

type Keys = { vapidKey: string; p256dh: string };

/** Locks whose device it is, and gives the session that it is bound to. */
async function lockForDevice(
  tx: Tx,
  { actor, channels, session: own }: Sessioned,
  { vapidKey, p256dh }: Keys,
): Promise<Result<string>> {
  if (!channels.push.key) return refuse("push.off");
  if (channels.push.key !== vapidKey || !isOnCurve(p256dh)) return refuse("push.key");
  await lockPerson(tx, actor.personId);
  const sessionId = await lockSession(tx, actor.personId, own?.publicId);
  return sessionId ? done(sessionId) : refuse("push.signed_out");
}

const lockPerson = (tx: Tx, id: string) =>
  tx.select({ id: person.id }).from(person).where(eq(person.id, id)).for("no key update");

async function lockSession(tx: Tx, personId: string, publicId: string | undefined) {
  if (!publicId) return null;
  const [found] = await tx
    .select({ id: session.publicId })
    .from(session)
    .where(and(eq(session.publicId, publicId), eq(session.userId, personId)))
    .for("key share");
  return found?.id ?? null;
}

/** Nothing can be encrypted for what is no point of the curve. */
function isOnCurve(p256dh: string): boolean {
  try {
    ECDH.convertKey(p256dh, "prime256v1", "base64url", "base64url", "compressed");
    return true;
  } catch {
    return false;
  }
}

/** Sends nothing more to one of one's own browsers. Refuses: `push.unknown`. */
export const removeDevice = command({
  name: "person.remove-device",
  input: deviceStepForm,
  may: isMember,
  run: async (tx, ctx: Inside<Member>, { id }) => {
    const { personId } = ctx.actor;
    const gone = await tx
      .delete(pushDevice)
      .where(and(eq(pushDevice.id, id), eq(pushDevice.personId, personId)))
      .returning({ id: pushDevice.id });
    if (gone.length === 0) return refuse("push.unknown");
    await record(tx, ctx, { type: "person.device_removed", thingId: personId });
    return done(null);
  },
});

/** Sends a test to one of one's own browsers. Refuses: `push.unknown`, `push.off`, `push.tried`. */
export const tryDevice = command({
  name: "person.try-device",
  input: deviceStepForm,
  may: isMember,
  run: async (tx, ctx: Pushing & { city: City }, { id }) => {
    const { personId } = ctx.actor;
    const [own] = await tx
      .select({ id: pushDevice.id, locale: person.locale })
      .from(pushDevice)
      .innerJoin(person, eq(person.id, pushDevice.personId))
      .where(and(eq(pushDevice.id, id), eq(pushDevice.personId, personId)))
      .for("key share", { of: pushDevice });
    if (!own) return refuse("push.unknown");
    if (!ctx.channels.push.key) return refuse("push.off");
    // Its push service is whichever the browser named.
    if (!(await mayReachStranger(tx, "push_try", personId, "later", ctx.now)))
      return refuse("push.tried");
    const template = "channel_test" as const;
    const [noted] = await tx
      .insert(notification)
      .values({
        key: sql`'try ' || gen_random_uuid()`,
        channel: "push",
        template,
        personId,
        createdAt: ctx.now,
      })
      .returning({ id: notification.id });
    const url = `${ctx.origin}/account/messages`;
    await orderPush(tx, ctx.now, {
      personId,
      city: ctx.city,
      devices: [id],
      message: {
        to: personId,
        locale: own.locale,
        parts: [{ template, params: { at: ctx.now.toISOString(), url } }],
        urgency: "normal",
        notificationId: noted!.id,
      },
    });
    return done(null);
  },
});
