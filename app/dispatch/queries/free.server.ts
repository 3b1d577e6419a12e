import { and, eq, sql } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { assignment, isLiveAssignment } from "../../../drizzle/schema/dispatch";
import type { Ctx } from "../../platform/context.server";
import { windowOf } from "../../platform/window.server";
import { weekMoment } from "../../platform/zone";
import { readinessOf } from "../rules/readiness";

/** How many verified volunteers are free just now, by the district in which they live; those of none under null. */
export async function countFree({ db, now, city }: Ctx): Promise<Map<string | null, number>> {
  const around = sql`tstzrange(${now.toISOString()}::timestamptz - interval '2 days',
    ${now.toISOString()}::timestamptz + interval '2 days')`;
  const rows = await db
    .select({
      districtId: volunteerProfile.homeDistrictId,
      availability: volunteerProfile.availability,
      freeDuring: volunteerProfile.freeDuring,
      promised: sql<{ during: string; kind: "task" | "shift" }[]>`(select coalesce(json_agg(
          json_build_object('during', c.during::text, 'kind', c.kind)), '[]')
        from commitment c where c.person_id = ${person.id} and c.during && ${around})`,
    })
    .from(volunteerProfile)
    .innerJoin(person, eq(person.id, volunteerProfile.personId))
    .where(
      and(
        eq(person.standing, "verified"),
        sql`not exists (select from ${assignment}
          where ${assignment.personId} = ${person.id} and ${isLiveAssignment})`,
      ),
    );
  const moment = weekMoment(now, city.zone);
  const free = new Map<string | null, number>();
  for (const { districtId, promised, ...hours } of rows) {
    const windows = promised.map(({ during, kind }) => ({ ...windowOf(during), kind }));
    const facts = { state: null, promised: windows, ...hours };
    if (readinessOf(facts, now, moment) === "free")
      free.set(districtId, (free.get(districtId) ?? 0) + 1);
  }
  return free;
}
