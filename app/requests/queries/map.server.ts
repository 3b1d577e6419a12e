import { and, asc, between, eq } from "drizzle-orm";
import { category, district } from "../../../drizzle/schema/districts";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import { inScope } from "../../accounts/queries/scope.server";
import { readOutlines } from "../../districts/queries/outlines.server";
import { cellCentre } from "../../districts/rules/grid";
import { pointOf } from "../../districts/rules/place";
import { PRIORITIES, type Priority } from "../../districts/types";
import type { Ctx } from "../../platform/context.server";
import type { Member, Names } from "../../platform/types";
import type { BoardFilter } from "../rules/filter";
import { LANES, LAST_AT_WORK, UNCOVERED } from "../states";
import { chosen } from "./board.server";

/** Of a city's worst night; beyond it the map says that there is more. */
const MOST = 10_000;

/** A request on the map: in which 500 m cell, never where exactly. */
export type PlacedRequest = {
  id: string;
  lat: number;
  lon: number;
  /** Only its street is known, or its district; null: it has a point. */
  about: "street" | "district" | null;
  priority: Priority;
  /** Nobody has said yes. */
  alone: boolean;
  categoryNames: Names;
  districtId: string | null;
};

/** Every request that somebody of the city has something to do with, within the coordinator's reach and the filter. */
export async function placeRequests(ctx: Ctx<Member>, filter: BoardFilter) {
  const { lane } = filter;
  const [rows, { districts }] = await Promise.all([
    ctx.db
      .select({
        id: request.id,
        priority: request.priority,
        state: request.state,
        cover: request.cover,
        lat: request.cellLat,
        lon: request.cellLon,
        street: { lat: requestPrivate.streetLat, lon: requestPrivate.streetLon },
        districtId: request.districtId,
        categoryNames: category.names,
      })
      .from(request)
      .innerJoin(category, eq(category.id, request.categoryId))
      .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
      .leftJoin(district, eq(district.id, request.districtId))
      .where(
        and(
          lane ? eq(request.lane, LANES.indexOf(lane) + 1) : between(request.lane, 1, LAST_AT_WORK),
          inScope(ctx.actor, request.districtId),
          chosen(filter),
        ),
      )
      .orderBy(asc(request.lane), asc(request.dueAt), asc(request.createdAt), asc(request.id))
      .limit(MOST + 1),
    readOutlines(ctx.db),
  ]);
  const centres = new Map(districts.map(({ id, centre }) => [id, centre]));
  const placed: PlacedRequest[] = [];
  let unplaced = 0;
  for (const { lat, lon, street, state, cover, ...row } of rows.slice(0, MOST)) {
    const alone = state !== "in_progress" || UNCOVERED.includes(cover);
    const cell = pointOf({ lat, lon });
    const along = cell ? null : pointOf(street);
    const at = cell ?? (along ? cellCentre(along) : centres.get(row.districtId ?? ""));
    const about = cell ? null : along ? "street" : "district";
    if (at) placed.push({ ...row, ...at, about, alone });
    else unplaced += 1;
  }
  placed.sort((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority));
  return { placed, unplaced, more: rows.length > MOST };
}
