import {
  and,
  asc,
  between,
  desc,
  eq,
  isNotNull,
  isNull,
  min,
  ne,
  type SQL,
  sql,
} from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { category, district } from "../../../drizzle/schema/districts";
import { escalation, isEnded, openSheet, request } from "../../../drizzle/schema/requests";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import type { Db, Tx } from "../../platform/database.server";
import type { Member } from "../../platform/types";
import { type BoardFilter, LANE, PAGE } from "../rules/filter";
import { LANES, LAST_AT_WORK, type LaneName } from "../states";

/** Heads count no further than this: beyond it "more" is all that matters. */
const MOST_COUNTED = 5_000;

/** What a line of the board shows: nothing that says who. */
export const lineColumns = {
  id: request.id,
  code: request.code,
  state: request.state,
  priority: request.priority,
  people: request.people,
  vulnerable: request.vulnerable,
  quantity: request.quantity,
  delivered: request.delivered,
  neededBy: request.neededBy,
  dueAt: request.dueAt,
  createdAt: request.createdAt,
  triagedAt: request.triagedAt,
  stateAt: request.stateAt,
  lane: request.lane,
  cover: request.cover,
  coverAt: request.coverAt,
  askedUntil: request.askedUntil,
  trouble: request.trouble,
  remindAt: request.remindAt,
  remindDue: request.remindDue,
  alarm: request.alarm,
  unread: request.unread,
  channel: request.channel,
  /** How far up others were told that it waits; 0: nobody was. */
  escalated: sql<number>`coalesce((
    select ${escalation.level} from ${escalation} where ${escalation.requestId} = ${request.id}), 0)`,
  unit: category.unit,
  categoryNames: category.names,
  districtNames: district.names,
  /** The coordinators who have its sheet open just now. */
  openBy: sql<{ id: string; name: string }[]>`coalesce((
    select json_agg(json_build_object('id', ${person.id}, 'name', ${person.name}) order by ${openSheet.since}, ${person.id})
    from ${openSheet} join ${person} on ${person.id} = ${openSheet.personId}
    where ${openSheet.requestId} = ${request.id} and ${openSheet.until} > now()), '[]')`,
};

export const lines = (db: Db | Tx) =>
  db
    .select(lineColumns)
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .leftJoin(district, eq(district.id, request.districtId));

/** One lane, or what has ended, a page at a time. */
export async function listBoard(ctx: Ctx<Member>, filter: BoardFilter) {
  const { lane, after } = filter;
  const group = lane
    ? eq(request.lane, LANES.indexOf(lane) + 1)
    : and(isEnded, ne(request.state, "fulfilled"));
  const order = lane
    ? [asc(request.lane), asc(request.dueAt), asc(request.createdAt), asc(request.id)]
    : [desc(request.createdAt), desc(request.id)];
  const rows = await lines(ctx.db)
    .where(
      and(
        inScope(ctx.actor, request.districtId),
        group,
        chosen(filter),
        after ? beyond(lane, after) : undefined,
      ),
    )
    .orderBy(...order)
    .limit(PAGE + 1);
  return { lines: rows.slice(0, PAGE), next: rows.length > PAGE ? rows[PAGE - 1]!.id : null };
}

/** The first lines of every lane, in the order of lanes and in each by what is due first. */
export async function listLanes(ctx: Ctx<Member>, filter: BoardFilter): Promise<BoardLine[]> {
  const scope = inScope(ctx.actor, request.districtId);
  const firsts = LANES.slice(0, LAST_AT_WORK).map(
    (_, index) => sql`(select request.id from request
      where ${and(eq(request.lane, index + 1), scope, chosen(filter))}
      order by request.due_at, request.created_at, request.id limit ${LANE})`,
  );
  return lines(ctx.db)
    .where(sql`${request.id} = any(array(${sql.join(firsts, sql` union all `)}))`)
    .orderBy(asc(request.lane), asc(request.dueAt), asc(request.createdAt), asc(request.id));
}

/** All that somebody of the city has something to do with, lane by lane, up to `most`; and whether there is more. */
export async function listAtWork(ctx: Ctx<Member>, filter: BoardFilter, most: number) {
  const { lane } = filter;
  const rows = await lines(ctx.db)
    .where(
      and(
        lane ? eq(request.lane, LANES.indexOf(lane) + 1) : between(request.lane, 1, LAST_AT_WORK),
        inScope(ctx.actor, request.districtId),
        chosen(filter),
      ),
    )
    .orderBy(asc(request.lane), asc(request.dueAt), asc(request.createdAt), asc(request.id))
    .limit(most + 1);
  return { lines: rows.slice(0, most), more: rows.length > most };
}

export type BoardLine = Awaited<ReturnType<typeof lines>>[number];

/** By codes, without a join: lists and heads are read from an index alone where they can be. */
export function chosen({
  priority,
  category: kind,
  district: place,
  incident,
}: BoardFilter): SQL | undefined {
  return and(
    priority ? eq(request.priority, priority) : undefined,
    kind ? sql`${request.categoryId} = (select id from category where code = ${kind})` : undefined,
    place === "none"
      ? isNull(request.districtId)
      : place
        ? sql`${request.districtId} = (select id from district where code = ${place})`
        : undefined,
    incident ? eq(request.incidentId, incident) : undefined,
  );
}

/** What comes after the last line of the page before, in the order of its list. */
function beyond(lane: BoardFilter["lane"], after: string): SQL {
  const last = (columns: SQL) =>
    sql`(select ${columns} from request last where last.id = ${after}::uuid)`;
  if (lane)
    return sql`(${request.lane}, ${request.dueAt}, ${request.createdAt}, ${request.id}) >
      ${last(sql`last.lane, last.due_at, last.created_at, last.id`)}`;
  return sql`(${request.createdAt}, ${request.id}) < ${last(sql`last.created_at, last.id`)}`;
}

/** Whether the coordinator wants higher lines. */
export async function wantsRoomyLines({ db, actor }: Ctx<Member>): Promise<boolean> {
  const [own] = await db
    .select({ roomy: person.roomyLines })
    .from(person)
    .where(eq(person.id, actor.personId));
  return own?.roomy ?? false;
}

/** How many stand in a lane, and since when the first of them. */
export type LaneHead = { lane: LaneName; count: number; oldest: Date };
export type Heads = { lanes: LaneHead[]; more: boolean };

/** How many wait in each lane. */
export async function countBoard(ctx: Ctx<Member>, filter: BoardFilter): Promise<Heads> {
  const counted = ctx.db
    .select({ lane: request.lane, createdAt: request.createdAt })
    .from(request)
    .where(and(inScope(ctx.actor, request.districtId), isNotNull(request.lane), chosen(filter)))
    .limit(MOST_COUNTED)
    .as("counted");
  const rows = await ctx.db
    .select({
      lane: counted.lane,
      count: sql<number>`count(*)::int`,
      oldest: min(counted.createdAt),
    })
    .from(counted)
    .groupBy(counted.lane)
    .orderBy(asc(counted.lane));
  const lanes = rows.map(({ lane, count, oldest }) => ({
    lane: LANES[lane! - 1]!,
    count,
    oldest: oldest!,
  }));
  const sum = lanes.reduce((all, { count }) => all + count, 0);
  return { lanes, more: sum >= MOST_COUNTED };
}
