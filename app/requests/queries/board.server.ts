import { and, asc, desc, eq, lte, type SQL, sql } from "drizzle-orm";
import { category, district } from "../../../drizzle/schema/districts";
import { isEnded, isOpen, request } from "../../../drizzle/schema/requests";
import { inScope } from "../../accounts/queries/scope.server";
import type { Priority } from "../../districts/types";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import type { BoardFilter } from "../rules/filter";
import { LAST_AT_WORK } from "../states";
import type { RequestState } from "../types";

export const PAGE = 50;
/** Heads count no further than this: beyond it "more" is all that matters. */
const MOST_COUNTED = 5_000;

/** A human has something to do with it: what is open, and what has ended but has an unread word. */
const isForSomebody = lte(request.lane, LAST_AT_WORK);

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
  unread: request.unread,
  channel: request.channel,
  unit: category.unit,
  categoryNames: category.names,
  districtNames: district.names,
};

/** The requests of a coordinator's districts: the open ones by lane and urgency, the ended ones by age; a page at a time. */
export async function listBoard(ctx: Ctx<Member>, filter: BoardFilter) {
  const { group, after } = filter;
  const inGroup =
    group === "open"
      ? isForSomebody
      : group === "fulfilled"
        ? eq(request.state, "fulfilled")
        : isEnded;
  const order = {
    open: [asc(request.lane), asc(request.dueAt), asc(request.createdAt), asc(request.id)],
    fulfilled: [asc(request.stateAt), asc(request.id)],
    ended: [desc(request.createdAt), desc(request.id)],
  }[group];
  const rows = await ctx.db
    .select(lineColumns)
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .leftJoin(district, eq(district.id, request.districtId))
    .where(
      and(
        inScope(ctx.actor, request.districtId),
        inGroup,
        chosen(filter),
        after ? beyond(group, after) : undefined,
      ),
    )
    .orderBy(...order)
    .limit(PAGE + 1);
  return { lines: rows.slice(0, PAGE), next: rows.length > PAGE ? rows[PAGE - 1]!.id : null };
}

export type BoardLine = Awaited<ReturnType<typeof listBoard>>["lines"][number];

function chosen({
  state,
  priority,
  category: kind,
  district: place,
}: BoardFilter): SQL | undefined {
  return and(
    state ? eq(request.state, state) : undefined,
    priority ? eq(request.priority, priority) : undefined,
    kind ? eq(category.code, kind) : undefined,
    place === "none"
      ? sql`${request.districtId} is null`
      : place
        ? eq(district.code, place)
        : undefined,
  );
}

/** What comes after the last line of the page before, in the order of its group. */
function beyond(group: BoardFilter["group"], after: string): SQL {
  const last = (columns: SQL) =>
    sql`(select ${columns} from request last where last.id = ${after}::uuid)`;
  if (group === "open")
    return sql`(${request.lane}, ${request.dueAt}, ${request.createdAt}, ${request.id}) >
      ${last(sql`last.lane, last.due_at, last.created_at, last.id`)}`;
  if (group === "fulfilled")
    return sql`(${request.stateAt}, ${request.id}) > ${last(sql`last.state_at, last.id`)}`;
  return sql`(${request.createdAt}, ${request.id}) < ${last(sql`last.created_at, last.id`)}`;
}

export type Heads = {
  states: Partial<Record<RequestState, number>>;
  critical: number;
  over: number;
  more: boolean;
};

/** How many wait in each state, in danger, and past their clock. */
export async function countBoard(ctx: Ctx<Member>): Promise<Heads> {
  const counted = ctx.db
    .select({ state: request.state, priority: request.priority, dueAt: request.dueAt })
    .from(request)
    .where(and(inScope(ctx.actor, request.districtId), isOpen))
    .limit(MOST_COUNTED)
    .as("counted");
  const rows = await ctx.db
    .select({
      state: counted.state,
      priority: counted.priority,
      count: sql<number>`count(*)::int`,
      over: sql<number>`count(*) filter (where ${counted.dueAt} <= ${ctx.now.toISOString()})::int`,
    })
    .from(counted)
    .groupBy(counted.state, counted.priority);
  const heads: Heads = { states: {}, critical: 0, over: 0, more: false };
  let sum = 0;
  for (const { state, priority, count, over } of rows as CountRow[]) {
    heads.states[state] = (heads.states[state] ?? 0) + count;
    if (priority === "critical") heads.critical += count;
    heads.over += over;
    sum += count;
  }
  return { ...heads, more: sum >= MOST_COUNTED };
}
type CountRow = { state: RequestState; priority: Priority; count: number; over: number };
