import { desc, eq, sql } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import { retention } from "../../../drizzle/schema/privacy";
import type { Ctx } from "../../platform/context.server";
import type { Db, Tx } from "../../platform/database.server";
import type { Member } from "../../platform/types";
import { SETTINGS } from "../rules/registry";
import { type Days, DEFAULT_DAYS, daysOf, endOf } from "../rules/retention";

const RUNS = 10;

export const readDays = async (db: Db | Tx): Promise<Days> =>
  daysOf(await db.select().from(retention));

/** Of each kind its days, and how many of it would go now; and what has gone lately. */
export async function readRetention({ db, now }: Ctx<Member>) {
  const set = await db.select().from(retention);
  const days = daysOf(set);
  const kinds = await Promise.all(
    SETTINGS.map(async (kind) => {
      const before = endOf(days[kind], now).toISOString();
      const [row] = await db.execute<{ due: number }>(
        sql`select count(*)::int as due from retention_due(${kind}, ${before}::timestamptz)`,
      );
      const version = set.find((one) => one.kind === kind)?.version ?? 0;
      return {
        kind,
        version,
        days: days[kind],
        standard: DEFAULT_DAYS[kind],
        due: row?.due ?? 0,
      };
    }),
  );
  const runs = await db
    .select({ id: event.id, at: event.at, data: event.data })
    .from(event)
    .where(eq(event.type, "city.retention_run"))
    .orderBy(desc(event.id))
    .limit(RUNS);
  return {
    kinds,
    runs: runs.map(({ id, at, data }) => ({ id, at, gone: data as Record<string, number> })),
  };
}
