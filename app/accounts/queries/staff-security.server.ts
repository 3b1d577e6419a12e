import { asc, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { readRequiredFrom } from "./security-setting.server";

/**
 * Coordinators and administrators with whether they have a second factor, and from when one is required. Volunteers who
 * have one are there as well: they can lose it too.
 */
export async function readStaffSecurity(ctx: Ctx<Member>) {
  const [people, setting] = await Promise.all([
    ctx.db
      .select({
        id: person.id,
        name: person.name,
        administrator: person.administrator,
        hasFactor: sql<boolean>`exists (
          select from second_factor where second_factor.person_id = person.id)`,
      })
      .from(person)
      .where(
        sql`${person.administrator} or exists (
          select from coordinator_district where coordinator_district.person_id = person.id)
          or exists (select from second_factor where second_factor.person_id = person.id)`,
      )
      .orderBy(asc(person.name), asc(person.id)),
    readRequiredFrom(ctx.db),
  ]);
  return { people, ...setting };
}
