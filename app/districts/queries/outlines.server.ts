import { createHash } from "node:crypto";
import { asc, isNull } from "drizzle-orm";
import { district } from "../../../drizzle/schema/districts";
import type { Db } from "../../platform/database.server";
import type { Names, Point } from "../../platform/types";
import { centreOf, outlineOf } from "../rules/outline";
import type { MultiPolygon, Ring } from "../types";

/** A district as maps draw it. */
export type Outline = {
  id: string;
  code: string;
  names: Names;
  polygons: Ring[][];
  centre: Point | null;
};
export type Outlines = { stamp: string; districts: Outline[] };

let kept: Outlines | null = null;

/** The districts that stand, simplified; worked out again only when one of them has changed, which the stamp tells. */
export async function readOutlines(db: Db): Promise<Outlines> {
  const stands = isNull(district.retiredAt);
  const versions = await db
    .select({ id: district.id, version: district.version })
    .from(district)
    .where(stands)
    .orderBy(asc(district.code));
  const text = versions.map(({ id, version }) => `${id} ${version}`).join();
  const stamp = createHash("sha256").update(text).digest("hex").slice(0, 16);
  if (kept?.stamp === stamp) return kept;
  const rows = await db
    .select({
      id: district.id,
      code: district.code,
      names: district.names,
      geometry: district.geometry,
    })
    .from(district)
    .where(stands)
    .orderBy(asc(district.code));
  const districts = rows.map(({ geometry, ...row }) => ({
    ...row,
    polygons: outlineOf(geometry as MultiPolygon),
    centre: centreOf(geometry as MultiPolygon),
  }));
  kept = { stamp, districts };
  return kept;
}
