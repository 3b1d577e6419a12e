import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { and, eq, sql } from "drizzle-orm";
import { change } from "../../drizzle/schema/platform";
import type { Db } from "./database.server";
import { isOutage } from "./outage";

const COMMAND = "job.hand-over";
/** Milliseconds: between two tries to note something, and how long that is tried while the database is away. */
const AGAIN_AFTER = 50;
const TRY_FOR = 60_000;

/** By what the outside may know a job's message again, however often it is sent. `job`: of a job's context. */
export const handOverKey = (job: string): string =>
  createHash("sha256")
    .update(`${COMMAND} ${job}`)
    .digest("hex")
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** Whether a job has handed over what it is for in an earlier try, whose end was lost. */
export async function wasHandedOver(db: Db, job: string | undefined): Promise<boolean> {
  if (job === undefined) return false;
  const found = await db
    .select({ key: change.key })
    .from(change)
    .where(and(eq(change.key, handOverKey(job)), eq(change.command, COMMAND)));
  return found.length > 0;
}

/** Notes that a job has handed over what it is for; for what has no row of its own to be marked. */
export async function noteHandedOver(db: Db, job: string | undefined): Promise<void> {
  if (job === undefined) return;
  const noted = { key: handOverKey(job), command: COMMAND, digest: Buffer.alloc(0) };
  await untilKept(() => db.insert(change).values(noted).onConflictDoNothing());
}

/** Forgets what no job can come to any more: its last try is four days after its first. */
export async function forgetHandedOver(db: Db, before: Date): Promise<void> {
  const isOld = sql`${change.at} < ${before.toISOString()}::timestamptz`;
  await db.delete(change).where(and(eq(change.command, COMMAND), isOld));
}

/**
 * Does `note` again until the database has kept it. For one short statement right after the outside has taken something: whatever
 * ends a process between the two makes the next try send it once more, and a database that is away for a moment must not.
 * Throws what `note` throws when that is no outage, or does not end within a minute.
 */
export async function untilKept<Value>(note: () => PromiseLike<Value>): Promise<Value> {
  for (const until = performance.now() + TRY_FOR; ; ) {
    try {
      return await note();
    } catch (fault) {
      if (!isOutage(fault) || performance.now() > until) throw fault;
    }
    // Whoever stops the process meanwhile does not wait for it.
    await delay(AGAIN_AFTER, undefined, { ref: false });
  }
}
