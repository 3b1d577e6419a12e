import { and, asc, eq, sql } from "drizzle-orm";
import { shift, shiftSeries } from "../../../drizzle/schema/shifts";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { publishForm } from "../form";
import { keepsShifts } from "../policy";
import { lockShift, publish } from "./shifts.server";
import type { ShiftRow } from "./sign-ups.server";

/**
 * Volunteers see it and can sign up; of a series, all that are made by now and those that will be. Refuses:
 * `shift.unknown`, `conflict`, `shift.not_draft`, `shift.window`.
 */
export const publishShift = command({
  name: "shift.publish",
  input: publishForm,
  may: keepsShifts,
  run: async (tx, ctx: Inside<Member>, { id, version }) => {
    const locked = await lockShift(tx, ctx, id, version);
    return locked.ok ? publishDraft(tx, ctx, locked.value) : locked;
  },
});

/** The same for a shift that is locked already. Refuses: `shift.not_draft`, `shift.window`. */
export async function publishDraft(tx: Tx, ctx: Acting, locked: ShiftRow): Promise<Result<null>> {
  const { state, during, seriesId } = locked;
  if (state !== "draft") return refuse("shift.not_draft");
  if (during.from <= ctx.now) return refuse("shift.window");
  const published = await publish(tx, ctx, locked);
  if (!published.ok) return published;
  if (!seriesId) return done(null);
  await tx.update(shiftSeries).set({ published: true }).where(eq(shiftSeries.id, seriesId));
  const ahead = sql`lower(${shift.during}) > ${ctx.now.toISOString()}::timestamptz`;
  const others = await tx
    .select()
    .from(shift)
    .where(and(eq(shift.seriesId, seriesId), eq(shift.state, "draft"), ahead))
    .orderBy(asc(shift.id))
    .for("update");
  for (const other of others) {
    const too = await publish(tx, ctx, other);
    if (!too.ok) return too;
  }
  return done(null);
}
