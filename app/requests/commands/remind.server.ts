import { eq } from "drizzle-orm";
import { z } from "zod";
import { request } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { nextTimeOfDay } from "../../platform/day";
import { idField } from "../../platform/form";
import { schedule } from "../../platform/schedule.server";
import { done, type Member, refuse } from "../../platform/types";
import { reminderDueForm, reminderForm } from "../form";
import { coordinates } from "../policy";
import { isOpen, lockRequest } from "./move.server";

/**
 * A coordinator wants to come back to an open request: at that time it stands among what needs somebody at once, whoever is on
 * duty then. Set again, it moves. Refuses: `request.unknown`, `request.moved_on`.
 */
export const setReminder = command({
  name: "request.remind",
  input: reminderForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, minutes, at: time }) => {
    const locked = await lockRequest(tx, ctx, id);
    if (!locked.ok) return locked;
    const { state, districtId } = locked.value;
    if (!isOpen(state)) return refuse("request.moved_on");
    const later = new Date(ctx.now.getTime() + minutes * 60_000);
    const remindAt = time ? nextTimeOfDay(time, ctx.now, ctx.city.zone) : later;
    await tx.update(request).set({ remindAt, remindDue: false }).where(eq(request.id, id));
    const at = remindAt.toISOString();
    const payload = { request: id, at };
    await schedule(tx, { name: "remind", payload, key: `remind ${id}`, at: remindAt });
    await record(tx, ctx, { type: "request.reminder_set", thingId: id, districtId, data: { at } });
    return done(null);
  },
});

/** The time has come. Nothing to do where it was set anew, cleared, or the request has ended. */
export const remind = command({
  name: "request.reminder-due",
  input: reminderDueForm,
  run: async (tx, ctx, { request: id, at }) => {
    const [found] = await tx.select().from(request).where(eq(request.id, id)).for("update");
    if (found?.remindAt?.toISOString() !== at || found.remindDue) return done(null);
    await tx.update(request).set({ remindDue: true }).where(eq(request.id, id));
    const { districtId } = found;
    await record(tx, ctx, { type: "request.reminder_due", thingId: id, districtId });
    return done(null);
  },
});

/** A coordinator has come back to it, or need not. Refuses: `request.unknown`. */
export const clearReminder = command({
  name: "request.clear-reminder",
  input: z.object({ id: idField }),
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id }) => {
    const locked = await lockRequest(tx, ctx, id);
    if (!locked.ok) return locked;
    const { remindAt, districtId } = locked.value;
    if (!remindAt) return done(null);
    const cleared = { remindAt: null, remindDue: false };
    await tx.update(request).set(cleared).where(eq(request.id, id));
    await record(tx, ctx, { type: "request.reminder_cleared", thingId: id, districtId });
    return done(null);
  },
});
