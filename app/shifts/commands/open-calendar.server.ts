import { eq, sql } from "drizzle-orm";
import { calendarFeed, shift } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Db } from "../../platform/database.server";
import { secretHash } from "../../platform/secret.server";
import { done, type Member, refuse } from "../../platform/types";
import { idForm, nothingForm } from "../form";
import { isMember, keepsShifts, mayKeepShift } from "../policy";
import { linkAlone } from "./link.server";

const LINK = "calendar link";
const feedHash = (token: string) => secretHash("calendar", token);

/** A new private link to one's own calendar; the one before stops working. Gives its secret. */
export const openOwnCalendar = command({
  name: "calendar.open-own",
  input: nothingForm,
  may: isMember,
  outcome: linkAlone(LINK),
  run: async (tx, ctx: Inside<Member>) => {
    const { personId } = ctx.actor;
    const token = ctx.change.secret(LINK);
    const made = { tokenHash: feedHash(token), createdAt: ctx.now };
    await tx
      .insert(calendarFeed)
      .values({ ...made, personId, createdBy: personId })
      .onConflictDoUpdate({ target: calendarFeed.personId, set: made });
    await record(tx, ctx, { type: "person.calendar_opened", thingId: personId });
    return done(token);
  },
});

/** The same for the place of a shift: its shifts and how full they are, nobody's name. Refuses: `shift.unknown`. */
export const openPlaceCalendar = command({
  name: "calendar.open-place",
  input: idForm,
  may: keepsShifts,
  outcome: linkAlone(LINK),
  run: async (tx, ctx: Inside<Member>, { id }) => {
    const [found] = await tx.select().from(shift).where(eq(shift.id, id));
    if (!found || !mayKeepShift(ctx.actor, found)) return refuse("shift.unknown");
    const { place, districtId } = found;
    await tx
      .delete(calendarFeed)
      .where(
        sql`${calendarFeed.place} = ${place} and ${calendarFeed.districtId} is not distinct from ${districtId}::uuid`,
      );
    const token = ctx.change.secret(LINK);
    const made = { tokenHash: feedHash(token), createdAt: ctx.now, createdBy: ctx.actor.personId };
    await tx.insert(calendarFeed).values({ ...made, place, districtId });
    await record(tx, ctx, { type: "shift.calendar_opened", thingId: id, districtId });
    return done(token);
  },
});

/** Whose calendar a link opens; null for none. */
export async function findCalendar(db: Db, token: string) {
  const [found] = await db
    .select()
    .from(calendarFeed)
    .where(eq(calendarFeed.tokenHash, feedHash(token)));
  return found ?? null;
}
