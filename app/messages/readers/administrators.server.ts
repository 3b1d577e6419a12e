import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import type { FindReaders } from "./reader";

/** Everybody who administers the city, with the lines of the record that are of this kind: a mail names nobody. */
export const administrators: FindReaders = async (tx, { origin }, { type }) => {
  const found = await tx
    .select({ id: person.id, locale: person.locale })
    .from(person)
    .where(eq(person.administrator, true));
  const params = { url: `${origin}/admin/record?kind=${type}` };
  return found.map((one) => ({ kind: "person" as const, ...one, params }));
};
