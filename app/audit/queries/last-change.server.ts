import { and, desc, eq, notInArray } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { event } from "../../../drizzle/schema/audit";
import type { Tx } from "../../platform/database.server";
import { FORMER_LOOKS } from "../types";

/** Who changed a thing last and when, for the one whose own change came later. */
export async function lastChange(tx: Tx, thingId: string): Promise<{ who: string; at: string }> {
  const [last] = await tx
    .select({ at: event.at, name: person.name })
    .from(event)
    .leftJoin(person, eq(person.id, event.actorId))
    .where(and(eq(event.thingId, thingId), notInArray(event.type, [...FORMER_LOOKS])))
    .orderBy(desc(event.id))
    .limit(1);
  return { who: last?.name ?? "", at: (last?.at ?? new Date()).toISOString() };
}
