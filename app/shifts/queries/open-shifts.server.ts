import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import { commitment, volunteerProfile } from "../../../drizzle/schema/accounts";
import { isIn, literals } from "../../../drizzle/schema/columns";
import { district } from "../../../drizzle/schema/districts";
import { shift, shiftRole, signUp } from "../../../drizzle/schema/shifts";
import { coversWindow } from "../../accounts/rules/availability";
import type { Skill, WeeklySpan } from "../../accounts/types";
import type { Ctx } from "../../platform/context.server";
import type { Member, Window } from "../../platform/types";
import { windowOf } from "../../platform/window.server";
import { weekMoment } from "../../platform/zone";
import { firstToAnswer, whyNotTake } from "../rules/sign-up";
import { GONE, HOLDING, LIVE_SIGN_UPS, OPEN_SHIFTS } from "../states";

export type Zoned = Ctx<Member> & { zone: string };
export type ShiftFilter = {
  /** Shifts that begin in it; null for all ahead. */
  within: Window | null;
  district: string | null;
  skill: Skill | null;
  /** Only what lies in the person's own availability. */
  fits: boolean;
  /** `can`: what speaks nothing hard against; `others`: the rest, each with its reason. */
  show: "can" | "others";
  after: string | null;
};

export const PAGE = 30;

export const roleColumns = {
  id: shiftRole.id,
  title: shiftRole.title,
  skills: shiftRole.skills,
  capacity: shiftRole.capacity,
  minimum: shiftRole.minimum,
  position: shiftRole.position,
  held: sql<number>`(select coalesce(sum(s.party), 0)::int from sign_up s
    where s.role_id = shift_role.id and s.state in ${literals(HOLDING)})`,
  waiting: sql<number>`(select count(*)::int from sign_up s
    where s.role_id = shift_role.id and s.state = 'waitlisted')`,
};
export const shiftColumns = {
  id: shift.id,
  number: shift.number,
  state: shift.state,
  place: shift.place,
  address: shift.address,
  window: shift.during,
  briefing: shift.briefing,
  contact: shift.contact,
  leaveHours: shift.leaveHours,
  version: shift.version,
  reason: shift.reason,
  was: shift.was,
  opensAt: shift.opensAt,
  districtId: shift.districtId,
  seriesId: shift.seriesId,
  districtNames: district.names,
};
const ownColumns = {
  id: signUp.id,
  state: signUp.state,
  answerBy: signUp.answerBy,
  party: signUp.party,
  reason: signUp.reason,
  checkedInAt: signUp.checkedInAt,
  checkedOutAt: signUp.checkedOutAt,
  position: sql<number>`(select count(*)::int from sign_up q where q.role_id = sign_up.role_id
    and q.state = 'waitlisted' and q.queued <= sign_up.queued)`,
};

/** What a volunteer has ahead, and what runs just now: to answer, taken, waited for. */
export async function listOwnShifts(ctx: Ctx<Member>) {
  const rows = await ctx.db
    .select({ shift: shiftColumns, role: roleColumns, own: ownColumns })
    .from(signUp)
    .innerJoin(shiftRole, eq(shiftRole.id, signUp.roleId))
    .innerJoin(shift, eq(shift.id, signUp.shiftId))
    .leftJoin(district, eq(district.id, shift.districtId))
    .where(
      and(
        eq(signUp.personId, ctx.actor.personId),
        isIn(signUp.state, LIVE_SIGN_UPS),
        isIn(shift.state, OPEN_SHIFTS),
      ),
    )
    .orderBy(sql`${signUp.state} <> 'offered'`, sql`lower(${shift.during})`);
  return rows.map(({ own, role, ...row }) => {
    // On the day itself a slot that is free is everybody's who waits.
    const free = role.capacity - role.held;
    const claim =
      own.state === "waitlisted" &&
      free >= own.party &&
      firstToAnswer(ctx.now, row.shift.window.from);
    return { ...row, role, own: { ...own, claim } };
  });
}

async function profileOf({ db, actor }: Ctx<Member>) {
  const [profile] = await db
    .select({
      skills: volunteerProfile.skills,
      availability: volunteerProfile.availability,
      freeDuring: volunteerProfile.freeDuring,
    })
    .from(volunteerProfile)
    .where(eq(volunteerProfile.personId, actor.personId));
  const none = { skills: [] as Skill[], availability: [] as WeeklySpan[], freeDuring: null };
  return profile ?? none;
}

/** Shifts ahead, a page at a time in the order of their start; each role with why the volunteer can't take it. */
export async function listOpenShifts(ctx: Zoned, filter: ShiftFilter) {
  const profile = await profileOf(ctx);
  const lines = [];
  let after = filter.after;
  // What lies outside somebody's own hours is left out here, so a page may need more than one look.
  for (let look = 0; look < 6; look++) {
    const rows = await pageOf(ctx, profile.skills, { ...filter, after });
    for (const row of rows.slice(0, PAGE)) {
      const line = judged(ctx, profile.skills, row);
      const fits =
        !filter.fits || coversWindow(profile, line.shift.window, (at) => weekMoment(at, ctx.zone));
      after = cursorOf(line);
      if (fits) lines.push(line);
      if (lines.length === PAGE) return { lines, next: after };
    }
    if (rows.length <= PAGE) return { lines, next: null };
  }
  return { lines, next: after };
}

type Row = Awaited<ReturnType<typeof pageOf>>[number];

function judged(ctx: Ctx<Member>, skills: readonly Skill[], { shift: opened, role, ...row }: Row) {
  const whyNot = whyNotTake({
    now: ctx.now,
    standing: ctx.actor.standing,
    skills,
    already: row.already,
    party: 1,
    role,
    promised: row.promised.map(windowOf),
    shift: opened,
  });
  return { shift: opened, role, whyNot: whyNot[0] ?? null };
}

const cursorOf = ({ shift: { window, id }, role }: ReturnType<typeof judged>) =>
  `${window.from.toISOString()}~${id}~${role.position}`;
const CURSOR = /^(\d{4}-[\dT:.-]+Z)~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})~(\d{1,3})$/;

async function pageOf(ctx: Ctx<Member>, skills: readonly Skill[], filter: ShiftFilter) {
  const { personId } = ctx.actor;
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const own = sql`exists (select from sign_up s where s.shift_id = ${shift.id}
    and s.person_id = ${personId} and s.state not in ${literals(GONE)})`;
  const clash = sql`exists (select from ${commitment} c
    where c.person_id = ${personId} and c.during && ${shift.during})`;
  const able = sql`${shiftRole.skills} <@ ${sql.param([...skills])}::text[]`;
  const can = sql`(not ${own} and not ${clash} and ${able} and coalesce(${shift.opensAt} <= ${now}, true))`;
  const { within, district: code, skill, show } = filter;
  const [, at, id, position] = CURSOR.exec(filter.after ?? "") ?? [];
  const where: (SQL | undefined)[] = [
    eq(shift.state, "published"),
    gt(sql`lower(${shift.during})`, now),
    show === "can" ? can : sql`not ${can} and not ${own}`,
    within
      ? sql`lower(${shift.during}) >= ${within.from.toISOString()}::timestamptz and lower(${shift.during}) < ${within.to.toISOString()}::timestamptz`
      : undefined,
    code ? eq(district.code, code) : undefined,
    skill ? sql`${shiftRole.skills} @> array[${skill}]::text[]` : undefined,
    at
      ? sql`(lower(${shift.during}), ${shift.id}, ${shiftRole.position}) > (${at}::timestamptz, ${id}::uuid, ${Number(position)})`
      : undefined,
    at ? sql`lower(${shift.during}) >= ${at}::timestamptz` : undefined,
  ];
  return ctx.db
    .select({
      shift: shiftColumns,
      role: roleColumns,
      already: sql<boolean>`${own}`,
      promised: sql<string[]>`array(select c.during::text from ${commitment} c
        where c.person_id = ${personId} and c.during && tstzrange(
          lower(${shift.during}) - interval '7 days', upper(${shift.during}) + interval '7 days'))`,
    })
    .from(shift)
    .innerJoin(shiftRole, eq(shiftRole.shiftId, shift.id))
    .leftJoin(district, eq(district.id, shift.districtId))
    .where(and(...where))
    .orderBy(sql`lower(${shift.during})`, asc(shift.id), asc(shiftRole.position))
    .limit(PAGE + 1);
}

/** The skills that shifts ahead ask for, and the code of the district that the volunteer calls home: what there is to choose. */
export async function readWays({ db, now, actor }: Ctx<Member>) {
  const [skills, [home]] = await Promise.all([
    db
      .selectDistinct({ skill: sql<Skill>`unnest(${shiftRole.skills})` })
      .from(shiftRole)
      .innerJoin(shift, eq(shift.id, shiftRole.shiftId))
      .where(
        and(
          eq(shift.state, "published"),
          gt(sql`lower(${shift.during})`, sql`${now.toISOString()}::timestamptz`),
        ),
      ),
    db
      .select({ code: district.code })
      .from(volunteerProfile)
      .innerJoin(district, eq(district.id, volunteerProfile.homeDistrictId))
      .where(eq(volunteerProfile.personId, actor.personId)),
  ]);
  return { skills: skills.map(({ skill }) => skill), home: home?.code ?? null };
}
