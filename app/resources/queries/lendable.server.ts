import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { offer, resourceKind } from "../../../drizzle/schema/resources";
import type { Db } from "../../platform/database.server";
import type { Window } from "../../platform/types";
import { rangeOf } from "../../platform/window.server";

const MOST = 3_000;

/** Verified offers of some kinds in the whole city, with the 500 m cell that each lies in. */
export const listLendable = (db: Db, kinds: readonly string[]) =>
  db
    .select({
      id: offer.id,
      number: offer.number,
      title: offer.title,
      kind: resourceKind.code,
      unit: resourceKind.unit,
      durable: offer.durable,
      weekly: offer.weekly,
      lat: offer.cellLat,
      lon: offer.cellLon,
    })
    .from(offer)
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .where(and(eq(offer.state, "verified"), inArray(resourceKind.code, [...kinds])))
    .orderBy(asc(offer.number))
    .limit(MOST);

/** How much of each offer is free over all of a window; nothing where it is not lent then. In the order in which they were asked. */
export async function freeOver(
  db: Db,
  asked: readonly { offer: string; window: Window }[],
  now: Date,
): Promise<number[]> {
  if (asked.length === 0) return [];
  // The same thing is near to many tasks that begin at the same time: it is reckoned once.
  const keys = asked.map(({ offer, window }) => `${offer} ${rangeOf(window)}`);
  const once = new Map(keys.map((key, at) => [key, asked[at]!]));
  const different = [...once.values()];
  const rows = await db.execute<{ free: number }>(sql`
    select case when o.available @> w.during::tstzrange then offer_free(o.id,
        case when o.durable then w.during::tstzrange else tstzrange(lower(w.during::tstzrange), null) end,
        ${now.toISOString()}::timestamptz)::float8 else 0 end as free
    from unnest(${sql.param(different.map(({ offer }) => offer))}::uuid[],
      ${sql.param(different.map(({ window }) => rangeOf(window)))}::text[]) with ordinality as w(id, during, place)
    join offer o on o.id = w.id
    order by w.place`);
  const free = new Map([...once.keys()].map((key, at) => [key, rows[at]!.free]));
  return keys.map((key) => free.get(key)!);
}
