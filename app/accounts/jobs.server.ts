import { lt, sql } from "drizzle-orm";
import { oneTimeSecret, session } from "../../drizzle/schema/accounts";
import { rateLimit } from "../../drizzle/schema/notifications";
import type { JobCtx } from "../platform/jobs.server";

/** Once a night: what has run out is of no use to anybody and goes. */
export async function housekeeping(_: unknown, { db, now }: JobCtx): Promise<void> {
  await db.delete(session).where(lt(session.expiresAt, now));
  await db.delete(oneTimeSecret).where(lt(oneTimeSecret.expiresAt, now));
  await db.delete(rateLimit).where(sql`${rateLimit.expire} < ${now.getTime()}`);
}
