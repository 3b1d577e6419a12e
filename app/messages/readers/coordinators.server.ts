import { and, eq, isNull } from "drizzle-orm";
import { coordinatorDistrict, person } from "../../../drizzle/schema/accounts";
import { duty } from "../../../drizzle/schema/duty";
import type { Tx } from "../../platform/database.server";

const columns = { id: person.id, locale: person.locale };

/**
 * Whoever is on duty for a district, an administrator too; where nobody is, all its coordinators. For what is the whole city's,
 * those of any district.
 */
export async function coordinatorsOf(tx: Tx, districtId: string | null) {
  const onDuty = await tx
    .selectDistinct(columns)
    .from(duty)
    .innerJoin(person, eq(person.id, duty.personId))
    .where(and(isNull(duty.until), districtId ? eq(duty.districtId, districtId) : undefined));
  if (onDuty.length > 0) return onDuty;
  return tx
    .selectDistinct(columns)
    .from(coordinatorDistrict)
    .innerJoin(person, eq(person.id, coordinatorDistrict.personId))
    .where(districtId ? eq(coordinatorDistrict.districtId, districtId) : undefined);
}
