import { aliasedTable, and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { isIn, literals } from "../../../drizzle/schema/columns";
import {
  assignment,
  isLiveTask,
  offerChain,
  task,
  taskRequest,
} from "../../../drizzle/schema/dispatch";
import { category, district } from "../../../drizzle/schema/districts";
import { request } from "../../../drizzle/schema/requests";
import { reveal } from "../../accounts/queries/reveal.server";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import type { Db } from "../../platform/database.server";
import { isUuid } from "../../platform/identifiers";
import { isOneOf } from "../../platform/transitions";
import type { Member } from "../../platform/types";
import { mayCoordinate } from "../../requests/policy";
import { OPEN_STATES } from "../../requests/states";
import { listSupplies } from "../../resources/queries/offers.server";
import { LIVE_RESERVATIONS } from "../../resources/states";
import { takesHelp } from "../rules/task";
import { inWalkingOrder } from "../rules/walk";
import { HELPED_TASK_STATES, HOLDING_STATES, LIVE_TASK_STATES } from "../states";
import type { AssignmentState } from "../types";
import { doorNumbersOf } from "./at-the-door.server";
import { rankCandidates } from "./candidates.server";
import { kindsOf } from "./own-tasks.server";
import { firstServed, liesAt, pointsOfRequests, taskPlace } from "./place.server";
import { silentSince } from "./silent.server";

const PAGE = 100;

/** Somebody who is on a task or asked for it, as the database writes it. */
type OnTask = {
  id: string;
  name: string;
  state: AssignmentState;
  comingAskedAt: string | null;
  comingSaidAt: string | null;
  arrivesAt: string | null;
};

const columns = {
  id: task.id,
  number: task.number,
  title: task.title,
  state: task.state,
  window: task.during,
  teamSize: task.teamSize,
  stateAt: task.stateAt,
  kinds: kindsOf,
  districtNames: district.names,
  /** Whoever counts for the team or has still to answer, by name. */
  people: sql<
    OnTask[]
  >`coalesce((select json_agg(json_build_object('id', a.id, 'name', p.name, 'state', a.state,
      'comingAskedAt', a.coming_asked_at, 'comingSaidAt', a.coming_said_at, 'arrivesAt', a.arrives_at)
      order by a.offered_at)
    from assignment a join person p on p.id = a.person_id
    where a.task_id = task.id and a.state in ${literals(HOLDING_STATES)}), '[]')`,
  /** It serves requests, and none of them is open any more. */
  needless: sql<boolean>`exists (select from task_request o where o.task_id = task.id)
    and not exists (select from task_request o join request r on r.id = o.request_id
      where o.task_id = task.id and r.state in ${literals(OPEN_STATES)})`,
  /** Who is asked next, by name and in their order. */
  next: sql<string[]>`array(select p.name from offer_chain c join person p on p.id = c.person_id
    where c.task_id = task.id and c.ended is null order by c.position)`,
};

/** The tasks of a coordinator's districts: those that still work, the longest unmoved first; or the latest that are over. */
export async function listTasks(ctx: Ctx<Member>, group: "live" | "over") {
  return ctx.db
    .select(columns)
    .from(task)
    .leftJoin(district, eq(district.id, task.districtId))
    .where(
      and(
        inScope(ctx.actor, task.districtId),
        group === "live" ? isLiveTask : sql`not (${isLiveTask})`,
      ),
    )
    .orderBy(...(group === "live" ? [asc(task.stateAt), asc(task.id)] : [desc(task.stateAt)]))
    .limit(PAGE);
}

/** The tasks that serve or served one request, and whether they serve another open one. */
export async function listTasksOf(ctx: Ctx<Member>, requestId: string) {
  const goesOn = sql<boolean>`exists (select from task_request o join request r on r.id = o.request_id
    where o.task_id = ${task.id} and o.request_id <> ${requestId} and r.state in ${literals(OPEN_STATES)})`;
  return ctx.db
    .select({ ...columns, goesOn })
    .from(taskRequest)
    .innerJoin(task, eq(task.id, taskRequest.taskId))
    .leftJoin(district, eq(district.id, task.districtId))
    .where(and(inScope(ctx.actor, task.districtId), eq(taskRequest.requestId, requestId)))
    .orderBy(desc(task.createdAt));
}

/** The tasks that work on any of these requests: on which of them, and whether they serve another open one, too. */
export function listTasksOn(ctx: Ctx<Member>, requestIds: readonly string[]) {
  const ofTask = sql`from ${taskRequest} where ${taskRequest.taskId} = ${task.id}`;
  const isMarked = inArray(taskRequest.requestId, [...requestIds]);
  return ctx.db
    .select({
      id: task.id,
      number: task.number,
      people: columns.people,
      on: sql<string[]>`array(select ${taskRequest.requestId} ${ofTask} and ${isMarked})`,
      goesOn: sql<boolean>`exists (select from ${request} r where r.state in ${literals(OPEN_STATES)}
        and r.id in (select ${taskRequest.requestId} ${ofTask} and not (${isMarked})))`,
    })
    .from(task)
    .where(
      and(
        inScope(ctx.actor, task.districtId),
        isIn(task.state, HELPED_TASK_STATES),
        sql`exists (select ${ofTask} and ${isMarked})`,
      ),
    )
    .orderBy(asc(task.number));
}

/** Tasks that still work on a request of this one, with who is on them. */
const tasksBeside = (ctx: Ctx<Member>, id: string) =>
  ctx.db
    .select({ id: task.id, number: task.number, people: columns.people })
    .from(task)
    .where(
      and(
        inScope(ctx.actor, task.districtId),
        ne(task.id, id),
        isIn(task.state, HELPED_TASK_STATES),
        sql`exists (select from task_request o join task_request own using (request_id)
          where o.task_id = ${task.id} and own.task_id = ${id})`,
      ),
    )
    .orderBy(asc(task.number));

/** One task with its team, its requests and who else could take it; null outside the coordinator's districts. */
export async function openTask(ctx: Ctx<Member> & { zone: string }, id: string) {
  if (!isUuid(id)) return null;
  const lead = aliasedTable(person, "lead");
  const [found] = await ctx.db
    .select({
      // The point of a task is its resident's: it is measured from, and never given out.
      point: { lat: task.lat, lon: task.lon },
      place: taskPlace,
      task: {
        id: task.id,
        number: task.number,
        state: task.state,
        districtId: task.districtId,
        title: task.title,
        briefing: task.briefing,
        checklist: task.checklist,
        window: task.during,
        teamSize: task.teamSize,
        skills: task.skills,
        ending: task.ending,
        stateAt: task.stateAt,
        version: task.version,
      },
      kinds: kindsOf,
      districtNames: district.names,
      lead: lead.name,
    })
    .from(task)
    .leftJoin(district, eq(district.id, task.districtId))
    .leftJoin(lead, eq(lead.id, task.leadId))
    .where(eq(task.id, id));
  if (!found || !mayCoordinate(ctx.actor, found.task)) return null;
  const [team, requests, candidates, supplies, movedTo, chain, beside] = await Promise.all([
    ctx.db
      .select({
        id: assignment.id,
        personId: person.id,
        name: person.name,
        state: assignment.state,
        stateAt: assignment.stateAt,
        answerBy: assignment.answerBy,
        reason: assignment.reason,
        note: assignment.note,
        ticked: assignment.ticked,
        silentSince,
        comingAskedAt: assignment.comingAskedAt,
        comingSaidAt: assignment.comingSaidAt,
        arrivesAt: assignment.arrivesAt,
      })
      .from(assignment)
      .innerJoin(person, eq(person.id, assignment.personId))
      .where(eq(assignment.taskId, id))
      .orderBy(asc(assignment.offeredAt), asc(assignment.id)),
    ctx.db
      .select({
        id: request.id,
        code: request.code,
        state: request.state,
        people: request.people,
        quantity: request.quantity,
        delivered: request.delivered,
        names: category.names,
        unit: category.unit,
        cover: request.cover,
        unread: request.unread,
        reported: taskRequest.reported,
        outcome: taskRequest.outcome,
        confirmed: taskRequest.confirmed,
        priority: request.priority,
      })
      .from(taskRequest)
      .innerJoin(request, eq(request.id, taskRequest.requestId))
      .innerJoin(category, eq(category.id, request.categoryId))
      .where(eq(taskRequest.taskId, id))
      .orderBy(asc(taskRequest.position), asc(request.createdAt)),
    takesHelp(found.task.state)
      ? rankCandidates(
          ctx.db,
          { ...found.task, ...found.place, during: found.task.window },
          ctx.zone,
          ctx.now,
        )
      : [],
    listSupplies(ctx.db, id),
    placeLeft(ctx.db, { ...found.task, ...found.point }),
    ctx.db
      .select({ personId: person.id, name: person.name, ended: offerChain.ended })
      .from(offerChain)
      .innerJoin(person, eq(person.id, offerChain.personId))
      .where(eq(offerChain.taskId, id))
      .orderBy(asc(offerChain.position)),
    // Whoever confirms what came decides for them, too.
    found.task.state === "done" ? tasksBeside(ctx, id) : [],
  ]);
  const where = { page: "task", through: id } as const;
  const [doors, phones, owners] = await Promise.all([
    doorNumbersOf(ctx.db, requests.map(idOf)),
    reveal(
      ctx.db,
      ctx,
      "volunteer",
      team.filter(({ state }) => HOLDING_STATES.includes(state)).map(personOf),
      where,
    ),
    reveal(ctx.db, ctx, "owner", supplies.filter(isStanding).map(offerOf), where),
  ]);
  const { point, place, ...opened } = found;
  return {
    ...opened,
    team: team.map((one) => ({
      ...one,
      taskId: id,
      phone: phones.get(one.personId)?.phone ?? null,
      doors: doors.filter(({ part }) => part === one.id),
    })),
    requests,
    movedTo,
    chain,
    beside,
    candidates,
    supplies: supplies.map((one) => ({
      ...one,
      secret: isStanding(one) ? (owners.get(one.offerId) ?? null) : null,
    })),
  };
}

type Placed = Pick<typeof task.$inferSelect, "id" | "state" | "districtId" | "lat" | "lon">;

/** Where its first request has gone, when a task that is at work has not followed; else null. */
async function placeLeft(db: Db, { id, state, ...stands }: Placed) {
  if (!takesHelp(state)) return null;
  const first = await firstServed(db, id);
  if (!first || liesAt(stands, first)) return null;
  const [around] = first.districtId
    ? await db
        .select({ names: district.names })
        .from(district)
        .where(eq(district.id, first.districtId))
    : [];
  return { districtNames: around?.names ?? null };
}

const idOf = ({ id }: { id: string }) => id;
const personOf = ({ personId }: { personId: string }) => personId;
const offerOf = ({ offerId }: { offerId: string }) => offerId;
/** Something that is reserved or lent: then its owner may have to be called. */
const isStanding = ({ state }: { state: string }) => isOneOf(LIVE_RESERVATIONS, state);

/** What a new task is made of: the requests as they stand, all of the coordinator's. */
export async function requestsForTask(ctx: Ctx<Member>, ids: readonly string[]) {
  const known = ids.filter(isUuid);
  if (known.length === 0) return [];
  const rows = await ctx.db
    .select({
      id: request.id,
      code: request.code,
      names: category.names,
      priority: request.priority,
      quantity: request.quantity,
      delivered: request.delivered,
      unit: category.unit,
      people: request.people,
      state: request.state,
      districtId: request.districtId,
      /** Tasks that work on it already. */
      live: sql<
        number[]
      >`array(select t.number from task t join task_request tr on tr.task_id = t.id
        where tr.request_id = ${request.id} and t.state in ${literals(LIVE_TASK_STATES)} order by t.number)`,
    })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(and(inScope(ctx.actor, request.districtId), inArray(request.id, known)))
    .orderBy(asc(request.lane), asc(request.dueAt), asc(request.createdAt));
  const points = await pointsOfRequests(ctx.db, known);
  const stops = rows.map((row) => ({ row, point: points.get(row.id) ?? null }));
  return inWalkingOrder(stops).map(({ row }) => row);
}
