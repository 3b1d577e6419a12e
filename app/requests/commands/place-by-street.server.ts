import { and, asc, eq, gt, inArray, isNull, ne, sql } from "drizzle-orm";
import { street } from "../../../drizzle/schema/districts";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import { placeByStreet } from "../../districts/queries/streets.server";
import { command, execute } from "../../platform/command.server";
import type { Tx } from "../../platform/database.server";
import type { JobCtx } from "../../platform/jobs.server";
import { done } from "../../platform/types";
import { placeByStreetForm } from "../form";
import { OPEN_STATES } from "../states";

/** In one transaction. */
const AT_ONCE = 500;

/**
 * Where requests are that have an address and no point: in the middle of their street, if the city has a list. It is called by
 * whatever changes their address, point or district, and holds nothing up where there is no list.
 */
export async function placeOnStreets(tx: Tx, ids: readonly string[]): Promise<void> {
  const rows = await tx
    .select({
      id: request.id,
      districtId: request.districtId,
      address: requestPrivate.address,
      lat: requestPrivate.lat,
      streetLat: requestPrivate.streetLat,
      streetLon: requestPrivate.streetLon,
    })
    .from(requestPrivate)
    .innerJoin(request, eq(request.id, requestPrivate.requestId))
    .where(
      and(
        inArray(requestPrivate.requestId, [...ids]),
        sql`(${requestPrivate.streetLat} is not null or exists (select from ${street}))`,
      ),
    )
    .orderBy(asc(request.id));
  const placed = await placeByStreet(
    tx,
    rows.filter(({ lat }) => lat === null),
  );
  for (const { id, streetLat, streetLon } of rows) {
    const point = placed.get(id);
    const set = { streetLat: point?.lat ?? null, streetLon: point?.lon ?? null };
    if (set.streetLat !== streetLat || set.streetLon !== streetLon)
      await tx.update(requestPrivate).set(set).where(eq(requestPrivate.requestId, id));
  }
}

/** Some of them anew, after the list has changed; which is looked at when it runs. */
export const placeByStreets = command({
  name: "request.place-by-street",
  input: placeByStreetForm,
  run: async (tx, _, { request: ids }) => {
    // Who changes one of them meanwhile places it themselves.
    const stand = await tx
      .select({ id: request.id })
      .from(request)
      .where(inArray(request.id, [...ids]))
      .orderBy(asc(request.id))
      .for("update");
    await placeOnStreets(
      tx,
      stand.map(({ id }) => id),
    );
    return done(null);
  },
});

/** Every open request is placed anew: the city has another list of streets. */
export async function placeAllOnStreets(ctx: JobCtx): Promise<void> {
  for (let after: string | null = null; ; ) {
    const rows: { id: string }[] = await ctx.db
      .select({ id: request.id })
      .from(request)
      .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
      .where(
        and(
          inArray(request.state, [...OPEN_STATES]),
          isNull(requestPrivate.lat),
          ne(requestPrivate.address, ""),
          after ? gt(request.id, after) : undefined,
        ),
      )
      .orderBy(asc(request.id))
      .limit(AT_ONCE);
    if (rows.length === 0) return;
    await execute(ctx, placeByStreets, { request: rows.map(({ id }) => id) });
    after = rows.at(-1)!.id;
  }
}
