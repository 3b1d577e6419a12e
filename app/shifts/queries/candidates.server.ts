import { and, asc, eq, or, type SQL, sql } from "drizzle-orm";
import { commitment, person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { literals } from "../../../drizzle/schema/columns";
import { signUp } from "../../../drizzle/schema/shifts";
import { mayLookAfter } from "../../accounts/policy";
import { hasNumber, isNamed } from "../../accounts/queries/named.server";
import { inScope } from "../../accounts/queries/scope.server";
import { coversWindow } from "../../accounts/rules/availability";
import type { Window } from "../../platform/types";
import { rangeOf, windowOf } from "../../platform/window.server";
import { weekMoment } from "../../platform/zone";
import { atTheDoor, isSoft, mayCheckIn, whyNotTake } from "../rules/sign-up";
import { GONE, LIVE_SIGN_UPS } from "../states";
import type { WhyNot } from "../types";
import type { Zoned } from "./open-shifts.server";
import { GAPS, type OpenedShift } from "./rota.server";

const LOOKED_AT = 400;
const SHOWN = 12;
/** Fewer letters would list everybody. */
const LEAST = 3;
type Role = OpenedShift["roles"][number];

/**
 * Who could fill a gap in a role: able, free, rested, near and not overworked, the best first, each with what speaks
 * against them. Whoever could not come at all is left out. People of the district come first; only where these are too
 * few, able ones from elsewhere.
 */
export async function suggestFor(ctx: Zoned, opened: OpenedShift, role: Role) {
  const { id, districtId, window } = opened.shift;
  const during = rangeOf(window);
  const could = sql`not exists (select from ${commitment} c
      where c.person_id = ${person.id} and c.during && ${during}::tstzrange)
    and not exists (select from sign_up s where s.person_id = ${person.id} and s.shift_id = ${id}
      and (s.state not in ${literals(GONE)} or s.reason = 'declined' or s.reason in ${GAPS}))`;
  const able = sql`${volunteerProfile.skills} @> ${sql.param([...role.skills])}::text[]`;
  const home = volunteerProfile.homeDistrictId;
  const best = (rows: Awaited<ReturnType<typeof peopleWho>>) =>
    rows
      .map((row) => weighed(ctx, opened, role, row))
      .filter(({ reasons }) => reasons.every(isSoft));
  const near = districtId
    ? best(await peopleWho(ctx, during, [could, eq(home, districtId)], sql`${able} desc`))
    : [];
  const elsewhere = districtId ? sql`${home} is distinct from ${districtId}::uuid` : undefined;
  const far =
    near.length < SHOWN ? best(await peopleWho(ctx, during, [could, able, elsewhere])) : [];
  return [
    ...near.map((one) => ({ ...one, near: true })),
    ...far.map((one) => ({ ...one, near: false })),
  ]
    .sort(
      (a, b) =>
        a.reasons.length - b.reasons.length || Number(b.near) - Number(a.near) || a.week - b.week,
    )
    .slice(0, SHOWN);
}

/**
 * Volunteers by a part of their name, and those of one's own districts by their telephone number too; each with all that
 * speaks against them, hard or soft. Nobody's number is in it: it is on the sheet of whoever one looks after.
 */
export async function findFor(ctx: Zoned, opened: OpenedShift, role: Role, wanted: string) {
  if (wanted.trim().length < LEAST) return [];
  const named = or(
    isNamed(wanted),
    // A number tells whose it is only of people whom the coordinator looks after.
    and(
      hasNumber(wanted, ctx.city.callingCode),
      inScope(ctx.actor, volunteerProfile.homeDistrictId),
    ),
  );
  const rows = await peopleWho(ctx, rangeOf(opened.shift.window), [named]);
  const { districtId } = opened.shift;
  return rows.slice(0, SHOWN).map((row) => ({
    ...weighed(ctx, opened, role, row),
    near: districtId !== null && row.home === districtId,
  }));
}

function peopleWho(
  ctx: Zoned,
  during: string,
  which: (SQL | undefined)[],
  first: SQL = asc(person.id),
) {
  return ctx.db
    .select({
      id: person.id,
      name: person.name,
      standing: person.standing,
      skills: volunteerProfile.skills,
      availability: volunteerProfile.availability,
      freeDuring: volunteerProfile.freeDuring,
      home: volunteerProfile.homeDistrictId,
      promised: sql<string[]>`array(select c.during::text from ${commitment} c
        where c.person_id = ${person.id} and c.during && tstzrange(
          lower(${during}::tstzrange) - interval '7 days', upper(${during}::tstzrange) + interval '7 days'))`,
      on: sql<string[]>`array(select s.shift_id::text from ${signUp} s
        where s.person_id = ${person.id} and s.state in ${literals(LIVE_SIGN_UPS)})`,
    })
    .from(volunteerProfile)
    .innerJoin(person, eq(person.id, volunteerProfile.personId))
    .where(and(eq(person.standing, "verified"), ...which))
    .orderBy(first)
    .limit(LOOKED_AT);
}
type Row = Awaited<ReturnType<typeof peopleWho>>[number];

const hoursOf = (windows: Window[]) =>
  windows.reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()) / 3_600_000, 0);

function weighed(
  { now, zone, actor }: Zoned,
  { shift: opened }: OpenedShift,
  role: Role,
  row: Row,
) {
  const { id, name, standing, skills } = row;
  const promised = row.promised.map(windowOf);
  const reasons: WhyNot[] = whyNotTake({
    now,
    standing,
    skills,
    already: row.on.includes(opened.id),
    party: 1,
    role,
    promised,
    shift: { state: opened.state, window: opened.window, opensAt: null },
  });
  if (!coversWindow(row, opened.window, (at) => weekMoment(at, zone))) reasons.push("unavailable");
  const already = reasons.includes("already");
  const speakAgainst = mayCheckIn(now, opened.window) ? atTheDoor(reasons) : reasons;
  return {
    id,
    name,
    week: Math.round(hoursOf(promised)),
    /** One of theirs: the sheet with the number opens to them. */
    own: mayLookAfter(actor, { homeDistrictId: row.home }),
    reasons: already ? (["already"] satisfies WhyNot[]) : speakAgainst,
  };
}
