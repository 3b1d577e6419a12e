import { and, asc, eq, isNotNull } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import { category } from "../../../drizzle/schema/districts";
import { request } from "../../../drizzle/schema/requests";
import type { Db } from "../../platform/database.server";
import { hashOf } from "../commands/submit.server";
import type { RequestState } from "../types";

/** What the holder of the private link sees: states and times, nothing that says who or where. */
export async function trackRequest(db: Db, token: string) {
  const [found] = await db
    .select({ id: request.id, code: request.code, state: request.state, category: category.names })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(eq(request.tokenHash, hashOf(token)));
  if (!found) return null;
  const steps = await db
    .select({ at: event.at, state: event.toState })
    .from(event)
    .where(and(eq(event.thingId, found.id), isNotNull(event.toState)))
    .orderBy(asc(event.id));
  const { code, state, category: names } = found;
  return { code, state, names, steps: steps as { at: Date; state: RequestState }[] };
}
