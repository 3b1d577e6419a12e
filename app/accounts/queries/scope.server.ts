import { type AnyColumn, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Actor } from "../../platform/types";

/**
 * What of a table with districts an actor may see: coordinators their districts and the city-wide
 * queue (no district), administrators everything, everybody else nothing.
 */
export function inScope(actor: Actor, district: AnyColumn): SQL {
  if (actor.kind !== "member") return sql`false`;
  if (actor.administrator) return sql`true`;
  if (actor.districts.length === 0) return sql`false`;
  return or(isNull(district), inArray(district, [...actor.districts]))!;
}
