import { asc, eq, isNull } from "drizzle-orm";
import { category, clock, district } from "../../../drizzle/schema/districts";
import type { Db } from "../../platform/database.server";

export const readCategories = (db: Db) =>
  db.select().from(category).orderBy(asc(category.position), asc(category.code));

export async function readCategory(db: Db, code: string) {
  const [found] = await db.select().from(category).where(eq(category.code, code));
  return found ?? null;
}

/** Every clock: the city's, then those that a district has of its own. */
export async function readAllClocks(db: Db) {
  const [clocks, districts] = await Promise.all([
    db
      .select({ clock, district: { code: district.code, names: district.names } })
      .from(clock)
      .leftJoin(district, eq(district.id, clock.districtId)),
    db
      .select({ code: district.code, names: district.names })
      .from(district)
      .where(isNull(district.retiredAt))
      .orderBy(asc(district.code)),
  ]);
  return { clocks, districts };
}
