import { eq, sql } from "drizzle-orm";
import { calendarFeed, shift } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import { newSecret, secretHash } from "../../platform/secret.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { mayKeepShift } from "../policy";

export const feedHash = (token: string) => secretHash("calendar", token);

/** A new private link to one's own calendar; the one before stops working. Gives its secret. */
export async function openOwnCalendar(ctx: Ctx<Member>): Promise<string> {
  const { personId } = ctx.actor;
  const token = newSecret();
  await ctx.db.transaction(async (tx) => {
    const made = { tokenHash: feedHash(token), createdAt: ctx.now };
    await tx
      .insert(calendarFeed)
      .values({ ...made, personId, createdBy: personId })
      .onConflictDoUpdate({ target: calendarFeed.personId, set: made });
    await record(tx, ctx, {
      type: "person.calendar_opened",
      thingId: personId,
    });
  });
  return token;
}

/** The same for the place of a shift: its shifts and how full they are, nobody's name. Refuses: `shift.unknown`. */
export async function openPlaceCalendar(
  ctx: Ctx<Member>,
  shiftId: string,
): Promise<Result<string>> {
  const token = newSecret();
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx.select().from(shift).where(eq(shift.id, shiftId));
    if (!found || !mayKeepShift(ctx.actor, found)) return refuse("shift.unknown");
    const { place, districtId } = found;
    await tx
      .delete(calendarFeed)
      .where(
        sql`${calendarFeed.place} = ${place} and ${calendarFeed.districtId} is not distinct from ${districtId}::uuid`,
      );
    const made = { tokenHash: feedHash(token), createdAt: ctx.now, createdBy: ctx.actor.personId };
    await tx.insert(calendarFeed).values({ ...made, place, districtId });
    await record(tx, ctx, {
      type: "shift.calendar_opened",
      thingId: shiftId,
      districtId,
    });
    return done(token);
  });
}

/** Whose calendar a link opens; null for none. */
export async function findCalendar(db: Ctx["db"], token: string) {
  const [found] = await db
    .select()
    .from(calendarFeed)
    .where(eq(calendarFeed.tokenHash, feedHash(token)));
  return found ?? null;
}
