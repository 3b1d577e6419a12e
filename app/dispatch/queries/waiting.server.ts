import { type AnyColumn, and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { literals } from "../../../drizzle/schema/columns";
import { task, taskRequest } from "../../../drizzle/schema/dispatch";
import { category, district } from "../../../drizzle/schema/districts";
import { isOpen, request } from "../../../drizzle/schema/requests";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { OPEN_STATES } from "../../requests/states";
import { LIVE_RESERVATIONS } from "../../resources/states";
import { lineOf } from "../rules/plan-line";
import { NOTHING_SAID, type Usual } from "../rules/usual";
import { HOLDING_STATES, LIVE_TASK_STATES } from "../states";
import { aboutOf } from "./candidates.server";
import { pointsOfRequests, taskPlace } from "./place.server";
import { readUsual } from "./usual.server";

/** How far ahead is planned; what begins later is planned later. */
const AHEAD = "12 hours";
const MOST = 300;

const requestColumns = {
  id: request.id,
  code: request.code,
  state: request.state,
  priority: request.priority,
  neededBy: request.neededBy,
  locale: request.locale,
  createdAt: request.createdAt,
  dueAt: request.dueAt,
  people: request.people,
  quantity: request.quantity,
  delivered: request.delivered,
  category: category.code,
  names: category.names,
  unit: category.unit,
  districtNames: district.names,
};

/** All that a coordinator may see, or that of one district alone. */
const within = ({ actor }: Ctx<Member>, column: AnyColumn, districtId: string | null) =>
  and(inScope(actor, column), districtId ? eq(column, districtId) : undefined);

/**
 * What waits for people in a coordinator's districts, or in one of them: tasks with places that nobody has taken or is asked for, and requests that no
 * task works on. What is due first first.
 */
export async function listWaiting(ctx: Ctx<Member>, districtId: string | null = null) {
  const usual = await readUsual(ctx.db);
  const [tasks, requests] = await Promise.all([
    tasksWithPlaces(ctx, usual, districtId),
    requestsWithoutTask(ctx, usual, districtId),
  ]);
  return [...tasks, ...requests].sort((one, other) => Number(one.dueAt) - Number(other.dueAt));
}

/** Requests that nobody has read: no plan knows of them. */
export async function countUnread(ctx: Ctx<Member>, districtId: string | null) {
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(request)
    .where(
      and(isOpen, eq(request.state, "submitted"), within(ctx, request.districtId, districtId)),
    );
  return row!.count;
}

type UsualByKind = ReadonlyMap<string, Usual>;

async function requestsWithoutTask(
  ctx: Ctx<Member>,
  usual: UsualByKind,
  districtId: string | null,
) {
  const { now, db } = ctx;
  const rows = await db
    .select(requestColumns)
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .leftJoin(district, eq(district.id, request.districtId))
    .where(
      and(
        eq(request.state, "triaged"),
        within(ctx, request.districtId, districtId),
        sql`not exists (select from task_request tr join task t on t.id = tr.task_id
          where tr.request_id = ${request.id} and t.state in ${literals(LIVE_TASK_STATES)})`,
      ),
    )
    .orderBy(asc(request.dueAt), asc(request.id))
    .limit(MOST);
  const points = await pointsOfRequests(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const point = points.get(row.id) ?? null;
    const { skills, teamSize, hours, thing } = usual.get(row.category) ?? NOTHING_SAID;
    return {
      line: lineOf("request", row.id),
      kind: "request" as const,
      id: row.id,
      number: null,
      title: "",
      during: { from: now, to: new Date(now.getTime() + hours * 3_600_000) },
      skills,
      lat: point?.lat ?? null,
      lon: point?.lon ?? null,
      teamSize,
      places: teamSize,
      since: row.createdAt,
      dueAt: row.dueAt,
      districtNames: row.districtNames,
      lends: false,
      served: [{ ...row, thing }],
      ...aboutOf([row]),
    };
  });
}

const countOf = (what: SQL) => sql<number>`(${what})::int`;

async function tasksWithPlaces(ctx: Ctx<Member>, usual: UsualByKind, districtId: string | null) {
  const { now, db } = ctx;
  const held = countOf(sql`select count(*) from assignment a where a.task_id = ${task.id}
    and a.state in ${literals(HOLDING_STATES)}`);
  const lent = countOf(sql`select count(*) from reservation r where r.task_id = ${task.id}
    and r.state in ${literals(LIVE_RESERVATIONS)}`);
  const soon = sql`tstzrange(${now.toISOString()}::timestamptz,
    ${now.toISOString()}::timestamptz + ${AHEAD}::interval)`;
  const rows = await db
    .select({
      id: task.id,
      number: task.number,
      title: task.title,
      during: task.during,
      skills: task.skills,
      ...taskPlace,
      teamSize: task.teamSize,
      createdAt: task.createdAt,
      districtNames: district.names,
      held,
      lent,
    })
    .from(task)
    .leftJoin(district, eq(district.id, task.districtId))
    .where(
      and(
        inArray(task.state, ["open", "assigned"]),
        within(ctx, task.districtId, districtId),
        sql`${task.during} && ${soon}`,
        sql`${held} < ${task.teamSize}`,
      ),
    )
    .orderBy(asc(task.stateAt), asc(task.id))
    .limit(MOST);
  const served = await db
    .select({ taskId: taskRequest.taskId, ...requestColumns })
    .from(taskRequest)
    .innerJoin(request, eq(request.id, taskRequest.requestId))
    .innerJoin(category, eq(category.id, request.categoryId))
    .leftJoin(district, eq(district.id, request.districtId))
    .where(
      and(
        inArray(
          taskRequest.taskId,
          rows.map(({ id }) => id),
        ),
        inArray(request.state, [...OPEN_STATES]),
      ),
    )
    .orderBy(asc(taskRequest.position), asc(request.id));
  return rows.map(({ teamSize, held, lent, createdAt, ...row }) => {
    const own = served
      .filter(({ taskId }) => taskId === row.id)
      .map((one) => ({ ...one, thing: usual.get(one.category)?.thing ?? null }));
    const times = (pick: (one: (typeof own)[number]) => Date, none: Date) =>
      own.length === 0 ? none : new Date(Math.min(...own.map((one) => pick(one).getTime())));
    return {
      ...row,
      line: lineOf("task", row.id),
      kind: "task" as const,
      teamSize,
      places: teamSize - held,
      since: times((one) => one.createdAt, createdAt),
      dueAt: times((one) => one.dueAt, row.during.from),
      lends: lent > 0,
      served: own,
      ...aboutOf(own),
    };
  });
}

export type Waiting = Awaited<ReturnType<typeof listWaiting>>[number];
