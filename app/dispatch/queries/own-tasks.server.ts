import { and, asc, desc, eq, inArray, or, sql } from "drizzle-orm";
import { isNotIn, literals } from "../../../drizzle/schema/columns";
import { assignment, isAskedIfComing, task, taskRequest } from "../../../drizzle/schema/dispatch";
import { category, district } from "../../../drizzle/schema/districts";
import { request, requestNote } from "../../../drizzle/schema/requests";
import { usualHelp } from "../../../drizzle/schema/usual-help";
import { askerOf, ownHome } from "../../accounts/queries/own-task.server";
import { type Revealed, reveal } from "../../accounts/queries/reveal.server";
import { pointOf } from "../../districts/rules/place";
import { kilometresTo } from "../../matching/rules/why-not";
import type { Ctx } from "../../platform/context.server";
import type { Db, Tx } from "../../platform/database.server";
import { isUuid } from "../../platform/identifiers";
import { isOneOf } from "../../platform/transitions";
import type { Member, Names } from "../../platform/types";
import type { Stairs } from "../../requests/rules/stairs";
import { CALLED_OFF } from "../../requests/states";
import { listSupplies, type Supply } from "../../resources/queries/offers.server";
import { LIVE_RESERVATIONS } from "../../resources/states";
import { mayReveal } from "../policy";
import { roughly } from "../rules/distance";
import { doorNumber } from "../rules/door-number";
import { isBulky } from "../rules/wish";
import { ACCEPTED_STATES, AT_DOOR_STATES, LIVE_TASK_STATES, TEAM_STATES } from "../states";

const PAST = 20;
const MOST_WORDS = 50;

/** The kinds of help that a task brings, as names; `task` must be in the query. */
export const kindsOf = sql<Names[]>`array(select distinct c.names from task_request tr
  join request r on r.id = tr.request_id join category c on c.id = r.category_id
  where tr.task_id = task.id)`;

/** How high those are whom a task serves, and whether a lift goes there; `task` must be in the query. */
export const doorsOf = sql<
  Stairs[]
>`(select coalesce(json_agg(json_build_object('floor', r.floor, 'lift', r.lift)), '[]')
  from task_request tr join request r on r.id = tr.request_id
  where tr.task_id = task.id and r.state not in ${literals(CALLED_OFF)})`;

/**
 * Whether a resident has said that what a task brought has come: their yes was the last word, it came after a coordinator had
 * confirmed the task, and was not only what being forgotten makes of silence. `task` must be in the query.
 */
const saidYesOf = sql<boolean>`task.state = 'confirmed' and exists (
  select from task_request tr
  join request r on r.id = tr.request_id and r.state = 'closed'
  join lateral (
    select e.actor, e.transaction from event e
    where e.thing_id = r.id and e.to_state is not null order by e.id desc limit 1
  ) last on last.actor = 'resident'
  where tr.task_id = task.id and tr.outcome <> 'none' and not exists (
    select from event e where e.thing_id = r.id and (
      (e.type = 'request.erased' and e.transaction = last.transaction)
      or (e.reason = 'not_come' and e.id > (
        select max(c.id) from event c where c.thing_id = task.id and c.to_state = 'confirmed')))))`;

/** A volunteer's own tasks: to answer, at work, and the latest that are over. */
export async function listOwnTasks(ctx: Ctx<Member>) {
  const tasks = await ctx.db
    .select({
      taskId: task.id,
      number: task.number,
      title: task.title,
      taskState: task.state,
      window: task.during,
      kinds: kindsOf,
      districtNames: district.names,
      state: assignment.state,
      answerBy: assignment.answerBy,
      stateAt: assignment.stateAt,
      safetyAskedAt: assignment.safetyAskedAt,
      comingAsked: isAskedIfComing,
      doors: doorsOf,
      saidYes: saidYesOf,
    })
    .from(assignment)
    .innerJoin(task, eq(task.id, assignment.taskId))
    .leftJoin(district, eq(district.id, task.districtId))
    .where(eq(assignment.personId, ctx.actor.personId))
    .orderBy(desc(assignment.offeredAt))
    .limit(100);
  const isLive = (row: (typeof tasks)[number]) => LIVE_TASK_STATES.includes(row.taskState);
  const offers = tasks.filter(
    (row) => row.state === "offered" && row.answerBy > ctx.now && isLive(row),
  );
  const mine = tasks.filter((row) => ACCEPTED_STATES.includes(row.state) && isLive(row));
  const past = tasks.filter((row) => !offers.includes(row) && !mine.includes(row)).slice(0, PAST);
  mine.sort((a, b) => a.window.from.getTime() - b.window.from.getTime());
  return { offers, mine, past };
}

/**
 * One task for the volunteer who has a part in it. Who and where exactly is in it only as
 * `mayReveal` allows, and then the look is on record. Null for anybody else.
 */
export async function openOwnTask(ctx: Ctx<Member>, taskId: string) {
  if (!isUuid(taskId)) return null;
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({
        task,
        part: assignment,
        districtNames: district.names,
        kinds: kindsOf,
        saidYes: saidYesOf,
      })
      .from(assignment)
      .innerJoin(task, eq(task.id, assignment.taskId))
      .leftJoin(district, eq(district.id, task.districtId))
      .where(and(eq(assignment.taskId, taskId), eq(assignment.personId, ctx.actor.personId)))
      .orderBy(desc(assignment.offeredAt))
      .limit(1);
    if (!found) return null;
    const { part, task: opened, kinds, districtNames, saidYes } = found;
    const own = { personId: part.personId, state: part.state, taskState: opened.state };
    const revealed = mayReveal(ctx.actor, own);
    const requests = await requestsOf(tx, taskId);
    // Whoever cancels closes their address at once, also where the task goes on for others.
    const ids = requests.filter(({ needed }) => needed).map(({ id }) => id);
    const where = { page: "own_task", through: taskId } as const;
    const joined = ids.length > 0 ? await joinedTo(tx, ids) : [];
    const all = [...ids, ...joined.map(({ id }) => id)];
    const secrets = revealed ? await reveal(tx, ctx, "resident", all, where) : null;
    const words = secrets ? await wordsOf(tx, [...secrets.keys()]) : [];
    const setOut = AT_DOOR_STATES.includes(part.state);
    /** Where and to whom, and the number to say there. */
    const visitTo = (id: string) => {
      const secret = toVisit(secrets?.get(id));
      return { secret, door: secret && setOut ? doorNumber(part.id, id) : null };
    };
    const home = await ownHome(tx, ctx);
    const reserved = await listSupplies(tx, taskId);
    const supplies = await ownSupplies(tx, ctx, reserved, { taskId, working: revealed });
    const [{ team } = { team: 0 }] = await tx.execute<{ team: number }>(sql`
      select count(*)::int as team from assignment
      where task_id = ${taskId} and state in ${literals(TEAM_STATES)}`);
    return {
      id: opened.id,
      number: opened.number,
      title: opened.title,
      briefing: opened.briefing,
      kinds,
      checklist: opened.checklist,
      skills: opened.skills,
      teamSize: opened.teamSize,
      team,
      taskState: opened.state,
      saidYes,
      window: opened.during,
      districtNames,
      state: part.state,
      answerBy: part.answerBy,
      problem: part.problem,
      comingAskedAt: part.comingAskedAt,
      comingSaidAt: part.comingSaidAt,
      arrivesAt: part.arrivesAt,
      safetyAsked: part.state === "on_site" && part.safetyAskedAt !== null,
      // Whom to call when it goes wrong: for whoever has said yes.
      asker: await askerOf(tx, part.offeredBy, { withPhone: revealed }),
      isLead: opened.leadId === part.personId,
      supplies,
      // What there is to fetch can be read before a yes: neither whose it is nor where.
      collects: reserved
        .filter(({ state }) => state === "held")
        .map(({ kindNames, quantity, unit }) => ({ kindNames, quantity, unit })),
      requests: requests.map(({ counted, ...one }) => ({
        ...one,
        bulky: isBulky(one.bulky, counted, missingOf(one)),
        kilometres: kilometresFrom(home, one),
        ...visitTo(one.id),
        joined: joined
          .filter(({ into }) => into === one.id)
          .map((other) => ({ ...other, ...visitTo(other.id) })),
        words: words.filter(({ into }) => into === one.id),
      })),
    };
  });
}

const missingOf = ({ quantity, delivered }: { quantity: number | null; delivered: number }) =>
  quantity === null ? null : quantity - delivered;

async function requestsOf(tx: Tx, taskId: string) {
  return tx
    .select({
      id: request.id,
      priority: request.priority,
      needed: sql<boolean>`${isNotIn(request.state, CALLED_OFF)}`,
      people: request.people,
      floor: request.floor,
      lift: request.lift,
      vulnerable: request.vulnerable,
      quantity: request.quantity,
      delivered: request.delivered,
      neededBy: request.neededBy,
      locale: request.locale,
      cellLat: request.cellLat,
      cellLon: request.cellLon,
      names: category.names,
      unit: category.unit,
      /** What is brought is usually nothing to be carried there on foot; `counted`: as much of it as is missing. */
      bulky: sql<boolean>`coalesce(${usualHelp.bulky}, false)`,
      counted: sql<boolean>`${usualHelp.amount} is null`,
    })
    .from(taskRequest)
    .innerJoin(request, eq(request.id, taskRequest.requestId))
    .innerJoin(category, eq(category.id, request.categoryId))
    .leftJoin(usualHelp, eq(usualHelp.categoryId, category.id))
    .where(eq(taskRequest.taskId, taskId))
    .orderBy(asc(taskRequest.position), asc(request.createdAt));
}

/** From somebody's home to the centre of the request's cell, in half kilometres; null where one of them is not known. */
function kilometresFrom(home: Spot | null, { cellLat, cellLon }: Cell): number | null {
  const from = home && pointOf(home);
  const to = pointOf({ lat: cellLat, lon: cellLon });
  return from && to ? roughly(kilometresTo(from, to)) : null;
}
type Spot = { lat: number | null; lon: number | null };
type Cell = { cellLat: number | null; cellLon: number | null };

/** What was merged into the requests of a task. */
const joinedTo = (tx: Tx, ids: readonly string[]) =>
  tx
    .select({
      id: request.id,
      into: request.duplicateOf,
      names: category.names,
      people: request.people,
      floor: request.floor,
      lift: request.lift,
      vulnerable: request.vulnerable,
    })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(inArray(request.duplicateOf, [...ids]))
    .orderBy(asc(request.createdAt));

/** What residents have added to the requests of a task, and coordinators for who goes there, the latest first. */
export const wordsOf = (tx: Tx | Db, ids: readonly string[]) =>
  tx
    .select({
      at: requestNote.at,
      body: requestNote.body,
      byCoordinator: requestNote.forTeam,
      into: sql<string>`coalesce(${request.duplicateOf}, ${request.id})`,
    })
    .from(requestNote)
    .innerJoin(request, eq(request.id, requestNote.requestId))
    .where(
      and(
        inArray(requestNote.requestId, [...ids]),
        or(eq(requestNote.author, "resident"), eq(requestNote.forTeam, true)),
      ),
    )
    .orderBy(desc(requestNote.at))
    .limit(MOST_WORDS);

/** What to fetch and bring back; where it is, while there is something to do about it. */
async function ownSupplies(
  tx: Tx,
  ctx: Ctx<Member>,
  reserved: Awaited<ReturnType<typeof listSupplies>>,
  { taskId, working }: { taskId: string; working: boolean },
) {
  const own = reserved.filter(
    ({ state, fetchedBy }) =>
      (state === "handed_over" && fetchedBy === ctx.actor.personId) ||
      (working && isOneOf(LIVE_RESERVATIONS, state)),
  );
  const where = { page: "own_task", through: taskId } as const;
  const ids = own.map(({ offerId }) => offerId);
  const owners = await reveal(tx, ctx, "owner", ids, where);
  return own.map((one): Supply => ({ ...one, secret: owners.get(one.offerId) ?? null }));
}

/** What whoever is on the way needs of a resident: no e-mail. */
function toVisit(secret: Revealed["resident"] | undefined) {
  if (!secret) return null;
  const { email: _, ...rest } = secret;
  return rest;
}
