import { createHash } from "node:crypto";
import { asc, isNull } from "drizzle-orm";
import { district } from "../../../drizzle/schema/districts";
import type { Db, Tx } from "../../platform/database.server";
import type { MultiPolygon } from "../types";

/** The districts that stand, and a stamp that changes whenever one of them does. */
export async function readBoundaries(db: Db | Tx) {
  const rows = await db
    .select()
    .from(district)
    .where(isNull(district.retiredAt))
    .orderBy(asc(district.code));
  const versions = rows.map(({ id, version }) => `${id} ${version}`).join();
  const stamp = createHash("sha256").update(versions).digest("hex").slice(0, 16);
  return {
    stamp,
    districts: rows.map((row) => ({ ...row, geometry: row.geometry as MultiPolygon })),
  };
}

export type Boundaries = Awaited<ReturnType<typeof readBoundaries>>;
