import { and, eq, inArray, sql } from "drizzle-orm";
import { isIn } from "../../../drizzle/schema/columns";
import { category, clock, district } from "../../../drizzle/schema/districts";
import { isOpen, request } from "../../../drizzle/schema/requests";
import { offer } from "../../../drizzle/schema/resources";
import { shift } from "../../../drizzle/schema/shifts";
import { findDistrict, readClocks } from "../../districts/queries.server";
import { judgeLimits } from "../../districts/rules/clock-order";
import type { Clock, Priority } from "../../districts/types";
import type { Ctx } from "../../platform/context.server";
import type { Db } from "../../platform/database.server";
import type { Names } from "../../platform/types";
import { dueOf } from "../../requests/rules/urgency";
import { LIVE_OFFERS } from "../../resources/states";
import { OPEN_SHIFTS } from "../../shifts/states";

export type LateThen = { open: number; more: number; fewer: number };

/**
 * How many open requests would be late now if these limits had counted from the beginning, that are not; and the other way round. Null
 * where it is the same for all of them, or the limits can't be set.
 */
export async function lateWith(
  { db, now }: Ctx,
  limits: Clock & { priority: Priority; district: string },
): Promise<LateThen | null> {
  const districtId = limits.district ? await findDistrict(db, limits.district) : null;
  const stands = await readClocks(db, districtId);
  if (Object.keys(judgeLimits(limits.priority, limits, stands)).length > 0) return null;
  const ofDistrict = sql`${request.districtId} = (select id from ${district} where code = ${limits.district})`;
  const ofCity = sql`not exists (select from ${clock}
    where ${clock.districtId} = ${request.districtId} and ${clock.priority} = ${limits.priority})`;
  const rows = await db
    .select({
      state: request.state,
      cover: request.cover,
      priority: request.priority,
      createdAt: request.createdAt,
      triagedAt: request.triagedAt,
      neededBy: request.neededBy,
      dueAt: request.dueAt,
    })
    .from(request)
    .where(
      and(isOpen, eq(request.priority, limits.priority), limits.district ? ofDistrict : ofCity),
    );
  const clocks = { critical: limits, high: limits, normal: limits, low: limits };
  const lateness = rows.map((row) => [row.dueAt <= now, dueOf(row, clocks) <= now] as const);
  const more = lateness.filter(([is, would]) => would && !is).length;
  const fewer = lateness.filter(([is, would]) => is && !would).length;
  return more + fewer > 0 ? { open: rows.length, more, fewer } : null;
}

export type DistrictUse = {
  code: string;
  requests: number;
  coordinators: string[];
  shifts: number;
  offers: number;
};

/** What is still there in districts that a file would retire. */
export async function stillInDistricts(db: Db, codes: readonly string[]): Promise<DistrictUse[]> {
  if (codes.length === 0) return [];
  return db
    .select({
      code: district.code,
      requests: sql<number>`(select count(*) from ${request}
        where request.district_id = district.id and ${isOpen})::int`,
      coordinators: sql<string[]>`array(select p.name from coordinator_district c
        join person p on p.id = c.person_id where c.district_id = district.id order by p.name)`,
      shifts: sql<number>`(select count(*) from ${shift}
        where shift.district_id = district.id and ${isIn(shift.state, OPEN_SHIFTS)})::int`,
      offers: sql<number>`(select count(*) from ${offer}
        where offer.district_id = district.id and ${isIn(offer.state, LIVE_OFFERS)})::int`,
    })
    .from(district)
    .where(inArray(district.code, [...codes]))
    .orderBy(district.code);
}

/** How many open requests are of a kind that is to be offered no more. */
export async function openOfKind(db: Db, code: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(and(isOpen, eq(category.code, code)));
  return row!.count;
}

/** The districts that nobody would coordinate any more if a person had these alone, and how many open requests wait there. */
export async function leftAlone(
  db: Db,
  personId: string,
  kept: readonly string[],
): Promise<{ names: Names; requests: number }[]> {
  return db
    .select({
      names: district.names,
      requests: sql<number>`(select count(*) from ${request}
        where request.district_id = district.id and ${isOpen})::int`,
    })
    .from(district)
    .where(
      sql`${district.retiredAt} is null and not ${district.code} = any(${sql.param([...kept])}::text[])
        and exists (select from coordinator_district c where c.district_id = ${district.id} and c.person_id = ${personId}::uuid)
        and not exists (select from coordinator_district c where c.district_id = ${district.id} and c.person_id <> ${personId}::uuid)`,
    )
    .orderBy(district.code);
}
