import { securitySetting } from "../../../drizzle/schema/security";
import type { Db } from "../../platform/database.server";
import { type Keys, makeKeys } from "../../platform/keys.server";

async function readSetting(db: Db) {
  const [setting] = await db.select().from(securitySetting);
  if (!setting) throw new Error("the security settings are missing from this database");
  return setting;
}

/** From `SECRET`, which keeps the keys apart from the database; without it, from the database's own. */
export async function readKeys(db: Db, secret: string | undefined): Promise<Keys> {
  return makeKeys(secret ? Buffer.from(secret) : (await readSetting(db)).secret);
}

/** From when a second factor is required. */
export async function readRequiredFrom(db: Db) {
  const { requiredFrom, version } = await readSetting(db);
  return { requiredFrom, version };
}
