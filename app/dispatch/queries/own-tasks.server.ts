import { and, asc, desc, eq, gte, sql } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import { assignment, task, taskRequest } from "../../../drizzle/schema/dispatch";
import { category, district } from "../../../drizzle/schema/districts";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import type { Member, Names } from "../../platform/types";
import { windowOf } from "../../platform/window.server";
import { listSupplies, type Supply } from "../../resources/queries/offers.server";
import { mayReveal } from "../policy";
import { LIVE_TASK_STATES } from "../types";

const PAST = 20;
/** Opening the page again and again while on the way is one look. */
const ONE_LOOK = 5 * 60_000;

/** The kinds of help that a task brings, as names; `task` must be in the query. */
export const kindsOf = sql<Names[]>`array(select distinct c.names from task_request tr
  join request r on r.id = tr.request_id join category c on c.id = r.category_id
  where tr.task_id = task.id)`;

/** A volunteer's own tasks: to answer, at work, and the latest that are over. */
export async function listOwnTasks(ctx: Ctx<Member>) {
  const rows = await ctx.db
    .select({
      ...{ taskId: task.id, number: task.number, title: task.title, taskState: task.state },
      ...{ during: task.during, kinds: kindsOf, districtNames: district.names },
      ...{ state: assignment.state, answerBy: assignment.answerBy, stateAt: assignment.stateAt },
    })
    .from(assignment)
    .innerJoin(task, eq(task.id, assignment.taskId))
    .leftJoin(district, eq(district.id, task.districtId))
    .where(eq(assignment.personId, ctx.actor.personId))
    .orderBy(desc(assignment.offeredAt))
    .limit(100);
  const tasks = rows.map(({ during, ...row }) => ({ ...row, window: windowOf(during) }));
  const isLive = (row: (typeof tasks)[number]) =>
    LIVE_TASK_STATES.some((one) => one === row.taskState);
  const offers = tasks.filter(
    (row) => row.state === "offered" && row.answerBy > ctx.now && isLive(row),
  );
  const mine = tasks.filter(
    (row) => ["accepted", "en_route", "on_site"].includes(row.state) && isLive(row),
  );
  const past = tasks.filter((row) => !offers.includes(row) && !mine.includes(row)).slice(0, PAST);
  mine.sort((a, b) => a.window.from.getTime() - b.window.from.getTime());
  return { offers, mine, past };
}

export type OwnTask = Awaited<ReturnType<typeof listOwnTasks>>["mine"][number];

/**
 * One task for the volunteer who has a part in it. Who and where exactly is in it only as
 * `mayReveal` allows, and then the look is on record. Null for anybody else.
 */
export async function openOwnTask(ctx: Ctx<Member>, taskId: string) {
  if (!/^[0-9a-f-]{36}$/.test(taskId)) return null;
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ task, part: assignment, districtNames: district.names, kinds: kindsOf })
      .from(assignment)
      .innerJoin(task, eq(task.id, assignment.taskId))
      .leftJoin(district, eq(district.id, task.districtId))
      .where(and(eq(assignment.taskId, taskId), eq(assignment.personId, ctx.actor.personId)))
      .orderBy(desc(assignment.offeredAt))
      .limit(1);
    if (!found) return null;
    const { part, task: its, kinds, districtNames } = found;
    const own = { personId: part.personId, state: part.state, taskState: its.state };
    const revealed = mayReveal(ctx.actor, own);
    const requests = await requestsOf(tx, taskId);
    if (revealed) for (const one of requests) await noteReveal(tx, ctx, "request", one.id, taskId);
    const supplies = await ownSupplies(tx, ctx, taskId, revealed);
    const [{ team } = { team: 0 }] = await tx.execute<{ team: number }>(sql`
      select count(*)::int as team from assignment
      where task_id = ${taskId} and state in ('accepted', 'en_route', 'on_site', 'done')`);
    return {
      ...{ id: its.id, number: its.number, title: its.title, briefing: its.briefing, kinds },
      ...{ checklist: its.checklist, skills: its.skills, teamSize: its.teamSize, team },
      ...{ taskState: its.state, window: windowOf(its.during), districtNames },
      ...{ state: part.state, answerBy: part.answerBy, isLead: its.leadId === part.personId },
      supplies,
      requests: requests.map(({ secret, ...one }) => ({
        ...one,
        secret: revealed ? secret : null,
      })),
    };
  });
}

export type OpenedOwnTask = NonNullable<Awaited<ReturnType<typeof openOwnTask>>>;

async function requestsOf(tx: Tx, taskId: string) {
  return tx
    .select({
      ...{ id: request.id, people: request.people, vulnerable: request.vulnerable },
      ...{ quantity: request.quantity, delivered: request.delivered, neededBy: request.neededBy },
      ...{ locale: request.locale, cellLat: request.cellLat, cellLon: request.cellLon },
      ...{ names: category.names, unit: category.unit },
      secret: {
        ...{
          name: requestPrivate.name,
          phone: requestPrivate.phone,
          access: requestPrivate.access,
        },
        ...{ address: requestPrivate.address, details: requestPrivate.details },
        ...{ lat: requestPrivate.lat, lon: requestPrivate.lon },
      },
    })
    .from(taskRequest)
    .innerJoin(request, eq(request.id, taskRequest.requestId))
    .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(eq(taskRequest.taskId, taskId))
    .orderBy(asc(request.createdAt));
}

/** What to fetch and bring back; where it is, while there is something to do about it. */
async function ownSupplies(tx: Tx, ctx: Ctx<Member>, taskId: string, working: boolean) {
  const own: Supply[] = [];
  for (const { secret, fetchedBy, ...one } of await listSupplies(tx, taskId)) {
    const mine = one.state === "handed_over" && fetchedBy === ctx.actor.personId;
    if (!mine && !(working && (one.state === "held" || one.state === "handed_over"))) continue;
    await noteReveal(tx, ctx, "offer", one.offerId, taskId);
    own.push({ ...one, secret, fetchedBy });
  }
  return own;
}

async function noteReveal(
  tx: Tx,
  ctx: Ctx<Member>,
  thing: "request" | "offer",
  thingId: string,
  taskId: string,
) {
  const type = `${thing}.revealed`;
  const [recent] = await tx
    .select({ id: event.id })
    .from(event)
    .where(
      and(
        ...[eq(event.thingId, thingId), eq(event.actorId, ctx.actor.personId)],
        ...[eq(event.type, type), gte(event.at, new Date(Date.now() - ONE_LOOK))],
      ),
    )
    .limit(1);
  if (!recent) await record(tx, ctx.actor, { type, thing, thingId, data: { task: taskId } });
}
