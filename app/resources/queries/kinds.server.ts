import { asc, eq } from "drizzle-orm";
import { resourceKind } from "../../../drizzle/schema/resources";
import type { Db } from "../../platform/database.server";

/** Every kind, also those that are not offered at present. */
export const listKinds = (db: Db) =>
  db.select().from(resourceKind).orderBy(asc(resourceKind.position), asc(resourceKind.code));

export async function readKind(db: Db, code: string) {
  const [found] = await db.select().from(resourceKind).where(eq(resourceKind.code, code));
  return found ?? null;
}
