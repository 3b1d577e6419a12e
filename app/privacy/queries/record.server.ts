import { aliasedTable, and, desc, eq, gte, lt, or, type SQL, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { event, look } from "../../../drizzle/schema/audit";
import { district } from "../../../drizzle/schema/districts";
import { isNamed } from "../../accounts/queries/named.server";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { mayReadRecord } from "../policy";
import { instantsOf, type RecordFilter } from "../rules/filter";

export const PAGE = 50;
type Zoned = Ctx<Member> & { zone: string };

const viewer = aliasedTable(person, "viewer");

/** What people call a thing: a request's code, a number, a name; null where it has none. */
const markOf = (thing: SQL, id: SQL) => sql<string | null>`case ${thing}
  when 'request' then (select code from request where id = ${id})
  when 'task' then (select number::text from task where id = ${id})
  when 'assignment' then (select t.number::text from assignment a join task t on t.id = a.task_id where a.id = ${id})
  when 'offer' then (select number::text from offer where id = ${id})
  when 'reservation' then (select o.number::text from reservation r join offer o on o.id = r.offer_id where r.id = ${id})
  when 'shift' then (select number::text from shift where id = ${id})
  when 'sign_up' then (select s.number::text from sign_up u join shift s on s.id = u.shift_id where u.id = ${id})
  when 'person' then (select name from person where id = ${id})
  when 'invitation' then (select name from invitation where id = ${id})
  when 'category' then (select code from category where id = ${id})
  when 'kind' then (select code from resource_kind where id = ${id})
  when 'district' then (select code from district where id = ${id})
  end`;

/** Lines of the record, the newest first; `most` of them and whether there are more. Nothing for whoever may not read it. */
export async function readDeeds(ctx: Zoned, filter: RecordFilter, most = PAGE) {
  if (!mayReadRecord(ctx.actor)) return { lines: [], next: null };
  const { kind, after } = filter;
  const rows = await ctx.db
    .select({
      id: event.id,
      at: event.at,
      type: event.type,
      actor: event.actor,
      who: person.name,
      thing: event.thing,
      thingId: event.thingId,
      mark: markOf(sql`${event.thing}`, sql`${event.thingId}`),
      districtNames: district.names,
      reason: event.reason,
    })
    .from(event)
    .leftJoin(person, eq(person.id, event.actorId))
    .leftJoin(district, eq(district.id, event.districtId))
    .where(
      and(
        kind.includes(".") ? eq(event.type, kind) : kind ? eq(event.thing, kind) : undefined,
        filter.who ? sql`${event.actorId} in (${idsOf(filter.who)})` : undefined,
        filter.about ? sql`${event.thingId} in (${thingsOf(filter.about)})` : undefined,
        filter.district ? eq(district.code, filter.district) : undefined,
        ...between(event.at, filter, ctx.zone),
        after ? lt(event.id, after) : undefined,
      ),
    )
    .orderBy(desc(event.id))
    .limit(most + 1);
  return { lines: rows.slice(0, most), next: rows.length > most ? rows[most - 1]!.id : null };
}

/** Who looked at whose details, the newest first. Nothing for whoever may not read it. */
export async function readLooks(ctx: Zoned, filter: RecordFilter, most = PAGE) {
  if (!mayReadRecord(ctx.actor)) return { lines: [], next: null };
  const kind = (["resident", "owner", "volunteer"] as const).find((one) => one === filter.kind);
  const thing = sql`case ${look.kind} when 'resident' then 'request' when 'owner' then 'offer' else 'person' end`;
  const rows = await ctx.db
    .select({
      id: look.id,
      at: look.at,
      who: viewer.name,
      kind: look.kind,
      thingId: look.thingId,
      mark: markOf(thing, sql`${look.thingId}`),
      page: look.page,
      districtNames: district.names,
    })
    .from(look)
    .innerJoin(viewer, eq(viewer.id, look.viewerId))
    .leftJoin(district, eq(district.id, look.districtId))
    .where(
      and(
        kind ? eq(look.kind, kind) : undefined,
        filter.who ? sql`${look.viewerId} in (${idsOf(filter.who)})` : undefined,
        filter.about ? sql`${look.thingId} in (${thingsOf(filter.about)})` : undefined,
        filter.district ? eq(district.code, filter.district) : undefined,
        ...between(look.at, filter, ctx.zone),
        filter.after ? lt(look.id, filter.after) : undefined,
      ),
    )
    .orderBy(desc(look.id))
    .limit(most + 1);
  return { lines: rows.slice(0, most), next: rows.length > most ? rows[most - 1]!.id : null };
}

function between(at: typeof event.at | typeof look.at, filter: RecordFilter, zone: string) {
  const { begins, ends } = instantsOf(filter, zone);
  return [begins ? gte(at, begins) : undefined, ends ? lt(at, ends) : undefined];
}

/** The people whom a name or an e-mail address means. */
const idsOf = (typed: string) =>
  sql`select ${person.id} from ${person} where ${or(
    sql`lower(${person.email}) = lower(${typed})`,
    typed.includes("@") ? undefined : isNamed(typed),
  )}`;

/** The things that a code, a number or a person's name means, with what belongs to such a person or task. */
function thingsOf(typed: string): SQL {
  const digits = typed.replace(/[\s#№]/g, "");
  if (!/^\d{1,9}$/.test(digits))
    return sql`${idsOf(typed)} union select id from offer where owner_id in (${idsOf(typed)})`;
  const number = Number(digits);
  return sql`select id from request where code = ${digits.padStart(8, "0")}
    union all select id from task where number = ${number}
    union all select a.id from assignment a join task t on t.id = a.task_id where t.number = ${number}
    union all select id from offer where number = ${number}
    union all select id from shift where number = ${number}`;
}
