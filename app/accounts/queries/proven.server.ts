import { and, eq, isNotNull, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import type { Db, Tx } from "../../platform/database.server";

/** A person's e-mail where mail may go: nothing but its proof is sent to one that is only claimed. */
export const provenEmail = sql<string | null>`case when ${person.emailProvenAt} is not null
  then ${person.email} end`;

/** The one account whose e-mail is proven to be this. */
export const hasProvenEmail = (email: string) =>
  and(eq(sql`lower(${person.email})`, email.toLowerCase()), isNotNull(person.emailProvenAt));

/** A person's phone where text messages may go and come from. */
export const provenPhone = sql<string | null>`case when ${person.phoneProvenAt} is not null
  then ${person.phone} end`;

/** The one account whose phone is proven to be this. */
export const hasProvenPhone = (phone: string) =>
  and(eq(person.phone, phone), isNotNull(person.phoneProvenAt));

/** Where somebody is reached: what of it is proven. */
export async function readProven(db: Db | Tx, personId: string) {
  const [found] = await db
    .select({ email: provenEmail, phone: provenPhone })
    .from(person)
    .where(eq(person.id, personId));
  return found ?? { email: null, phone: null };
}
