import { and, eq, isNull, sql } from "drizzle-orm";
import { coordinatorDistrict, person } from "../../../drizzle/schema/accounts";
import { duty } from "../../../drizzle/schema/duty";
import type { Tx } from "../../platform/database.server";

/** Those of a district who are on duty for it, and all of them where nobody is; for what is the whole city's, of any district. */
export async function coordinatorsOf(tx: Tx, districtId: string | null) {
  const all = await tx
    .select({
      id: person.id,
      locale: person.locale,
      onDuty: sql<boolean>`bool_or(${duty.id} is not null)`,
    })
    .from(coordinatorDistrict)
    .innerJoin(person, eq(person.id, coordinatorDistrict.personId))
    .leftJoin(
      duty,
      and(
        eq(duty.personId, person.id),
        isNull(duty.until),
        districtId ? eq(duty.districtId, districtId) : undefined,
      ),
    )
    .where(districtId ? eq(coordinatorDistrict.districtId, districtId) : undefined)
    .groupBy(person.id);
  const onDuty = all.filter((coordinator) => coordinator.onDuty);
  return onDuty.length > 0 ? onDuty : all;
}
