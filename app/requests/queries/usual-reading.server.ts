import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { request } from "../../../drizzle/schema/requests";
import type { Db } from "../../platform/database.server";
import { READ_LATELY, usualReading } from "../rules/timing";

/** How soon the latest requests of a district were read by a coordinator, in milliseconds; null where nothing can be said. */
export async function readUsual(db: Db, districtId: string | null, now: Date) {
  const since = new Date(now.getTime() - READ_LATELY.days * 24 * 3_600_000);
  const rows = await db
    .select({ createdAt: request.createdAt, triagedAt: request.triagedAt })
    .from(request)
    .where(
      and(
        districtId ? eq(request.districtId, districtId) : isNull(request.districtId),
        // What a coordinator takes down is read as it comes in.
        sql`${request.channel} in ('web', 'sms')`,
        sql`not ${request.exercise}`,
        gt(request.triagedAt, since),
      ),
    )
    .orderBy(desc(request.triagedAt))
    .limit(READ_LATELY.most);
  return usualReading(rows.map((row) => row.triagedAt!.getTime() - row.createdAt.getTime()));
}
