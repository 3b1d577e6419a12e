import { asc, isNull, sql } from "drizzle-orm";
import { isIn } from "../../../drizzle/schema/columns";
import { district } from "../../../drizzle/schema/districts";
import { isOpen, request } from "../../../drizzle/schema/requests";
import { countFree } from "../../dispatch/queries/free.server";
import type { Ctx } from "../../platform/context.server";
import type { Names } from "../../platform/types";
import { UNCOVERED } from "../../requests/states";

/** Minutes after which somebody who has opened no page counts as away. */
const SEEN_WITHIN = 30;

export type DistrictLine = {
  /** Null for the city-wide queue. */
  code: string | null;
  names: Names | null;
  unread: number;
  alone: number;
  late: number;
  open: number;
  coordinators: number;
  /** Of them, who has opened a page lately. */
  seen: number;
  /** Who says that they keep its board, administrators too. */
  onDuty: number;
  free: number;
};

/** How every district stands: for administrators. Exercises count in no real number. */
export async function readByDistrict(ctx: Ctx): Promise<DistrictLine[]> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const isAlone = sql`${request.state} = 'triaged' or ${request.state} = 'in_progress' and ${isIn(request.cover, UNCOVERED)}`;
  const [districts, requests, people, free] = await Promise.all([
    ctx.db
      .select({ id: district.id, code: district.code, names: district.names })
      .from(district)
      .where(isNull(district.retiredAt))
      .orderBy(asc(district.code)),
    ctx.db
      .select({
        id: request.districtId,
        open: sql<number>`count(*)::int`,
        unread: sql<number>`(count(*) filter (where ${request.state} = 'submitted'))::int`,
        alone: sql<number>`(count(*) filter (where ${isAlone}))::int`,
        late: sql<number>`(count(*) filter (where ${request.dueAt} <= ${now}))::int`,
      })
      .from(request)
      .where(sql`${isOpen} and not ${request.exercise}`)
      .groupBy(request.districtId),
    ctx.db.execute<{ id: string; coordinators: number; seen: number; duty: number }>(sql`
      select district.id, count(c.person_id)::int as coordinators,
        (count(*) filter (where exists (select from session s where s.user_id = c.person_id
          and s.last_seen_at > ${now} - make_interval(mins => ${SEEN_WITHIN}))))::int as seen,
        (select count(*)::int from duty d where d.district_id = district.id and d.until is null) as duty
      from district left join coordinator_district c on c.district_id = district.id group by district.id`),
    countFree(ctx),
  ]);
  const lineOf = (id: string | null) => {
    const {
      open = 0,
      unread = 0,
      alone = 0,
      late = 0,
    } = requests.find((one) => one.id === id) ?? {};
    const {
      coordinators = 0,
      seen = 0,
      duty: onDuty = 0,
    } = people.find((one) => one.id === id) ?? {};
    return { open, unread, alone, late, coordinators, seen, onDuty, free: free.get(id) ?? 0 };
  };
  return [
    ...districts.map(({ id, code, names }) => ({ code, names, ...lineOf(id) })),
    { code: null, names: null, ...lineOf(null) },
  ];
}
