import { and, asc, eq, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import type { Tx } from "../../platform/database.server";

type Contact = { email: string } | { phone: string };

const claims = (contact: Contact) =>
  "email" in contact
    ? eq(sql`lower(${person.email})`, contact.email.toLowerCase())
    : eq(person.phone, contact.phone);

/**
 * Whoever proves, accepts or is seen with the same contact at once waits here for one another; then everybody who claims it
 * is locked, and `personId` with them, in one order. Comes before any other lock of a person.
 */
export async function lockContact(tx: Tx, contact: Contact, personId: string | null = null) {
  const name = "email" in contact ? `email ${contact.email.toLowerCase()}` : contact.phone;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
  const own = personId ? eq(person.id, personId) : undefined;
  await tx
    .select({ id: person.id })
    .from(person)
    .where(or(claims(contact), own))
    .orderBy(asc(person.id))
    .for("update");
}

/**
 * Makes way for a contact that is about to be proven for one person: others' unproven claims to it go. False when it is
 * proven for somebody else already. `lockContact` comes first.
 */
export async function takeContact(
  tx: Tx,
  contact: Contact,
  personId: string | null,
): Promise<boolean> {
  const provenAt = "email" in contact ? person.emailProvenAt : person.phoneProvenAt;
  const others = and(claims(contact), personId ? ne(person.id, personId) : undefined);
  const [proven] = await tx
    .select({ id: person.id })
    .from(person)
    .where(and(others, isNotNull(provenAt)));
  if (proven) return false;
  await tx
    .update(person)
    .set("email" in contact ? { email: null } : { phone: null })
    .where(and(others, isNull(provenAt)));
  return true;
}
