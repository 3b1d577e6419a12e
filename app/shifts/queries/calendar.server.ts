import { and, asc, eq, gte, type SQL, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { literals } from "../../../drizzle/schema/columns";
import { type calendarFeed, shift, shiftRole, signUp } from "../../../drizzle/schema/shifts";
import { nameIn, translator } from "../../i18n/translate";
import type { Ctx } from "../../platform/context.server";
import type { Locale, Member, Names } from "../../platform/types";
import type { CalendarEntry } from "../rules/calendar";
import { GONE, PROMISED } from "../states";
import { isShiftId } from "./own-shift.server";

type Feed = typeof calendarFeed.$inferSelect;
type City = { names: Names; zone: string };
type Reading = Pick<Ctx, "db" | "now" | "origin"> & { city: City; locale: Locale };

const BACK = 30 * 24 * 3_600_000;
const MOST = 500;
const recent = (now: Date) =>
  gte(
    sql`upper(${shift.during})`,
    sql`${new Date(now.getTime() - BACK).toISOString()}::timestamptz`,
  );

/** What a feed's link shows, in the language of whoever made it: of a month back and all that lies ahead. */
export async function readCalendar(ctx: Reading, feed: Feed) {
  const [maker] = await ctx.db
    .select({ locale: person.locale })
    .from(person)
    .where(eq(person.id, feed.createdBy));
  const locale = maker?.locale ?? ctx.locale;
  const entries = feed.personId
    ? await ownEntries(ctx, feed.personId, locale)
    : await placeEntries(ctx, feed, locale);
  const title = feed.place ?? translator(locale)("common:nav.shifts");
  const name = `${title} · Naaber ${nameIn(ctx.city.names, locale)}`;
  return { name, locale, zone: ctx.city.zone, now: ctx.now, entries };
}

/** An address alone leads to a street of that name in another city. */
function located(place: string, names: Names, locale: Locale) {
  const city = nameIn(names, locale);
  const known = place.toLocaleLowerCase(locale).includes(city.toLocaleLowerCase(locale));
  return known ? place : `${place}, ${city}`;
}

/** One shift that somebody has a slot in or is offered one, as a calendar of its own; null for any other. */
export async function readOwnShift(ctx: Ctx<Member> & { city: City }, id: string | undefined) {
  if (!isShiftId(id)) return null;
  const { locale, now } = ctx;
  const { zone, names } = ctx.city;
  const rows = await ownEntries(ctx, ctx.actor.personId, locale, eq(shift.id, id));
  const entry = rows.at(-1);
  const name = `Naaber ${nameIn(names, locale)}`;
  return entry ? { name, locale, zone, now, entries: [entry] } : null;
}

const described = (...lines: (string | false)[]) => lines.filter(Boolean).join("\n\n");

async function ownEntries(ctx: Reading, personId: string, locale: Locale, which?: SQL) {
  const t = translator(locale);
  const rows = await ctx.db
    .select({ own: signUp, shift, title: shiftRole.title })
    .from(signUp)
    .innerJoin(shift, eq(shift.id, signUp.shiftId))
    .innerJoin(shiftRole, eq(shiftRole.id, signUp.roleId))
    .where(and(eq(signUp.personId, personId), recent(ctx.now), which))
    .orderBy(sql`lower(${shift.during})`, asc(signUp.queued))
    .limit(MOST);
  return rows
    .filter(({ own }) => own.state !== "waitlisted")
    .map(({ own, shift, title }): CalendarEntry => {
      const gone = GONE.includes(own.state);
      return {
        uid: `sign-up-${own.id}@naaber`,
        sequence: shift.version + own.version,
        window: shift.during,
        summary: title ? `${title} · ${shift.place}` : shift.place,
        location: located(shift.address || shift.place, ctx.city.names, locale),
        description: described(
          own.state === "offered" && t("shifts:calendar.tentative"),
          shift.briefing,
          shift.contact && `${t("shifts:contact")}: ${shift.contact}`,
        ),
        url: `${ctx.origin}/shifts/${shift.id}`,
        createdAt: own.createdAt,
        changedAt: own.stateAt > shift.changedAt ? own.stateAt : shift.changedAt,
        cancelled: gone || shift.state === "cancelled",
        tentative: own.state === "offered",
        reminds: true,
      };
    });
}

async function placeEntries(ctx: Reading, { place, districtId }: Feed, locale: Locale) {
  const t = translator(locale);
  const rows = await ctx.db
    .select({
      shift,
      roles: sql<
        { title: string; held: number; capacity: number }[]
      >`(select coalesce(json_agg(json_build_object(
        'title', r.title, 'capacity', r.capacity, 'held', (select coalesce(sum(s.party), 0) from sign_up s
          where s.role_id = r.id and s.state in ${literals(PROMISED)})) order by r.position), '[]')
        from shift_role r where r.shift_id = shift.id)`,
    })
    .from(shift)
    .where(
      and(
        sql`${shift.place} = ${place} and ${shift.districtId} is not distinct from ${districtId}::uuid`,
        sql`${shift.state} <> 'draft'`,
        recent(ctx.now),
      ),
    )
    .orderBy(sql`lower(${shift.during})`)
    .limit(MOST);
  return rows.map(({ shift, roles }): CalendarEntry => {
    const lines = roles.map(
      ({ title, held, capacity }) =>
        `${title ? `${title}: ` : ""}${t("shifts:places", { held, capacity })}`,
    );
    return {
      uid: `shift-${shift.id}@naaber`,
      sequence: shift.version,
      window: shift.during,
      summary: shift.place,
      location: located(shift.address || shift.place, ctx.city.names, locale),
      url: null,
      description: described(lines.join("\n"), shift.briefing),
      createdAt: shift.createdAt,
      changedAt: shift.changedAt,
      cancelled: shift.state === "cancelled",
      tentative: false,
      reminds: false,
    };
  });
}
