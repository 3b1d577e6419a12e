import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Connection, connect } from "./database.server";
import { nativeFolder, startEmbedded } from "./embedded.server";
import type { Env } from "./env.server";
import { migrateDatabase } from "./migrate.server";

export type Store = { connection: Connection; close: () => Promise<void> };

/** The database that the settings name, or one of our own below `.data`; migrated and ready. */
export async function openStore(env: Env, root: string): Promise<Store> {
  const migrations = join(root, "drizzle/migrations");
  if (env.DATABASE_URL && env.DATABASE_OWNER_URL) {
    const role = decodeURIComponent(new URL(env.DATABASE_URL).username);
    await migrateDatabase(env.DATABASE_OWNER_URL, role, migrations);
    const connection = connect(env.DATABASE_URL);
    return { connection, close: connection.end };
  }
  const folder = join(root, ".data");
  const server = await startEmbedded(nativeFolder(root), folder);
  const secret = readFileSync(join(folder, "password"), "utf8");
  const password = createHash("sha256").update(`roles ${secret}`).digest("hex");
  const database = `naaber_${env.CITY}`;
  await ensureRolesAndDatabase(server.url("postgres"), database, password);
  const urlOf = (role: string) => {
    const url = new URL(server.url(database));
    url.username = role;
    url.password = password;
    return url.toString();
  };
  await migrateDatabase(urlOf("naaber_owner"), "naaber_app", migrations);
  const connection = connect(urlOf("naaber_app"));
  const close = async () => {
    await connection.end();
    await server.stop();
  };
  return { connection, close };
}

async function ensureRolesAndDatabase(url: string, database: string, password: string) {
  const { sql, end } = connect(url, { connections: 1 });
  for (const role of ["naaber_owner", "naaber_app"]) {
    const known = await sql`select from pg_roles where rolname = ${role}`;
    if (known.length === 0) await sql.unsafe(`create role ${role} login password '${password}'`);
  }
  const known = await sql`select from pg_database where datname = ${database}`;
  if (known.length === 0) await sql.unsafe(`create database ${database} owner naaber_owner`);
  await end();
}
