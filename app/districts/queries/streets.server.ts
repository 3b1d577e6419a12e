import { count, inArray, sql } from "drizzle-orm";
import { district, street } from "../../../drizzle/schema/districts";
import type { Db, Tx } from "../../platform/database.server";
import type { Point } from "../../platform/types";
import { liesIn } from "../rules/district-at";
import { chooseStreet, keysOfAddress } from "../rules/street-name";
import { isWithin, middleOf } from "../rules/streets";
import type { MultiPolygon } from "../types";

/** Borders of districts run along streets, and are simplified. */
const BORDER_METRES = 250;
/** Of a request of the whole city: further apart are two streets of one name, or one so long that its middle says little. */
const FAR_APART = 3_000;

export type Addressed = { id: string; address: string; districtId: string | null };

/**
 * The middle of the street that each address names, in its own district where it has one; what names none of the city's list, or
 * none of its district, is left out.
 */
export async function placeByStreet(
  db: Db | Tx,
  addressed: readonly Addressed[],
): Promise<Map<string, Point>> {
  const wanted = addressed.map((one) => ({ ...one, keys: keysOfAddress(one.address) }));
  const keys = [...new Set(wanted.flatMap((one) => one.keys))];
  const placed = new Map<string, Point>();
  if (keys.length === 0) return placed;
  const streets = await db
    .select({ names: street.names, keys: street.keys, points: street.points })
    .from(street)
    .where(sql`${street.keys} && ${sql.param(keys)}::text[]`);
  if (streets.length === 0) return placed;
  const byKey = new Map<string, typeof streets>();
  for (const one of streets)
    for (const key of one.keys) byKey.set(key, [...(byKey.get(key) ?? []), one]);
  const shapes = await shapesOf(db, addressed);
  for (const { id, address, districtId, keys: own } of wanted) {
    const found = new Set(own.flatMap((key) => byKey.get(key) ?? []));
    const shape = districtId ? shapes.get(districtId) : null;
    const inside = [...found].flatMap(({ names, points }) => {
      const near = shape
        ? points.filter(([lon, lat]) => liesIn(shape, { lon, lat }, BORDER_METRES))
        : points;
      return near.length > 0 ? [{ names, points: near }] : [];
    });
    const chosen = chooseStreet(address, inside);
    const middle = chosen && middleOf(chosen.points);
    if (middle && (shape || isWithin(chosen.points, middle, FAR_APART))) placed.set(id, middle);
  }
  return placed;
}

async function shapesOf(db: Db | Tx, addressed: readonly Addressed[]) {
  const ids = [...new Set(addressed.flatMap(({ districtId }) => districtId ?? []))];
  if (ids.length === 0) return new Map<string, { code: string; geometry: MultiPolygon }>();
  const rows = await db
    .select({ id: district.id, code: district.code, geometry: district.geometry })
    .from(district)
    .where(inArray(district.id, ids));
  return new Map(
    rows.map(({ id, code, geometry }) => [id, { code, geometry: geometry as MultiPolygon }]),
  );
}

export async function countStreets(db: Db): Promise<number> {
  const [found] = await db.select({ streets: count() }).from(street);
  return found?.streets ?? 0;
}
