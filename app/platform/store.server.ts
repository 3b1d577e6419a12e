import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Connection, connect } from "./database.server";
import { nativeFolder, startEmbedded } from "./embedded.server";
import type { Env } from "./env.server";
import { migrateDatabase } from "./migrate.server";

export type Store = {
  connection: Connection;
  appUrl: string;
  ownerUrl: string;
  close: () => Promise<void>;
  /** For whoever came only to ask something: leaves a server running that was running before. */
  leave: () => Promise<void>;
};

/** The database that the settings name, or one of our own below `.data`; migrated and ready. */
export async function openStore(env: Env, root: string): Promise<Store> {
  const migrations = join(root, "drizzle/migrations");
  if (env.DATABASE_URL && env.DATABASE_OWNER_URL) {
    const role = decodeURIComponent(new URL(env.DATABASE_URL).username);
    await migrateDatabase(env.DATABASE_OWNER_URL, role, migrations);
    const connection = connect(env.DATABASE_URL, { patience: true });
    if (!env.DEMO) await refuseOwnerOfRecord(connection);
    const urls = { appUrl: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL };
    return { connection, ...urls, close: connection.end, leave: connection.end };
  }
  const folder = env.DATA_FOLDER ?? join(root, ".data");
  const server = await startEmbedded(nativeFolder(root), folder);
  // Each role has a password of its own: whoever learns the application's is not the owner.
  const passwordOf = (role: string) =>
    createHash("sha256").update(`${role} ${server.secret}`).digest("hex");
  const database = `naaber_${env.CITY}`;
  await ensureRolesAndDatabase(server.url("postgres"), database, passwordOf);
  const urlOf = (role: string) => {
    const url = new URL(server.url(database));
    url.username = role;
    url.password = passwordOf(role);
    return url.toString();
  };
  await migrateDatabase(urlOf("naaber_owner"), "naaber_app", migrations);
  const connection = connect(urlOf("naaber_app"), { patience: true });
  const close = async () => {
    await connection.end();
    await server.stop();
  };
  const leave = server.adopted ? connection.end : close;
  return { connection, appUrl: urlOf("naaber_app"), ownerUrl: urlOf("naaber_owner"), close, leave };
}

/** Whoever owns the record could switch its guards off; the application must not be able to. */
async function refuseOwnerOfRecord({ sql, end }: Connection) {
  const [record] = await sql<{ owned: boolean }[]>`
    select pg_has_role(current_user, relowner, 'usage') as owned
    from pg_class where oid = 'event'::regclass`;
  if (!record?.owned) return;
  await end();
  throw new Misconfigured(
    "DATABASE_URL: this role owns the record; name one that does not own the tables",
  );
}

/** A setting that can only be judged once the database has answered; one line for the operator. */
export class Misconfigured extends Error {}

async function ensureRolesAndDatabase(
  url: string,
  database: string,
  passwordOf: (role: string) => string,
) {
  const { sql, end } = connect(url, { connections: 1 });
  // Processes that start together wait for one another.
  await sql`select pg_advisory_lock(hashtext('roles'))`;
  for (const role of ["naaber_owner", "naaber_app"]) {
    const known = await sql`select from pg_roles where rolname = ${role}`;
    // Also for roles that were there before: their passwords may come from an older version.
    const verb = known.length === 0 ? "create" : "alter";
    await sql.unsafe(`${verb} role ${role} login password '${passwordOf(role)}'`);
  }
  const known = await sql`select from pg_database where datname = ${database}`;
  if (known.length === 0) await sql.unsafe(`create database ${database} owner naaber_owner`);
  await end();
}
