import { sql } from "drizzle-orm";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { runMigrations } from "graphile-worker";
import { connect } from "./database.server";
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
    await runMigrations({ connectionString: ownerUrl, logger: undefined });
    await migrate(owner.db, { migrationsFolder: folder });
    await grantTo(owner.db, applicationRole);
  } finally {
    await owner.end();
  }
}
