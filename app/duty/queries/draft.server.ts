import { and, asc, count, eq, gte, inArray, isNotNull, lte, max } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import { category, district } from "../../../drizzle/schema/districts";
import { isOpen, request, requestNote } from "../../../drizzle/schema/requests";
import { inScope } from "../../accounts/queries/scope.server";
import type { EventType } from "../../audit/events";
import { whoIsComing } from "../../dispatch/queries/coming.server";
import { listTasks } from "../../dispatch/queries/tasks.server";
import type { Ctx } from "../../platform/context.server";
import type { DistrictId, Member } from "../../platform/types";
import { countBoard, listBoard } from "../../requests/queries/board.server";
import { readFilter } from "../../requests/rules/filter";
import type { LaneName } from "../../requests/states";
import { listTroubles } from "../../resources/queries/offers.server";
import { readWeek } from "../../shifts/queries/rota.server";
import { GAPS_AHEAD } from "../rules/timing";

/**
 * What is open in these districts and in the city-wide queue just now, drawn from the board itself: nothing is copied, so it is as
 * true for whoever takes over as it is when it is written. `since`: promises to residents are looked for from there on.
 */
export async function readDraft(ctx: Ctx<Member>, districtIds: readonly string[], since: Date) {
  const there = {
    ...ctx,
    actor: { ...ctx.actor, administrator: false, districts: districtIds as DistrictId[] },
  };
  const board = readFilter(new URLSearchParams());
  const inLane = async (lane: LaneName) => (await listBoard(there, { ...board, lane })).lines;
  const tonight = { from: ctx.now, to: new Date(ctx.now.getTime() + GAPS_AHEAD) };
  const [heads, danger, broken, reminders, tasks, troubles, roles, promises] = await Promise.all([
    countBoard(there, board),
    inLane("danger"),
    inLane("broken"),
    readReminders(there),
    listTasks(there, "live"),
    listTroubles(there),
    readWeek(there, tonight, null),
    readPromises(there, since),
  ]);
  const ids = [...danger, ...broken].map(({ id }) => id);
  return {
    heads: heads.lanes,
    danger,
    broken,
    reminders,
    coming: await whoIsComing(there, ids),
    tasks,
    promises,
    loans: troubles.late,
    gaps: roles.filter(
      ({ shift, role, coming }) => shift.state !== "draft" && coming < role.minimum,
    ),
  };
}

/** The open requests that somebody wants to come back to, the first first. */
const readReminders = ({ db, actor }: Ctx<Member>) =>
  db
    .select({
      id: request.id,
      categoryNames: category.names,
      districtNames: district.names,
      at: request.remindAt,
    })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .leftJoin(district, eq(district.id, request.districtId))
    .where(and(isNotNull(request.remindAt), isOpen, inScope(actor, request.districtId)))
    .orderBy(asc(request.remindAt))
    .limit(100);

/** The open requests whose residents were told something by a coordinator, with when it was said last; never what. */
async function readPromises({ db, actor }: Ctx<Member>, since: Date) {
  return db
    .select({
      id: request.id,
      categoryNames: category.names,
      districtNames: district.names,
      at: max(requestNote.at),
      count: count(),
    })
    .from(requestNote)
    .innerJoin(request, eq(request.id, requestNote.requestId))
    .innerJoin(category, eq(category.id, request.categoryId))
    .leftJoin(district, eq(district.id, request.districtId))
    .where(
      and(
        eq(requestNote.author, "coordinator"),
        eq(requestNote.forResident, true),
        gte(requestNote.at, since),
        isOpen,
        inScope(actor, request.districtId),
      ),
    )
    .groupBy(request.id, category.names, district.names)
    .orderBy(asc(max(requestNote.at)))
    .limit(100);
}

const MOST_LOGGED = 300;

/** What somebody did on duty, from the record, in order: times and kinds of change alone (ICS 214). */
export async function readActivity(
  { db }: Ctx<Member>,
  {
    personId,
    from,
    to,
    districtIds,
  }: { personId: string; from: Date; to: Date; districtIds: readonly string[] },
) {
  const rows = await db
    .select({ at: event.at, type: event.type, names: district.names })
    .from(event)
    .innerJoin(district, eq(district.id, event.districtId))
    .where(
      and(
        eq(event.actorId, personId),
        gte(event.at, from),
        lte(event.at, to),
        inArray(event.districtId, [...districtIds]),
      ),
    )
    .orderBy(asc(event.id))
    .limit(MOST_LOGGED);
  return rows.map(({ type, ...row }) => ({ ...row, type: type as EventType }));
}
