import { eq, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import type { Db } from "../../platform/database.server";
import { isUuid } from "../../platform/identifiers";

/** What somebody may do, by the codes of their districts that are still there; null for nobody. For administrators. */
export async function reachOf(db: Db, personId: string) {
  if (!isUuid(personId)) return null;
  const [found] = await db
    .select({
      id: person.id,
      name: person.name,
      version: person.version,
      administrator: person.administrator,
      districts: sql<string[]>`array(select d.code from coordinator_district c
        join district d on d.id = c.district_id
        where c.person_id = person.id and d.retired_at is null order by d.code)`,
    })
    .from(person)
    .where(eq(person.id, personId));
  return found ?? null;
}
