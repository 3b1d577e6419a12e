import { count, desc, eq, sql } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import { request } from "../../../drizzle/schema/requests";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { readingPace } from "../rules/reading-pace";
import { isUnread } from "./next.server";

/** So many lines of what somebody did are looked at: hours of reading without a pause. */
const LATEST = 2_000;

/** How far a coordinator is who reads one request after the other, and for how long still; null where too few were read. */
export async function readPace(ctx: Ctx<Member>) {
  const own = ctx.db
    .select({
      at: event.at,
      fromState: event.fromState,
      type: event.type,
      transaction: event.transaction,
    })
    .from(event)
    .where(eq(event.actorId, ctx.actor.personId))
    .orderBy(desc(event.id))
    .limit(LATEST)
    .as("own");
  // What was taken down on the phone, and many that were ended by one press, was not read out of the list one by one.
  const read = await ctx.db
    .select({ at: sql<Date>`min(${own.at})`.mapWith(event.at) })
    .from(own)
    .where(sql`${own.fromState} = 'submitted' or ${own.type} = 'request.submitted'`)
    .groupBy(own.transaction)
    .having(sql`count(*) = 1 and min(${own.fromState}) = 'submitted'`)
    .orderBy(sql`min(${own.at}) desc`);
  const times = read.map(({ at }) => at);
  // Without a pace nothing has to be counted.
  if (!readingPace(times, 0, ctx.now)) return null;
  const [unread] = await ctx.db.select({ count: count() }).from(request).where(isUnread(ctx));
  return readingPace(times, unread!.count, ctx.now);
}
