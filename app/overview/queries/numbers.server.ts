import { and, asc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { category, district } from "../../../drizzle/schema/districts";
import { isOpen, isSetAside, request } from "../../../drizzle/schema/requests";
import { listOwnDistricts } from "../../accounts/queries/own-districts.server";
import { inScope } from "../../accounts/queries/scope.server";
import { findDistrict } from "../../districts/queries.server";
import type { Choice } from "../../districts/types";
import { findIncident, listIncidents } from "../../incidents/queries/incidents.server";
import type { Ctx } from "../../platform/context.server";
import type { Db } from "../../platform/database.server";
import type { Member, Names } from "../../platform/types";
import { UNCOVERED } from "../../requests/states";
import type { Asked } from "../rules/asked";
import type { Figures, Kept, Step, Waited } from "../types";

/** Why a request was closed that needed nobody from here. */
const ELSEWHERE = sql.raw("('met_by_others', 'not_needed')");
const NOBODY = sql.join(
  UNCOVERED.map((one) => sql`${one}`),
  sql`, `,
);

/** A code of `OUTCOMES`. */
const outcome = sql`case
  when ${isOpen} then 'open'
  when ${request.state} = 'fulfilled' then 'met'
  when ${request.state} = 'duplicate' then 'joined'
  when ${request.closingReason} in ${ELSEWHERE} then 'elsewhere'
  when ${request.state} = 'closed' and coalesce(${request.closingReason}, 'met') = 'met' then 'met'
  when ${request.closingReason} = 'duplicate' then 'joined'
  else 'unmet' end`;

type Row = {
  categoryId: string | null;
  districtId: string | null;
  at: string | null;
  /** Of what the row is the sum: of all, of a kind, of a district, of an hour. */
  of: number;
  asked: number;
  people: number;
  quantity: number | null;
  delivered: number | null;
  read: [number | null, number | null] | null;
  found: [number | null, number | null] | null;
  helped: [number | null, number | null] | null;
} & Record<Exclude<keyof Figures, "asked" | "people" | "waits">, number> &
  Record<`${"read" | "found" | "helped"}${"Kept" | "Judged"}`, number>;

export type Counted = {
  total: Figures;
  kinds: {
    names: Names;
    unit: string | null;
    quantity: number;
    delivered: number;
    figures: Figures;
  }[];
  /** `names` is null for requests of no district. */
  districts: { code: string | null; names: Names | null; figures: Figures }[];
  times: { at: Date; figures: Figures }[];
};

/**
 * Counts the requests that `where` chooses, exercises and what is set aside left out: in all, by kind, by district, and by the
 * hour or day in which they came in. Each stands once in every one of the four.
 */
export async function countRequests(
  db: Db,
  where: SQL | undefined,
  { now, step, zone }: { now: Date; step: Step; zone: string },
): Promise<Counted> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const rows = await db.execute<Row>(sql`
    with asked as materialized (
      select request.id, category_id, district_id, people, quantity, delivered, state, priority, created_at, triaged_at,
        needed_by, ${outcome} as outcome, date_trunc(${step}::text, created_at, ${zone}::text) as at
      from request where ${and(where, eq(request.exercise, false), sql`not (${isSetAside})`)}
    ), timed as (
      select asked.*, found_at, case when outcome = 'met' then helped_at end as helped_at,
        least(created_at + make_interval(mins => c.triage_minutes), needed_by) as read_by,
        least(triaged_at + make_interval(mins => c.assign_minutes), needed_by) as found_by,
        least(created_at + make_interval(mins => c.fulfil_minutes), needed_by) as helped_by
      from asked
      -- Request by request, from an index alone: joined, the planner reads the whole record for a night of many.
      left join lateral (select
        min(e.occurred_at) filter (where e.type = 'request.covered' and e.reason not in (${NOBODY})) as found_at,
        coalesce(max(e.occurred_at) filter (where e.type = 'request.covered' and e.reason = 'done'),
          max(e.occurred_at) filter (where e.type = 'request.fulfilled')) as helped_at
        from event e where e.thing_id = asked.id and e.type in ('request.covered', 'request.fulfilled')) steps on true
      left join lateral (select * from clock where clock.priority = asked.priority
        and (clock.district_id = asked.district_id or clock.district_id is null)
        order by clock.district_id nulls last limit 1) c on true
    ), judged as (
      select *, ${judge("triaged_at", "read_by", moment)} as read_kept,
        ${judge("found_at", "found_by", moment)} as found_kept,
        ${judge("helped_at", "helped_by", moment)} as helped_kept
      from timed
    )
    select category_id as "categoryId", district_id as "districtId", at, grouping(category_id, district_id, at)::int as of,
      count(*)::int as asked, sum(people)::int as people, sum(quantity)::float8 as quantity,
      sum(delivered)::float8 as delivered,
      (count(*) filter (where outcome = 'met'))::int as met, (count(*) filter (where outcome = 'open'))::int as open,
      (count(*) filter (where outcome = 'unmet'))::int as unmet,
      (count(*) filter (where outcome = 'elsewhere'))::int as elsewhere,
      (count(*) filter (where outcome = 'joined'))::int as joined,
      ${waited("triaged_at")} as read, ${waited("found_at")} as found, ${waited("helped_at")} as helped,
      (count(*) filter (where read_kept))::int as "readKept", count(read_kept)::int as "readJudged",
      (count(*) filter (where found_kept))::int as "foundKept", count(found_kept)::int as "foundJudged",
      (count(*) filter (where helped_kept))::int as "helpedKept", count(helped_kept)::int as "helpedJudged"
    from judged group by grouping sets ((), (category_id), (district_id), (at))`);
  return named(db, rows);
}

/** Kept or missed; null for what still waits in time, and for what ended before it came to it. */
const judge = (at: string, by: string, now: SQL) => {
  const [reached, limit] = [sql.raw(at), sql.raw(by)];
  return sql`case when ${reached} is not null then ${reached} <= ${limit}
    when outcome = 'open' and ${limit} < ${now} then false end`;
};

const waited = (at: string) => {
  const seconds = sql`greatest(0, extract(epoch from ${sql.raw(at)} - created_at))`;
  return sql`percentile_cont(array[0.5, 0.9]) within group (order by ${seconds}) filter (where ${sql.raw(at)} is not null)`;
};

const [ALL, OF_KIND, OF_DISTRICT, OF_TIME] = [0b111, 0b011, 0b101, 0b110];

async function named(db: Db, rows: readonly Row[]): Promise<Counted> {
  const [kinds, districts] = await Promise.all([
    db.select().from(category).orderBy(asc(category.position), asc(category.code)),
    db
      .select({ id: district.id, code: district.code, names: district.names })
      .from(district)
      .orderBy(asc(district.code)),
  ]);
  const of = (which: number) => rows.filter((row) => row.of === which);
  const none = of(OF_DISTRICT).filter(({ districtId }) => districtId === null);
  return {
    total: figuresOf(of(ALL)[0]),
    kinds: kinds.flatMap(({ id, names, unit }) =>
      of(OF_KIND)
        .filter(({ categoryId }) => categoryId === id)
        .map((row) => ({
          names,
          unit,
          quantity: row.quantity ?? 0,
          delivered: row.delivered ?? 0,
          figures: figuresOf(row),
        })),
    ),
    districts: [
      ...districts.flatMap(({ id, code, names }) =>
        of(OF_DISTRICT)
          .filter(({ districtId }) => districtId === id)
          .map((row) => ({ code, names, figures: figuresOf(row) })),
      ),
      ...none.map((row) => ({ code: null, names: null, figures: figuresOf(row) })),
    ],
    times: of(OF_TIME)
      .map((row) => ({ at: new Date(row.at!), figures: figuresOf(row) }))
      .sort((a, b) => +a.at - +b.at),
  };
}

const NOTHING = { asked: 0, people: 0, met: 0, open: 0, unmet: 0, elsewhere: 0, joined: 0 };

function figuresOf(row: Row | undefined): Figures {
  const wait = (name: "read" | "found" | "helped"): Waited & Kept => ({
    median: row?.[name]?.[0] ?? null,
    p90: row?.[name]?.[1] ?? null,
    kept: row?.[`${name}Kept`] ?? 0,
    judged: row?.[`${name}Judged`] ?? 0,
  });
  const { asked, people, met, open, unmet, elsewhere, joined } = row ?? NOTHING;
  const waits = { read: wait("read"), found: wait("found"), helped: wait("helped") };
  return { asked, people: people ?? 0, met, open, unmet, elsewhere, joined, waits };
}

/** Of the requests that came in within a time, in the actor's districts; and how many are open there now, whenever they came in. */
export async function readNumbers(ctx: Ctx<Member>, asked: Asked) {
  const { from, to, step } = asked;
  const [incident, districtId, districts, incidents] = await Promise.all([
    asked.incident ? findIncident(ctx, asked.incident) : null,
    asked.district ? findDistrict(ctx.db, asked.district) : null,
    listOwnDistricts(ctx),
    listIncidents(ctx),
  ]);
  const where = and(
    inScope(ctx.actor, request.districtId),
    districtId ? eq(request.districtId, districtId) : undefined,
    incident ? eq(request.incidentId, incident.id) : undefined,
  );
  const when = and(gte(request.createdAt, from), lt(request.createdAt, to));
  const [counted, [open]] = await Promise.all([
    countRequests(ctx.db, and(where, when), { now: ctx.now, step, zone: ctx.city.zone }),
    ctx.db
      .select({ count: sql<number>`count(*)::int` })
      .from(request)
      .where(and(where, isOpen, eq(request.exercise, false))),
  ]);
  const choices = {
    districts: districts.map(({ code, names }): Choice => ({ code, names })),
    incidents: incidents.map(({ id, name }) => ({ id, name })),
  };
  return { counted, openNow: open!.count, choices };
}
