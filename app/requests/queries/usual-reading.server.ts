import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { request } from "../../../drizzle/schema/requests";
import type { Db } from "../../platform/database.server";
import { READ_LATELY, usualReading } from "../rules/timing";
import { opens } from "./opens.server";

/** How soon the latest requests where this one is were read by a coordinator, in milliseconds; null where nothing can be said. */
export async function readUsual(db: Db, token: string, now: Date) {
  const since = new Date(now.getTime() - READ_LATELY.days * 24 * 3_600_000);
  const rows = await db
    .select({ createdAt: request.createdAt, triagedAt: request.triagedAt })
    .from(request)
    .where(
      and(
        sql`${request.districtId} is not distinct from (select own.district_id from request own where own.id in (
          ${db.select({ id: request.id }).from(request).where(opens(token))}))`,
        // What a coordinator takes down is read as it comes in.
        inArray(request.channel, ["web", "sms"]),
        eq(request.exercise, false),
        isNotNull(request.triagedAt),
        sql`${request.triagedAt} > ${since.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(desc(request.triagedAt))
    .limit(READ_LATELY.most);
  return usualReading(rows.map((row) => row.triagedAt!.getTime() - row.createdAt.getTime()));
}
