import { and, asc, eq, gte, inArray, sql } from "drizzle-orm";
import { commitment, person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { district } from "../../../drizzle/schema/districts";
import { shift, shiftRole, shiftSeries, signUp } from "../../../drizzle/schema/shifts";
import { inScope } from "../../accounts/queries/scope.server";
import { coversWindow } from "../../accounts/rules/availability";
import type { Ctx } from "../../platform/context.server";
import type { Member, Window } from "../../platform/types";
import { windowOf } from "../../platform/window.server";
import { weekMoment } from "../../platform/zone";
import { mayKeepShift } from "../policy";
import { isSoft, mayCheckIn, minutesLate, whyNotTake } from "../rules/sign-up";
import type { WhyNot } from "../types";
import { roleColumns, shiftColumns, type Zoned } from "./open-shifts.server";
import { isShiftId, notesFor } from "./own-shift.server";

/** Every role of the shifts that begin in a week, of the coordinator's districts. */
export async function readWeek(ctx: Ctx<Member>, { from, to }: Window, code: string | null) {
  const rows = await ctx.db
    .select({
      ...{ shift: shiftColumns, role: roleColumns },
      coming: sql<number>`(select coalesce(sum(s.party), 0)::int from sign_up s
        where s.role_id = shift_role.id and s.state in ('signed_up', 'checked_in', 'checked_out'))`,
    })
    .from(shift)
    .innerJoin(shiftRole, eq(shiftRole.shiftId, shift.id))
    .leftJoin(district, eq(district.id, shift.districtId))
    .where(
      and(
        inScope(ctx.actor, shift.districtId),
        inArray(shift.state, ["draft", "published", "running", "completed"]),
        gte(sql`lower(${shift.during})`, sql`${from.toISOString()}::timestamptz`),
        sql`lower(${shift.during}) < ${to.toISOString()}::timestamptz`,
        code ? eq(district.code, code) : undefined,
      ),
    )
    .orderBy(asc(shift.place), asc(shiftRole.position), sql`lower(${shift.during})`)
    .limit(2000);
  return rows.map(({ shift: { during, ...facts }, ...row }) => ({
    ...row,
    shift: { ...facts, window: windowOf(during) },
  }));
}
export type RotaLine = Awaited<ReturnType<typeof readWeek>>[number];

/** One shift with who comes, waits and has come; null outside the coordinator's districts. */
export async function openShift(ctx: Ctx<Member>, id: string | undefined) {
  if (!isShiftId(id)) return null;
  const [found] = await ctx.db
    .select({
      ...{ ...shiftColumns, code: shift.code, rule: shiftSeries.rule },
      ...{ exceptDays: shiftSeries.exceptDays, districtCode: district.code },
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
        ...{ id: signUp.id, roleId: signUp.roleId, state: signUp.state, name: person.name },
        ...{ phone: person.phone, answerBy: signUp.answerBy, party: signUp.party },
        ...{ partyName: signUp.partyName, note: signUp.note, reason: signUp.reason },
        ...{ checkedInAt: signUp.checkedInAt, checkedOutAt: signUp.checkedOutAt },
        ...{ correction: signUp.correction, version: signUp.version, stateAt: signUp.stateAt },
      })
      .from(signUp)
      .innerJoin(person, eq(person.id, signUp.personId))
      .where(
        and(
          eq(signUp.shiftId, id),
          sql`(${signUp.state} <> 'withdrawn' or ${signUp.reason} in ('left_late', 'left_last'))`,
        ),
      )
      .orderBy(asc(signUp.queued)),
    notesFor(ctx.db, id),
  ]);
  const { during, ...facts } = found;
  const window = windowOf(during);
  return {
    ...{ shift: { ...facts, window }, roles, notes },
    people: people.map((one) => ({ ...one, late: minutesLate(one.checkedInAt, window) })),
  };
}
export type OpenedShift = NonNullable<Awaited<ReturnType<typeof openShift>>>;

const LOOKED_AT = 400;
const SHOWN = 12;

/**
 * Who could fill a gap in a role: able, free, rested, near and not overworked, the best first, each with what speaks
 * against them. Whoever could not come at all is left out.
 */
export async function suggestFor(ctx: Zoned, { shift: its, roles }: OpenedShift, roleId: string) {
  const role = roles.find(({ id }) => id === roleId);
  if (!role) return [];
  const during = `[${its.window.from.toISOString()},${its.window.to.toISOString()})`;
  const rows = await ctx.db
    .select({
      ...{ id: person.id, name: person.name, phone: person.phone, standing: person.standing },
      ...{ skills: volunteerProfile.skills, availability: volunteerProfile.availability },
      near: sql<boolean>`coalesce(${volunteerProfile.homeDistrictId} = ${its.districtId}::uuid, false)`,
      promised: sql<string[]>`array(select c.during::text from ${commitment} c
        where c.person_id = ${person.id} and c.during && tstzrange(
          lower(${during}::tstzrange) - interval '7 days', upper(${during}::tstzrange) + interval '7 days'))`,
    })
    .from(volunteerProfile)
    .innerJoin(person, eq(person.id, volunteerProfile.personId))
    .where(
      and(
        eq(person.standing, "verified"),
        sql`not exists (select from ${commitment} c
          where c.person_id = ${person.id} and c.during && ${during}::tstzrange)`,
        sql`not exists (select from sign_up s where s.person_id = ${person.id} and s.shift_id = ${its.id}
          and (s.state not in ('withdrawn', 'no_show') or s.reason in ('declined', 'left_late', 'left_last')))`,
      ),
    )
    .orderBy(
      sql`${volunteerProfile.homeDistrictId} is not distinct from ${its.districtId}::uuid desc`,
      sql`${volunteerProfile.skills} @> ${sql.param([...role.skills])}::text[] desc`,
      asc(person.id),
    )
    .limit(LOOKED_AT);
  const { now, zone } = ctx;
  const hours = (windows: Window[]) =>
    windows.reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()) / 3_600_000, 0);
  return rows
    .map(({ promised, availability, ...row }) => {
      const windows = promised.map(windowOf);
      const reasons: WhyNot[] = whyNotTake({
        ...{ now, standing: row.standing, skills: row.skills, already: false, party: 1, role },
        ...{ promised: windows, shift: { state: its.state, window: its.window, opensAt: null } },
      });
      if (!coversWindow(availability, its.window, (at) => weekMoment(at, zone)))
        reasons.push("unavailable");
      // Whoever comes while it runs is a walk-in: neither too late nor to be sent home to rest.
      const door = mayCheckIn(now, its.window) ? ["begun", "rest", "unavailable"] : [];
      const left = reasons.filter((one) => !door.includes(one));
      return { ...row, reasons: left, week: Math.round(hours(windows)) };
    })
    .filter(({ reasons }) => reasons.every(isSoft))
    .sort(
      (a, b) =>
        a.reasons.length - b.reasons.length || Number(b.near) - Number(a.near) || a.week - b.week,
    )
    .slice(0, SHOWN);
}
export type Suggestion = Awaited<ReturnType<typeof suggestFor>>[number];
