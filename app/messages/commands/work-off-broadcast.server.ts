import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { type broadcast, broadcastRecipient, notification } from "../../../drizzle/schema/messages";
import { transition } from "../../audit/commands/transition.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { schedule } from "../../platform/schedule.server";
import { done } from "../../platform/types";
import type { Channels } from "../channels/all.server";
import { settingsOf } from "../queries/message-settings.server";
import { AT_ONCE, MOST_UNDER_WAY } from "../rules/broadcast";
import { dueAt } from "../rules/quiet";
import type { Reader } from "../types";
import { deliverToAll } from "./deliver.server";
import { broadcastLife, lockSending, readSending, sendOn } from "./move-broadcast.server";

/** Milliseconds after which it is looked whether those before have gone. */
const LOOK_AFTER = 1_000;

/**
 * Writes to the next of a broadcast's recipients: each is taken up, noted and their message ordered in one transaction, so a
 * process that is killed leaves nobody out and nobody is written to twice. While many are still on their way it waits, so that
 * what others wait for goes between. It locks the recipients, not the broadcast: whoever stops it does not wait for the batch,
 * and the next one finds it stopped.
 */
export const workOffBroadcast = command({
  name: "broadcast.work-off",
  input: z.object({ broadcast: z.guid() }),
  run: async (tx, ctx: Inside & { channels: Channels }, { broadcast: id }) => {
    const row = await readSending(tx, id);
    if (!row) return done(null);
    const later = new Date(ctx.now.getTime() + LOOK_AFTER);
    if ((await underWay(tx, id)) >= MOST_UNDER_WAY) {
      await sendOn(tx, id, later);
      return done(null);
    }
    const next = await takeUp(tx, ctx, id);
    if (next.length > 0) {
      await write(tx, ctx, row, next);
      await sendOn(tx, id);
      return done(null);
    }
    if (await hasLeft(tx, id)) {
      // Another process is at work on them: should it fail, they are still to be written to.
      await sendOn(tx, id, later);
      return done(null);
    }
    const last = await lockSending(tx, id);
    if (!last) return done(null);
    const sent = await transition(tx, ctx, broadcastLife, last, "sent");
    return sent.ok ? done(null) : sent;
  },
});

type Who = Pick<Reader, "kind" | "id">;

/** Those that come next, and that nobody else is at work on. */
async function takeUp(tx: Tx, { now }: Inside, broadcastId: string): Promise<Who[]> {
  const next = await tx
    .select({ kind: broadcastRecipient.kind, id: broadcastRecipient.subjectId })
    .from(broadcastRecipient)
    .where(isLeft(broadcastId))
    .orderBy(broadcastRecipient.subjectId)
    .limit(AT_ONCE)
    .for("update", { skipLocked: true });
  if (next.length === 0) return [];
  const ids = next.map(({ id }) => id);
  await tx
    .update(broadcastRecipient)
    .set({ takenAt: now })
    .where(
      and(
        eq(broadcastRecipient.broadcastId, broadcastId),
        inArray(broadcastRecipient.subjectId, ids),
      ),
    );
  return next;
}

const isLeft = (broadcastId: string) =>
  and(eq(broadcastRecipient.broadcastId, broadcastId), isNull(broadcastRecipient.takenAt));

async function hasLeft(tx: Tx, broadcastId: string): Promise<boolean> {
  const left = await tx
    .select({ id: broadcastRecipient.subjectId })
    .from(broadcastRecipient)
    .where(isLeft(broadcastId))
    .limit(1);
  return left.length > 0;
}

/** Notes that these have to be told, and orders what may go by now. */
async function write(
  tx: Tx,
  ctx: Inside & { channels: Channels },
  { id: broadcastId, pressure }: typeof broadcast.$inferSelect,
  readers: readonly Who[],
): Promise<void> {
  const chosenBy = await settingsOf(tx, readers);
  const noted = await tx
    .insert(notification)
    .values(
      readers.map(({ kind, id }) => ({
        key: `broadcast ${broadcastId} ${id}`,
        broadcastId,
        channel: "",
        template: "broadcast",
        personId: kind === "person" ? id : null,
        requestId: kind === "request" ? id : null,
        offerId: kind === "offer" ? id : null,
        dueAt: dueAt(ctx.now, {
          isPressing: pressure === "danger",
          gatherMs: 0,
          hours: chosenBy(id).hours,
          zone: ctx.city.zone,
        }),
      })),
    )
    .onConflictDoNothing()
    .returning({
      id: sql<string>`coalesce(${notification.personId}, ${notification.requestId}, ${notification.offerId})`,
      due: notification.dueAt,
    });
  const dueBy = new Map(noted.map(({ id, due }) => [id, due!]));
  const told = readers.filter(({ id }) => dueBy.has(id));
  const asleep = told.filter(({ id }) => dueBy.get(id)! > ctx.now);
  for (const reader of asleep)
    await schedule(tx, {
      name: "deliver",
      payload: { reader, gatherMs: 0 },
      at: dueBy.get(reader.id)!,
    });
  const awake = told.filter((who) => !asleep.includes(who));
  await deliverToAll(tx, ctx, { channels: ctx.channels, gatherMs: 0 }, awake);
}

/** How many of its messages have been ordered and not gone yet. */
async function underWay(tx: Tx, broadcastId: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(notification)
    .where(
      and(
        eq(notification.broadcastId, broadcastId),
        isNotNull(notification.batch),
        isNull(notification.sentAt),
      ),
    );
  return row?.count ?? 0;
}
