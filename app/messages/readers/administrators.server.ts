import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import type { FindReaders } from "./reader";

/** Everybody who administers the city, with the page that has what it is about: a mail names nobody. */
export const administrators: FindReaders = async (tx, { origin }, { type }) => {
  const found = await tx
    .select({ id: person.id, locale: person.locale })
    .from(person)
    .where(eq(person.administrator, true));
  const page = type === "city.jobs_dead" ? "jobs" : `record?kind=${type}`;
  const params = { url: `${origin}/admin/${page}` };
  return found.map((one) => ({ kind: "person" as const, ...one, params }));
};
