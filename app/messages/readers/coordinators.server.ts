import { eq } from "drizzle-orm";
import { coordinatorDistrict, person } from "../../../drizzle/schema/accounts";
import type { Tx } from "../../platform/database.server";

/** Those of a district who are on duty, and all of them where nobody is; for what is the whole city's, of any district. */
export async function coordinatorsOf(tx: Tx, districtId: string | null) {
  const all = await tx
    .selectDistinct({ id: person.id, locale: person.locale, onDuty: person.onDuty })
    .from(coordinatorDistrict)
    .innerJoin(person, eq(person.id, coordinatorDistrict.personId))
    .where(districtId ? eq(coordinatorDistrict.districtId, districtId) : undefined);
  const onDuty = all.filter((coordinator) => coordinator.onDuty);
  return onDuty.length > 0 ? onDuty : all;
}
