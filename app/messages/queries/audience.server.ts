import { inArray, type SQL, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { literals } from "../../../drizzle/schema/columns";
import { city } from "../../../drizzle/schema/districts";
import type { broadcast } from "../../../drizzle/schema/messages";
import { request } from "../../../drizzle/schema/requests";
import { offer } from "../../../drizzle/schema/resources";
import { tasksOfIncident } from "../../dispatch/queries/incident-tasks.server";
import { TEAM_STATES } from "../../dispatch/states";
import type { Db, Tx } from "../../platform/database.server";
import type { Locale } from "../../platform/types";
import { OPEN_STATES } from "../../requests/states";
import { ENDED_OFFERS, KEPT_RESERVATIONS } from "../../resources/states";
import { PROMISED } from "../../shifts/states";
import type { Channels } from "../channels/all.server";
import type { City } from "../commands/send-email.server";
import { wayOf, wordsFor } from "../rules/broadcast";
import { composeSms } from "../rules/compose-sms";
import { segmentsOf } from "../rules/segments";
import type { ChannelName, Reader } from "../types";
import { WAYS } from "../types";
import { settingsOf } from "./message-settings.server";

export type Audience = Pick<
  typeof broadcast.$inferSelect,
  "groups" | "districts" | "skill" | "incidentId"
>;
type Who = Pick<Reader, "kind" | "id">;

const inDistricts = (column: SQL, districts: readonly string[]) =>
  districts.length === 0
    ? sql`true`
    : sql`${column} in (${sql.join(
        districts.map((id) => sql`${id}::uuid`),
        sql`, `,
      )})`;

/**
 * Everybody of an audience, each once: `(kind, id)`. A resident with several open requests is one, as is an owner with several
 * things, known by where they are reached. Of an incident, the districts are those where it has to do with them, not their homes.
 */
export function audienceOf({ groups, districts, skill, incidentId }: Audience): SQL {
  const parts: SQL[] = [];
  const isReached = sql`coalesce(p.standing, '') <> 'suspended'
    and coalesce(p.email_proven_at, p.phone_proven_at) is not null`;
  if (groups.includes("members") || groups.includes("volunteers")) {
    const people = groups.includes("members")
      ? sql`true`
      : sql`p.standing in ('unverified', 'verified')`;
    const where = incidentId
      ? sql`p.id in (${helpersIn(incidentId, districts)})`
      : inDistricts(sql`v.home_district_id`, districts);
    parts.push(sql`select 'person' as kind, p.id from person p
      left join volunteer_profile v on v.person_id = p.id
      where ${people} and ${isReached} and ${skill ? sql`${skill} = any(v.skills)` : sql`true`} and ${where}`);
  }
  // A skill is asked of who helps.
  if (groups.includes("residents") && !skill)
    parts.push(sql`(select distinct on (coalesce(nullif(lower(s.email), ''), s.phone)) 'request' as kind, r.id
      from request r join request_private s on s.request_id = r.id
      where r.state in ${literals(OPEN_STATES)} and not r.exercise and (s.email <> '' or s.phone like '+%')
        and ${inDistricts(sql`r.district_id`, districts)} and ${incidentId ? sql`r.incident_id = ${incidentId}::uuid` : sql`true`}
      order by coalesce(nullif(lower(s.email), ''), s.phone), r.created_at desc)`);
  if (groups.includes("owners") && !skill) {
    const where = incidentId
      ? sql`o.id in (${usedIn(incidentId, districts)})`
      : sql`o.state not in ${literals(ENDED_OFFERS)} and ${inDistricts(sql`o.district_id`, districts)}`;
    parts.push(
      sql`select 'person' as kind, p.id from person p
        where ${isReached} and p.id in (select o.owner_id from offer o where ${where})`,
      sql`(select distinct on (coalesce(nullif(lower(s.email), ''), s.phone)) 'offer' as kind, o.id
        from offer o join offer_private s on s.offer_id = o.id
        where o.owner_id is null and (s.email <> '' or s.phone like '+%') and ${where}
        order by coalesce(nullif(lower(s.email), ''), s.phone), o.created_at desc)`,
    );
  }
  if (parts.length === 0) return sql`select 'person' as kind, id from person where false`;
  return sql.join(parts, sql` union `);
}

/** Whoever has said yes to a task or a shift of an incident there, and has not gone back on it. */
const helpersIn = (incidentId: string, districts: readonly string[]) => sql`
  select a.person_id from assignment a join task t on t.id = a.task_id
  where t.id in (${tasksOfIncident(incidentId)}) and a.state in ${literals(TEAM_STATES)}
    and ${inDistricts(sql`t.district_id`, districts)}
  union select u.person_id from sign_up u join shift h on h.id = u.shift_id
  where h.incident_id = ${incidentId}::uuid and u.state in ${literals(PROMISED)}
    and ${inDistricts(sql`h.district_id`, districts)}`;

/** What was reserved for the tasks of an incident there, or used. */
const usedIn = (incidentId: string, districts: readonly string[]) => sql`
  select r.offer_id from reservation r join task t on t.id = r.task_id
  where t.id in (${tasksOfIncident(incidentId)}) and r.state in ${literals(KEPT_RESERVATIONS)}
    and ${inDistricts(sql`t.district_id`, districts)}`;

/** In which language each of them reads. */
export async function localesOf(
  db: Db | Tx,
  readers: readonly Who[],
): Promise<Map<string, Locale>> {
  const idsOf = (kind: Who["kind"]) =>
    readers.filter((reader) => reader.kind === kind).map(({ id }) => id);
  const [people, residents, owners] = await Promise.all([
    db
      .select({ id: person.id, locale: person.locale })
      .from(person)
      .where(inArray(person.id, idsOf("person"))),
    db
      .select({ id: request.id, locale: request.locale })
      .from(request)
      .where(inArray(request.id, idsOf("request"))),
    db
      .select({
        id: offer.id,
        locale: sql<Locale>`coalesce(${offer.locale}, (select locales[1] from ${city}))`,
      })
      .from(offer)
      .where(inArray(offer.id, idsOf("offer"))),
  ]);
  return new Map([...people, ...residents, ...owners].map(({ id, locale }) => [id, locale]));
}

const PAGE = 1_000;

export type Reach = {
  people: number;
  /** By channel, how many; `none` are reached by nothing that they want. */
  by: Partial<Record<ChannelName | "none", number>>;
  /** Text messages that are paid for. */
  segments: number;
};

/** Whom a broadcast would reach by what, and what that costs, as things stand. */
export async function reachOf(
  db: Db | Tx,
  channels: Channels,
  which: Audience & Pick<typeof broadcast.$inferSelect, "pressure" | "words" | "fallback">,
  city: City,
  now: Date,
): Promise<Reach> {
  const all = await db.execute<{ kind: Who["kind"]; id: string }>(audienceOf(which));
  const reach: Reach = { people: all.length, by: {}, segments: 0 };
  const costs = new Map<Locale, number>();
  const costIn = (locale: Locale) => {
    const words = wordsFor(which, locale);
    const cost =
      costs.get(locale) ??
      segmentsOf(composeSms({ locale, template: "broadcast", params: {}, words }, city, now))
        .segments;
    costs.set(locale, cost);
    return cost;
  };
  const kind = which.pressure === "danger" ? null : "broadcasts";
  for (let from = 0; from < all.length; from += PAGE) {
    const some = all.slice(from, from + PAGE);
    const ways: readonly ChannelName[] = WAYS[wayOf(which.pressure)];
    const [chosen, locales, ...addresses] = await Promise.all([
      settingsOf(db, some),
      localesOf(db, some),
      ...ways.map((name) => channels[name].addresses(db, some)),
    ]);
    for (const { id } of some) {
      const name =
        ways.find((way, index) => addresses[index]!.has(id) && chosen(id).wants(kind, way)) ??
        "none";
      reach.by[name] = (reach.by[name] ?? 0) + 1;
      if (name === "sms") reach.segments += costIn(locales.get(id)!);
    }
  }
  return reach;
}
