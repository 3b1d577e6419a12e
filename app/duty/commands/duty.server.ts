import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { district } from "../../../drizzle/schema/districts";
import { duty } from "../../../drizzle/schema/duty";
import { isOpen, request } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, refuse } from "../../platform/types";
import { mayCoordinate } from "../../requests/policy";
import { dutyForm } from "../form";
import { mayKeepDuty } from "../policy";

/**
 * From now on somebody is on duty for these districts and for no other. Refuses: `district.unknown` for one that is not theirs,
 * `duty.nobody_left` (with how many requests are open) where a district would have nobody, unless that is what was meant.
 */
export const setDuty = command({
  name: "duty.set",
  input: dutyForm,
  may: mayKeepDuty,
  run: async (tx, ctx: Inside<Member>, { district: codes, sure }) => {
    const wanted = await idsOf(tx, ctx.actor, codes);
    if (!wanted) return refuse("district.unknown");
    const own = await dutyOf(tx, ctx.actor.personId);
    const leaving = own.filter(({ districtId }) => !wanted.includes(districtId));
    const open = sure ? 0 : await openWithNobody(tx, ctx.actor.personId, leaving);
    if (open > 0) return refuse("duty.nobody_left", { count: open });
    const kept = own.map(({ districtId }) => districtId);
    await endDuty(tx, ctx, leaving);
    await beginDuty(
      tx,
      ctx,
      wanted.filter((one) => !kept.includes(one)),
    );
    return done(null);
  },
});

type Standing = { id: string; personId: string; districtId: string; since: Date };

/** What somebody is on duty for, locked; one after the other, so that two who change it at once wait. */
export const dutyOf = (tx: Tx, personId: string): Promise<Standing[]> =>
  tx
    .select({
      id: duty.id,
      personId: duty.personId,
      districtId: duty.districtId,
      since: duty.since,
    })
    .from(duty)
    .where(and(eq(duty.personId, personId), isNull(duty.until)))
    .orderBy(duty.districtId)
    .for("update");

export async function endDuty(tx: Tx, ctx: Inside<Member>, ending: readonly Standing[]) {
  if (ending.length === 0) return;
  const ids = ending.map(({ id }) => id);
  await tx
    .update(duty) // The clock of another process, which began it, may be ahead.
    .set({ until: sql`greatest(${duty.since}, ${ctx.now.toISOString()}::timestamptz)` })
    .where(inArray(duty.id, ids));
  for (const { id, districtId, personId } of ending)
    await record(tx, ctx, {
      type: "duty.ended",
      thingId: id,
      districtId,
      data: { person: personId },
    });
}

/** For those who are not on duty there already: pressed twice, it is one. */
export async function beginDuty(tx: Tx, ctx: Inside<Member>, districtIds: readonly string[]) {
  const { personId } = ctx.actor;
  if (districtIds.length === 0) return;
  const begun = await tx
    .insert(duty)
    .values(districtIds.map((districtId) => ({ personId, districtId, since: ctx.now })))
    .onConflictDoNothing()
    .returning({ id: duty.id, districtId: duty.districtId });
  for (const { id, districtId } of begun)
    await record(tx, ctx, {
      type: "duty.begun",
      thingId: id,
      districtId,
      data: { person: personId },
    });
}

/** The districts of these codes, if all of them are the coordinator's; else null. */
async function idsOf(tx: Tx, actor: Member, codes: readonly string[]): Promise<string[] | null> {
  if (codes.length === 0) return [];
  const rows = await tx
    .select({ id: district.id })
    .from(district)
    .where(and(inArray(district.code, [...codes]), isNull(district.retiredAt)));
  const own = rows.filter(({ id }) => mayCoordinate(actor, { districtId: id }));
  return own.length === new Set(codes).size ? own.map(({ id }) => id) : null;
}

/** How many open requests stand in the districts that nobody else is on duty for. */
async function openWithNobody(tx: Tx, personId: string, leaving: readonly Standing[]) {
  if (leaving.length === 0) return 0;
  const others = tx
    .select({ id: duty.districtId })
    .from(duty)
    .where(and(isNull(duty.until), ne(duty.personId, personId)));
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(request)
    .where(
      and(
        isOpen,
        inArray(
          request.districtId,
          leaving.map(({ districtId }) => districtId),
        ),
        sql`${request.districtId} not in ${others}`,
      ),
    );
  return row!.count;
}
