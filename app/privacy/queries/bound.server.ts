import { sql } from "drizzle-orm";
import type { Db, Tx } from "../../platform/database.server";
import { type Refusal, refuse } from "../../platform/types";
import type { BoundBy, Erasable } from "../types";

/** What keeps something from being forgotten yet, the latest to end first, and until when; null where that is not known. */
export async function readBounds(db: Db | Tx, thing: Erasable, id: string) {
  const bounds = sql.raw(`${thing}_bound`);
  const rows = await db.execute<{ reason: BoundBy; until: string | null }>(sql`
    select reason, until from ${bounds}(${id}::uuid) order by until desc nulls first`);
  return rows.map(({ reason, until }) => ({ reason, until: until ? new Date(until) : null }));
}

/** The same as a refusal: `forget.help_under_way`, `forget.still_lent`, `forget.shift_ahead` … with `at`. */
export async function whatBinds(tx: Tx, thing: Erasable, id: string): Promise<Refusal | null> {
  const [first] = await readBounds(tx, thing, id);
  if (!first) return null;
  const { reason, until } = first;
  return refuse(`forget.${reason}`, until ? { at: until.toISOString() } : undefined) as Refusal;
}
