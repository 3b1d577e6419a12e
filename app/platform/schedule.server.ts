import { sql } from "drizzle-orm";
import type { Db } from "./database.server";

export type Scheduled = {
  /** The job's name in its room's `jobs.server.ts`. */
  name: string;
  /** What its handler is given: ids and instants, nothing personal. */
  payload: Record<string, unknown>;
  /** One job of this key at a time: scheduled again, it moves. Without, each is a job of its own. */
  key?: string;
  /** Not before then; without, as soon as the change is kept. */
  at?: Date;
};

/**
 * Puts work into the future, within the caller's transaction: it is done at least once when the change is kept, and never when
 * it is not. The only way to do so.
 */
export async function schedule(tx: Db, { name, payload, key, at }: Scheduled): Promise<void> {
  await tx.execute(sql`select enqueue_job(${name}, ${JSON.stringify(payload)}::json,
    ${key ?? null}, ${at?.toISOString() ?? null}::timestamptz)`);
}
