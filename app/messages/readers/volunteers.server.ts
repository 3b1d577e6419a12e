import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { isIn } from "../../../drizzle/schema/columns";
import { shift, shiftRole, signUp } from "../../../drizzle/schema/shifts";
import { makeI18n } from "../../i18n/context";
import type { Around } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import type { Locale, Window } from "../../platform/types";
import { roleColumns } from "../../shifts/queries/open-shifts.server";
import { AHEAD } from "../../shifts/states";
import type { FindReaders } from "./reader";

const NEXT_SHIFTS = 3;

const later = ({ now }: Around) => sql`lower(${shift.during}) > ${now.toISOString()}::timestamptz`;
const when = sql`lower(${shift.during})`;
const columns = { place: shift.place, window: shift.during };

/** The volunteer whose account a line is about, with some shifts as lines of the mail. */
const volunteerWith =
  (
    heading: "mail:nextShifts" | "mail:lostShifts",
    path: string,
    find: (tx: Tx, ctx: Around, id: string) => Promise<{ place: string; window: Window }[]>,
  ): FindReaders =>
  async (tx, ctx, { thingId }) => {
    const [found] = await tx
      .select({ id: person.id, locale: person.locale })
      .from(person)
      .where(eq(person.id, thingId));
    if (!found) return [];
    const rows = await find(tx, ctx, thingId);
    const params = {
      list: listed(heading, rows, ctx, found.locale),
      url: `${ctx.origin}${path}`,
      profile: `${ctx.origin}/profile`,
    };
    return [{ kind: "person", ...found, params }];
  };

function listed(
  heading: "mail:nextShifts" | "mail:lostShifts",
  rows: { place: string; window: Window }[],
  { city, now }: Around,
  locale: Locale,
) {
  if (rows.length === 0) return "";
  const { t, span } = makeI18n(locale, city.zone, now);
  const lines = rows.map(({ place, window: { from, to } }) => `– ${span(from, to)}: ${place}`);
  return [t(heading), "", ...lines].join("\n");
}

/** Of the shifts that they could take a slot of, the next. */
const nextShifts = (tx: Tx, ctx: Around, id: string) => {
  const free = sql`${roleColumns.held} < ${shiftRole.capacity}`;
  const able = sql`${shiftRole.skills} <@ coalesce(${volunteerProfile.skills}, '{}')`;
  const open = sql`coalesce(${shift.opensAt} <= ${ctx.now.toISOString()}::timestamptz, true)`;
  return tx
    .selectDistinctOn([when, shift.id], columns)
    .from(shift)
    .innerJoin(shiftRole, eq(shiftRole.shiftId, shift.id))
    .leftJoin(volunteerProfile, eq(volunteerProfile.personId, id))
    .where(and(eq(shift.state, "published"), later(ctx), open, free, able))
    .orderBy(when, asc(shift.id))
    .limit(NEXT_SHIFTS);
};

/** The shifts ahead on which they were: their slots may be taken back before or after this is looked up. */
const lostShifts = (tx: Tx, ctx: Around, id: string) => {
  const lost: SQL = sql`(${isIn(signUp.state, AHEAD)} or ${signUp.reason} = 'released')`;
  return tx
    .select(columns)
    .from(signUp)
    .innerJoin(shift, eq(shift.id, signUp.shiftId))
    .where(and(eq(signUp.personId, id), lost, later(ctx)))
    .orderBy(when);
};

export const volunteerVerified = volunteerWith("mail:nextShifts", "/shifts", nextShifts);
export const volunteerSuspended = volunteerWith("mail:lostShifts", "/about", lostShifts);
