import { sql } from "drizzle-orm";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { reserveFor } from "../../app/dispatch/commands/supply.server";
import { execute } from "../../app/platform/command.server";
import type { Db } from "../../app/platform/database.server";
import { setOfferState } from "../../app/resources/commands/change-offer.server";
import { endLoan, handOver } from "../../app/resources/commands/hand-over.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { releaseHold } from "../../app/resources/commands/reserve.server";
import { at, type Someone, value } from "./dispatch";
import { NOON, type World } from "./world";

export const within = (from: number, to: number) => ({
  from: at(from).toISOString(),
  to: at(to).toISOString(),
});

/** What an offer's form says beside its kind and its number. */
export const details = {
  title: "Honda",
  district: "north",
  address: "Наукова 7",
  lat: 49.87,
  lon: 24.02,
};

/** How many of an offer the ledger has free all of the time between two hours. */
export const free = async (db: Db, offerId: string, from: number, to: number, moment = NOON) =>
  (await freeOver(db, offerId, [[from, to]], moment))[0]!;

/** The same for several spans of hours, in one statement. */
export async function freeOver(
  db: Db,
  offerId: string,
  spans: (readonly [from: number, to: number])[],
  moment = NOON,
): Promise<number[]> {
  const windows = spans.map(([from, to]) => `[${at(from).toISOString()},${at(to).toISOString()})`);
  const rows = await db.execute<{ free: string }>(
    sql`select offer_free(${offerId}::uuid, span::tstzrange, ${moment.toISOString()}::timestamptz) as free
      from unnest(${sql.param(windows)}::text[]) with ordinality as asked (span, n) order by n`,
  );
  return [...rows].map((row) => Number(row.free));
}

type Given = { world: World; coordinator: Someone; lender: Someone; taskId: string };

/** The steps from an offer to what comes back, as its lender and the north's coordinator take them for one task. */
export function lendingSteps(given: () => Given) {
  const db = () => given().world.db;
  return {
    makeTask: async () =>
      value(
        await execute(given().coordinator.ctx(), createTask, {
          title: "Світло",
          teamSize: 1,
          district: "north",
          ...within(1, 3),
        }),
      ),
    async offered(quantity: number, kind = "generator", change: object = {}) {
      const { coordinator, lender } = given();
      const form = { ...details, kind, quantity, ...change };
      const { id } = value(await execute(lender.ctx(), makeOffer, form));
      value(await execute(coordinator.ctx(), setOfferState, { id, to: "verified", version: 1 }));
      return id;
    },
    reserve: (offerId: string, quantity: number, from: number, to: number, now = NOON) =>
      execute(given().coordinator.ctx(now), reserveFor, {
        id: given().taskId,
        offer: offerId,
        quantity,
        ...within(from, to),
      }),
    fetchIt: (id: string, count: number, now: Date) =>
      db().transaction((tx) => handOver(tx, given().lender.ctx(now), id, count)),
    bring: (id: string, count: number, now: Date, condition: "good" | "damaged" = "good") =>
      db().transaction((tx) =>
        endLoan(tx, given().lender.ctx(now), id, { count, condition, note: "" }),
      ),
    release: (id: string, now = NOON) =>
      db().transaction((tx) => releaseHold(tx, given().coordinator.ctx(now), id, "not_needed")),
  };
}
