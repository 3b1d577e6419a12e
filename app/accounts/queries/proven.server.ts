import { and, eq, isNotNull, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";

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
