import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { taskRequest } from "../../../drizzle/schema/dispatch";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import { readOutlines } from "../../districts/queries/outlines.server";
import { pointOf, samePoint } from "../../districts/rules/place";
import type { Db, Tx } from "../../platform/database.server";
import { OPEN_STATES } from "../../requests/states";

type Spot = { districtId: string | null; lat: number | null; lon: number | null };

/** Whether a task lies where a request does. */
export const liesAt = (one: Spot, other: Spot): boolean =>
  one.districtId === other.districtId && samePoint(pointOf(one), pointOf(other));

/** The first of a task's requests that is still open, and where it lies; null for an errand. */
export async function firstServed(db: Db | Tx, taskId: string) {
  const [first] = await db
    .select({
      id: request.id,
      districtId: request.districtId,
      lat: requestPrivate.lat,
      lon: requestPrivate.lon,
    })
    .from(taskRequest)
    .innerJoin(request, eq(request.id, taskRequest.requestId))
    .leftJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
    .where(and(eq(taskRequest.taskId, taskId), inArray(request.state, [...OPEN_STATES])))
    .orderBy(asc(taskRequest.position), asc(request.createdAt), asc(request.id))
    .limit(1);
  return first ?? null;
}

/** The exact point of a request, which its task is measured from and which no page gives out. */
export async function pointOfRequest(db: Db | Tx, requestId: string) {
  const [found] = await db
    .select({ lat: requestPrivate.lat, lon: requestPrivate.lon })
    .from(requestPrivate)
    .where(eq(requestPrivate.requestId, requestId));
  return found ?? { lat: null, lon: null };
}

/** Where a task is measured from: its point, else the middle of the street of the first request that it serves. No page gives it out. */
export const taskPlace = { lat: pointOrStreet("lat"), lon: pointOrStreet("lon") };

function pointOrStreet(axis: "lat" | "lon") {
  const street = sql.identifier(`street_${axis}`);
  // Written out: a query of one table names its columns without it.
  return sql<number | null>`coalesce(task.${sql.identifier(axis)}, (
    select p.${street} from task_request tr join request_private p on p.request_id = tr.request_id
    where tr.task_id = task.id order by tr.position, tr.request_id limit 1))`;
}

const measured = {
  lat: sql<number | null>`coalesce(lat, street_lat)`,
  lon: sql<number | null>`coalesce(lon, street_lon)`,
};

/** The points of those that have one, else the middle of their street; a task's stops are put in order by them. */
export async function pointsOfRequests(db: Db | Tx, ids: readonly string[]) {
  const rows = await db
    .select({ id: requestPrivate.requestId, ...measured })
    .from(requestPrivate)
    .where(inArray(requestPrivate.requestId, [...ids]));
  return new Map(rows.map(({ id, ...row }) => [id, pointOf(row)]));
}

/** Where a request is, as far as that is known, to measure from: its point, else about, the middle of its street or district. Null: in the city. */
export async function whereabouts(db: Db, requestId: string) {
  const [found] = await db
    .select({
      lat: requestPrivate.lat,
      lon: requestPrivate.lon,
      street: { lat: requestPrivate.streetLat, lon: requestPrivate.streetLon },
      districtId: request.districtId,
    })
    .from(request)
    .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
    .where(eq(request.id, requestId));
  const point = found && pointOf(found);
  if (point) return { point, from: "point" as const };
  const street = found && pointOf(found.street);
  if (street) return { point: street, from: "street" as const };
  const { districts } = await readOutlines(db);
  const centre = districts.find(({ id }) => id === found?.districtId)?.centre;
  return centre ? { point: centre, from: "about" as const } : null;
}
