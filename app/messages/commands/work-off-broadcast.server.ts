import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { broadcastRecipient, notification } from "../../../drizzle/schema/messages";
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
import { deliverTo } from "./deliver.server";
import { broadcastLife, lockSending, sendOn } from "./move-broadcast.server";

/** Milliseconds after which it is looked whether those before have gone. */
const LOOK_AFTER = 1_000;

/**
 * Writes to the next of a broadcast's recipients: each is taken up, noted and their message ordered in one transaction, so a
 * process that is killed leaves nobody out and nobody is written to twice. While many are still on their way it waits, so that
 * what others wait for goes between.
 */
export const workOffBroadcast = command({
  name: "broadcast.work-off",
  input: z.object({ broadcast: z.guid() }),
  run: async (tx, ctx: Inside & { channels: Channels }, { broadcast: id }) => {
    const row = await lockSending(tx, id);
    if (!row) return done(null);
    if ((await underWay(tx, id)) >= MOST_UNDER_WAY) {
      await sendOn(tx, id, new Date(ctx.now.getTime() + LOOK_AFTER));
      return done(null);
    }
    const next = await tx
      .select({ kind: broadcastRecipient.kind, id: broadcastRecipient.subjectId })
      .from(broadcastRecipient)
      .where(and(eq(broadcastRecipient.broadcastId, id), isNull(broadcastRecipient.takenAt)))
      .orderBy(broadcastRecipient.subjectId)
      .limit(AT_ONCE)
      .for("update");
    if (next.length === 0) {
      const sent = await transition(tx, ctx, broadcastLife, row, "sent");
      return sent.ok ? done(null) : sent;
    }
    await tx
      .update(broadcastRecipient)
      .set({ takenAt: ctx.now })
      .where(
        and(
          eq(broadcastRecipient.broadcastId, id),
          inArray(
            broadcastRecipient.subjectId,
            next.map((who) => who.id),
          ),
        ),
      );
    const chosen = await settingsOf(tx, next);
    const { channels } = ctx;
    for (const who of next) {
      const due = dueAt(ctx.now, {
        isPressing: row.pressure === "danger",
        gatherMs: 0,
        hours: chosen(who.id).hours,
        zone: ctx.city.zone,
      });
      if (!(await note(tx, id, who, due))) continue;
      if (due <= ctx.now) await deliverTo(tx, ctx, { channels, gatherMs: 0 }, who);
      else await schedule(tx, { name: "deliver", payload: { reader: who, gatherMs: 0 }, at: due });
    }
    await sendOn(tx, id);
    return done(null);
  },
});

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

async function note(
  tx: Tx,
  broadcastId: string,
  { kind, id }: { kind: string; id: string },
  due: Date,
) {
  const noted = await tx
    .insert(notification)
    .values({
      key: `broadcast ${broadcastId} ${id}`,
      broadcastId,
      channel: "",
      template: "broadcast",
      personId: kind === "person" ? id : null,
      requestId: kind === "request" ? id : null,
      dueAt: due,
    })
    .onConflictDoNothing()
    .returning({ id: notification.id });
  return noted.length > 0;
}
