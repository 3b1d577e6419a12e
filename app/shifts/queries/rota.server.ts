import { and, asc, eq, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { literals } from "../../../drizzle/schema/columns";
import { district } from "../../../drizzle/schema/districts";
import { shift, shiftRole, shiftSeries, signUp } from "../../../drizzle/schema/shifts";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import type { Member, Window } from "../../platform/types";
import { mayKeepShift } from "../policy";
import { minutesLate } from "../rules/sign-up";
import { LONGEST_SHIFT } from "../rules/timing";
import { PROMISED } from "../states";
import { GAP_REASONS } from "../types";
import { roleColumns, shiftColumns } from "./open-shifts.server";
import { isShiftId, notesFor } from "./own-shift.server";

export const GAPS = literals(GAP_REASONS);

/** Every role of the shifts that begin in a week, of the coordinator's districts. */
export async function readWeek(ctx: Ctx<Member>, { from, to }: Window, code: string | null) {
  const earliest = new Date(from.getTime() - LONGEST_SHIFT);
  return ctx.db
    .select({
      shift: shiftColumns,
      role: roleColumns,
      coming: sql<number>`(select coalesce(sum(s.party), 0)::int from sign_up s
        where s.role_id = shift_role.id and s.state in ${literals(PROMISED)})`,
    })
    .from(shift)
    .innerJoin(shiftRole, eq(shiftRole.shiftId, shift.id))
    .leftJoin(district, eq(district.id, shift.districtId))
    .where(
      and(
        inScope(ctx.actor, shift.districtId),
        sql`${shift.state} <> 'cancelled'`,
        // Also what began before and still runs: whoever opens the week on Monday at two sees tonight.
        sql`lower(${shift.during}) >= ${earliest.toISOString()}::timestamptz`,
        sql`lower(${shift.during}) < ${to.toISOString()}::timestamptz`,
        sql`upper(${shift.during}) > ${from.toISOString()}::timestamptz`,
        code ? eq(district.code, code) : undefined,
      ),
    )
    .orderBy(asc(shift.place), asc(shiftRole.position), sql`lower(${shift.during})`)
    .limit(2000);
}

/** One shift with who comes, waits and has come; null outside the coordinator's districts. */
export async function openShift(ctx: Ctx<Member>, id: string | undefined) {
  if (!isShiftId(id)) return null;
  const [found] = await ctx.db
    .select({
      ...shiftColumns,
      code: shift.code,
      rule: shiftSeries.rule,
      exceptDays: shiftSeries.exceptDays,
      starts: shiftSeries.starts,
      lasts: shiftSeries.lasts,
      occurrence: shift.occurrence,
      districtCode: district.code,
    })
    .from(shift)
    .leftJoin(district, eq(district.id, shift.districtId))
    .leftJoin(shiftSeries, eq(shiftSeries.id, shift.seriesId))
    .where(eq(shift.id, id));
  if (!found || !mayKeepShift(ctx.actor, found)) return null;
  const [roles, people, notes] = await Promise.all([
    ctx.db
      .select(roleColumns)
      .from(shiftRole)
      .where(eq(shiftRole.shiftId, id))
      .orderBy(asc(shiftRole.position)),
    ctx.db
      .select({
        id: signUp.id,
        roleId: signUp.roleId,
        state: signUp.state,
        name: person.name,
        personId: signUp.personId,
        answerBy: signUp.answerBy,
        party: signUp.party,
        partyName: signUp.partyName,
        note: signUp.note,
        reason: signUp.reason,
        checkedInAt: signUp.checkedInAt,
        checkedOutAt: signUp.checkedOutAt,
        correction: signUp.correction,
        version: signUp.version,
        stateAt: signUp.stateAt,
      })
      .from(signUp)
      .innerJoin(person, eq(person.id, signUp.personId))
      .where(
        and(
          eq(signUp.shiftId, id),
          sql`(${signUp.state} <> 'withdrawn' or ${signUp.reason} in ${GAPS})`,
        ),
      )
      .orderBy(asc(signUp.queued)),
    notesFor(ctx.db, id),
  ]);
  const { window } = found;
  return {
    shift: found,
    roles,
    notes,
    people: people.map((one) => ({ ...one, late: minutesLate(one.checkedInAt, window) })),
  };
}
export type OpenedShift = NonNullable<Awaited<ReturnType<typeof openShift>>>;
