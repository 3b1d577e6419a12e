import { and, eq, isNull } from "drizzle-orm";
import { city, district } from "../../../drizzle/schema/districts";
import type { Db, Tx } from "../../platform/database.server";
import { type DistrictId, done, type Point, type Result, refuse } from "../../platform/types";
import { districtAt, liesIn } from "../rules/district-at";
import { cellCentre, type Misplaced, misplaced } from "../rules/grid";
import type { MultiPolygon } from "../types";

/** How far outside the border of the chosen district a point is still no contradiction. */
const BORDER_METRES = 250;

export type Located = {
  /** Null: of the whole city. */
  districtId: DistrictId | null;
  point: Point | null;
  /** Centre of the 500 m cell of the point, as columns; null where there is no point. */
  cell: { cellLat: number | null; cellLon: number | null };
  /** The point does not lie in the district that was chosen, nor at its border. */
  outside: boolean;
  /** Why the point that was given counts as none. */
  misplaced: Misplaced | null;
};

/**
 * Where something is, of the district that was chosen (by its code, or empty) and a point: the one place where they become a
 * district, a point and a cell. A point that can't be meant is none; whether it is refused is the caller's. Where none was chosen it is the district that the point lies in. Refuses: `district.unknown`.
 */
export async function locate(
  db: Db | Tx,
  { district: code, point: given }: { district: string; point: Point | null },
): Promise<Result<Located>> {
  const wrong = given && misplaced(given, await centreOf(db));
  const point = wrong ? null : given;
  const cell = point && cellCentre(point);
  const where = {
    point,
    cell: { cellLat: cell?.lat ?? null, cellLon: cell?.lon ?? null },
    misplaced: wrong,
  };
  const chosen = code ? await shapesOf(db, code) : [];
  if (code && chosen.length === 0) return refuse("district.unknown");
  const [own] = chosen;
  if (own) {
    const outside = point !== null && !liesIn(own, point, BORDER_METRES);
    return done({ ...where, districtId: own.id, outside });
  }
  const around = point ? districtAt(await shapesOf(db), point) : null;
  return done({ ...where, districtId: around?.id ?? null, outside: false });
}

async function centreOf(db: Db | Tx): Promise<Point> {
  const [found] = await db.select({ lat: city.lat, lon: city.lon }).from(city);
  if (!found) throw new Error("no city in this database");
  return found;
}

/** The districts that take new things, or the one of a code. */
async function shapesOf(db: Db | Tx, code?: string) {
  const rows = await db
    .select({ id: district.id, code: district.code, geometry: district.geometry })
    .from(district)
    .where(and(isNull(district.retiredAt), code ? eq(district.code, code) : undefined));
  return rows.map(({ id, geometry, ...row }) => ({
    ...row,
    id: id as DistrictId,
    geometry: geometry as MultiPolygon,
  }));
}
