import { asc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { pushDevice, pushMessage } from "../../../drizzle/schema/push";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { schedule } from "../../platform/schedule.server";
import { done, refuse } from "../../platform/types";
import type { Channels } from "../channels/all.server";
import { NO_KEY, UNSEEN_AFTER } from "../rules/push";
import { PUSH_FAILURES } from "../types";
import { goOn, markSent } from "./deliver.server";

const reportForm = z.object({ push: z.guid(), state: z.enum(["sent", "shown", ...PUSH_FAILURES]) });

/**
 * What became of a message to one device: its push service took it, the device shows it, or it failed for good. A device that
 * takes none any more is sent none, until its browser says where it takes them now. Once it has failed on all of somebody's devices, they are told by the next channel. Reports
 * come twice and out of order. Refuses: `push.unknown`.
 */
export const reportPush = command({
  name: "push.report",
  input: reportForm,
  run: async (tx, ctx: Inside & { channels: Channels }, { push: id, state }) => {
    const all = await lockMessages(tx, id);
    const row = all.find((one) => one.id === id);
    if (!row) return refuse("push.unknown");
    const { deviceId, notificationId } = row;
    const set = (values: Partial<typeof row>) =>
      tx.update(pushMessage).set(values).where(eq(pushMessage.id, id));
    if (state === "shown") {
      // Its person has signed out there since: that is no place for it.
      if (!deviceId) return refuse("push.unknown");
      if (row.shownAt) return done(null);
      await set({ shownAt: ctx.now });
      await tx.update(pushDevice).set({ lastUsedAt: ctx.now }).where(eq(pushDevice.id, deviceId));
      return done(null);
    }
    // Its job has marked it alone, and was ended before this.
    if (row.failedAt || (row.sentAt && state !== "sent")) return done(null);
    // Its words have gone with it, or go another way.
    const over = { title: "", body: "" };
    if (state === "sent") {
      await set({ ...over, sentAt: row.sentAt ?? ctx.now });
      await markSent(tx, notificationId, "push", ctx.now);
      if (row.urgency === "high") await lookLater(tx, ctx.now, notificationId);
      return done(null);
    }
    await set({ ...over, failedAt: ctx.now, failure: state });
    if (state === "gone" && deviceId)
      await tx.update(pushDevice).set({ vapidKey: NO_KEY }).where(eq(pushDevice.id, deviceId));
    if (all.every((one) => one.id === id || one.failedAt))
      await goOn(tx, ctx, ctx.channels, { notificationId, channel: "push" });
    return done(null);
  },
});

/** A message and those to the other devices of its person, in one order whoever asks. */
function lockMessages(tx: Tx, id: string) {
  const ofNotice = tx
    .select({ id: pushMessage.notificationId })
    .from(pushMessage)
    .where(eq(pushMessage.id, id));
  return tx
    .select()
    .from(pushMessage)
    .where(inArray(pushMessage.notificationId, ofNotice))
    .orderBy(asc(pushMessage.id))
    .for("update");
}

const lookLater = (tx: Tx, now: Date, notification: string) =>
  schedule(tx, {
    name: "unseen",
    payload: { notification },
    key: `unseen ${notification}`,
    at: new Date(now.getTime() + UNSEEN_AFTER),
  });
