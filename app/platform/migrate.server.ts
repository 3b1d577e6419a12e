import { sql } from "drizzle-orm";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { runMigrations } from "graphile-worker";
import { connect } from "./database.server";
import { grantTo } from "./rights.server";

/** Any constant: it only has to be the same in every process that migrates this database. */
const MIGRATION_LOCK = 7_237_451;

/**
 * Brings the database up to date. Processes that start together wait for one another and migrate
 * once. `ownerUrl` owns the schema; `applicationRole` is given what it needs and nothing more.
 */
export async function migrateDatabase(ownerUrl: string, applicationRole: string, folder: string) {
  const owner = connect(ownerUrl, { connections: 1 });
  try {
    await owner.db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`);
    await runMigrations({ connectionString: ownerUrl, logger: undefined });
    await migrate(owner.db, { migrationsFolder: folder });
    await grantTo(owner.db, applicationRole);
  } finally {
    await owner.end();
  }
}
