import { createECDH, randomBytes, randomUUID } from "node:crypto";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { session } from "../../../drizzle/schema/accounts";
import { mailboxMessage } from "../../../drizzle/schema/messages";
import { pushDevice, pushMessage } from "../../../drizzle/schema/push";
import type { Db, Tx } from "../../platform/database.server";
import type { JobCtx } from "../../platform/jobs.server";
import { schedule } from "../../platform/schedule.server";
import type { City } from "../commands/send-email.server";
import { lookWhetherShown, type PushJob, sendPush } from "../commands/send-push.server";
import { NotPushed, type PushService } from "../gateways/push-service.server";
import { composePush } from "../rules/compose-push";
import { ttlOf } from "../rules/push";
import type { Channels } from "./all.server";
import type { Channel } from "./channel";

/** A name that no machine has (RFC 6761, 6.4). */
const NOWHERE = "device.invalid";

/** What a browser would give that has a push service; in a demo it stands for one. */
export function standIn() {
  const pair = createECDH("prime256v1");
  return {
    secret_endpoint: `https://${NOWHERE}/${randomUUID()}`,
    secret_p256dh: pair.generateKeys("base64url", "uncompressed"),
    secret_auth: randomBytes(16).toString("base64url"),
  };
}

/** A demo shows on its page of mail what no push service took, since it may be without the internet. */
export const mailboxPush = (db: Db, real: PushService): PushService => ({
  key: real.key,
  async send(push) {
    const { device, payload } = push;
    if (new URL(device.endpoint).hostname !== NOWHERE) {
      try {
        return await real.send(push);
      } catch (fault) {
        if (fault instanceof NotPushed) throw fault;
      }
    }
    const { title: subject, body } = payload;
    const recipient = device.name;
    await db.insert(mailboxMessage).values({ channel: "push", recipient, subject, body });
  },
});

export type PushChannel = Channel & {
  /** The public key that browsers subscribe with; null where push messages are not offered. */
  key: string | null;
};

type Parts = { service: PushService | null; city: City; channels: () => Channels };

/** Push messages: to every browser on which a person has asked for them and is still signed in. */
export const pushChannel = ({ service, city, channels }: Parts): PushChannel => ({
  name: "push",
  key: service?.key ?? null,
  /** An address is the person: what goes there goes to all their devices. */
  async addresses(db, readers) {
    const ids = readers.filter(({ kind }) => kind === "person").map(({ id }) => id);
    if (!service || ids.length === 0) return new Map();
    const rows = await db
      .selectDistinct({ id: pushDevice.personId })
      .from(pushDevice)
      .innerJoin(session, eq(session.publicId, pushDevice.sessionId))
      .where(and(inArray(pushDevice.personId, ids), takes(service.key)));
    return new Map(rows.map(({ id }) => [id, id]));
  },
  async order(tx, { id: personId }, message, now) {
    const devices = service ? await devicesOf(tx, personId, service.key) : [];
    // Where the last has gone meanwhile, the message goes the next way.
    await orderPush(tx, now, {
      personId,
      city,
      message,
      devices: devices.length > 0 ? devices : [null],
    });
  },
  jobs: service
    ? {
        push: (job: PushJob, ctx: JobCtx) => sendPush(ctx, { service, channels }, job),
        unseen: (job: { notification: string }, ctx: JobCtx) =>
          lookWhetherShown(ctx, channels(), job),
      }
    : {},
});

/** Whether a device takes what is signed with a key: it was subscribed with it, and its person is signed in there. */
const takes = (key: string) => and(eq(pushDevice.vapidKey, key), sql`${session.expiresAt} > now()`);

async function devicesOf(tx: Tx, personId: string, key: string): Promise<string[]> {
  const rows = await tx
    .select({ id: pushDevice.id })
    .from(pushDevice)
    .innerJoin(session, eq(session.publicId, pushDevice.sessionId))
    .where(and(eq(pushDevice.personId, personId), takes(key)))
    .orderBy(asc(pushDevice.id))
    .for("key share", { of: pushDevice });
  return rows.map(({ id }) => id);
}

type PushOrder = {
  personId: string;
  city: City;
  message: Parameters<Channel["order"]>[2];
  devices: readonly (string | null)[];
};

/** Orders a message to each of these devices within the caller's transaction; the queue knows its id alone. */
export async function orderPush(
  tx: Tx,
  now: Date,
  { personId, city, message, devices }: PushOrder,
) {
  const { notificationId, urgency } = message;
  const { words, until } = composePush(message, city, now);
  const ordered = await tx
    .insert(pushMessage)
    .values(
      devices.map((deviceId) => ({
        ...words,
        notificationId,
        personId,
        deviceId,
        urgency,
        ttl: ttlOf(urgency, until, now),
        createdAt: now,
      })),
    )
    .returning({ id: pushMessage.id });
  for (const { id } of ordered)
    await schedule(tx, { name: "push", payload: { push: id }, key: `push ${id}` });
}
