import { eq, sql } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import type { Tx } from "../../platform/database.server";

/** The districts that a person coordinates, by id. */
export const districtsOf = sql<string[]>`array(select c.district_id from coordinator_district c
  where c.person_id = ${person.id})`;

/** A volunteer's account, locked until the change is done, with what decides who may act on it; null for nobody. */
export async function lockVolunteer(tx: Tx, personId: string) {
  // Locked first and read then: a role that was given meanwhile is seen.
  await tx.select({ id: person.id }).from(person).where(eq(person.id, personId)).for("update");
  const [found] = await tx
    .select({
      own: person,
      homeDistrictId: volunteerProfile.homeDistrictId,
      districts: districtsOf,
    })
    .from(person)
    .innerJoin(volunteerProfile, eq(volunteerProfile.personId, person.id))
    .where(eq(person.id, personId));
  if (!found) return null;
  const { own, homeDistrictId, districts } = found;
  return { ...own, homeDistrictId, districts, hasPassword: own.passwordHash !== null };
}

/** What somebody may do at this moment, whatever they could when their request began. */
export async function readReach(tx: Tx, personId: string) {
  const [found] = await tx
    .select({ administrator: person.administrator, districts: districtsOf })
    .from(person)
    .where(eq(person.id, personId));
  return found ?? { administrator: false, districts: [] };
}

/** Changes of who may do what wait for one another; before any person is locked. */
export const lockReach = (tx: Tx) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtext('reach'))`);
