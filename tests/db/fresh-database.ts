import { randomBytes } from "node:crypto";
import { drizzle } from "drizzle-orm/postgres-js";
import { inject } from "vitest";
import { connect } from "../../app/platform/database.server";
import { setOwner } from "../factories/owners";
import { roleUrl } from "./server.setup";

/** How the databases of this file end; `beforeAll` is too late to say it with a hook of its own. */
const endings: (() => Promise<void>)[] = [];

export async function endDatabases() {
  for (const end of endings.splice(0)) await end();
}

/** A database of this file's own, cloned from the migrated template, as the application and as its owner. */
export async function freshDatabase() {
  const server = inject("server");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const superuser = connect(server, { connections: 1 });
  await superuser.sql.unsafe(
    `create database ${name} template naaber_template owner naaber_owner strategy file_copy`,
  );
  const appUrl = roleUrl(server, "naaber_app", name);
  const ownerUrl = roleUrl(server, "naaber_owner", name);
  const app = connect(appUrl, { connections: 64 });
  const owner = connect(ownerUrl, { connections: 4 });
  setOwner(app.db, owner.db);
  endings.push(async () => {
    await app.end();
    await owner.end();
    await superuser.sql.unsafe(`drop database ${name} with (force)`);
    await superuser.end();
  });
  /** The same database, telling of each statement that is sent through it. */
  const listen = (hear: (text: string, values: unknown[]) => void) =>
    drizzle(app.sql, { logger: { logQuery: hear } });
  return { app, owner, appUrl, ownerUrl, listen };
}

export type FreshDatabase = Awaited<ReturnType<typeof freshDatabase>>;
