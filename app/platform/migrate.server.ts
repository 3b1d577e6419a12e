import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { runMigrations } from "graphile-worker";
import { connect, type Db } from "./database.server";
import { grantTo } from "./rights.server";

/** Any constant: it only has to be the same in every process that starts on this database. */
const START_LOCK = 7_237_451;

/**
 * Runs `work` while the processes that start together with this one wait for it. The lock is a transaction's, so it ends
 * with its connection, also behind a pooler.
 */
export async function alone<Value>(ownerUrl: string, work: () => Promise<Value>): Promise<Value> {
  const holder = connect(ownerUrl, { connections: 1 });
  try {
    const held = await holder.sql.begin(async (tx) => {
      await tx`set local idle_in_transaction_session_timeout = 0`;
      await tx`set local lock_timeout = 0`;
      await tx`select pg_advisory_xact_lock(${START_LOCK})`;
      return { value: await work() };
    });
    return held.value;
  } finally {
    await holder.end();
  }
}

/**
 * Brings the database up to date. `ownerUrl` owns the schema; `applicationRole` is given what it needs and nothing more.
 * Of processes that start together one at a time may do this: see `alone`.
 */
export async function migrateDatabase(ownerUrl: string, applicationRole: string, folder: string) {
  const owner = connect(ownerUrl, { connections: 1 });
  try {
    await owner.db.execute(sql`set statement_timeout = 0`);
    // Whoever waits for a table holds up all who come after: better to give up and try again.
    await owner.db.execute(sql`set lock_timeout = '5s'`);
    await runMigrations({ connectionString: ownerUrl, logger: undefined });
    await migrate(owner.db, { migrationsFolder: folder });
    if (await isOurs(owner.db, folder)) await grantTo(owner.db, applicationRole);
  } finally {
    await owner.end();
  }
}

/**
 * Whether the database is of this version. To one that a newer version has migrated, as in an upgrade without a break, this
 * version's list of rights would be too short.
 */
async function isOurs(db: Db, folder: string): Promise<boolean> {
  const journal = JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8")) as {
    entries: unknown[];
  };
  const [applied] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from drizzle.__drizzle_migrations`,
  );
  return applied!.count <= journal.entries.length;
}
