import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { connect } from "../../app/platform/database.server";
import { nativeFolder, startEmbedded } from "../../app/platform/embedded.server";
import { migrateDatabase } from "../../app/platform/migrate.server";
import { serverFolder } from "../factories/server-folder";

const root = resolve(import.meta.dirname, "../..");
const PASSWORD = "for-tests-only";

declare module "vitest" {
  interface ProvidedContext {
    server: string;
    /** What is written there is gone with the run. */
    folder: string;
  }
}

export const roleUrl = (superuserUrl: string, role: string, database: string) => {
  const url = new URL(superuserUrl);
  url.username = role;
  url.password = PASSWORD;
  url.pathname = `/${database}`;
  return url.toString();
};

/** One server for the run, with a migrated template that every test file clones. */
export default async function setup(project: TestProject) {
  // A server of one's own, by its superuser's address, shows that an older PostgreSQL does too.
  const given = process.env.TEST_SERVER_URL;
  const folder = serverFolder("db");
  const embedded = given ? null : await startEmbedded(nativeFolder(root), join(folder, "server"));
  const server = given ?? embedded!.url("postgres");
  const superuser = connect(server, { connections: 1 });
  // Nothing here outlives the run: no test waits for the disk. Whoever kills a server starts one of its own.
  if (embedded) {
    for (const setting of ["fsync", "full_page_writes", "synchronous_commit"])
      await superuser.sql.unsafe(`alter system set ${setting} = off`);
    await superuser.sql`select pg_reload_conf()`;
    // Each of some thousand connections would hash its password so many times, on both of its ends.
    await superuser.sql`set scram_iterations = 1`;
  }
  for (const role of ["naaber_owner", "naaber_app"]) {
    const known = await superuser.sql`select from pg_roles where rolname = ${role}`;
    if (known.length === 0)
      await superuser.sql.unsafe(`create role ${role} login password '${PASSWORD}'`);
  }
  await superuser.sql.unsafe("drop database if exists naaber_template with (force)");
  await superuser.sql.unsafe(
    "create database naaber_template owner naaber_owner template template0 encoding 'UTF8'",
  );
  await superuser.end();
  await migrateDatabase(
    roleUrl(server, "naaber_owner", "naaber_template"),
    "naaber_app",
    join(root, "drizzle/migrations"),
  );
  project.provide("server", server);
  project.provide("folder", folder);
  return async () => {
    await embedded?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
