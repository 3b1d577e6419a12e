import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { connect } from "../../app/platform/database.server";
import { roleUrl } from "./server.setup";

/** A database of this file's own, cloned from the migrated template, as the application and as its owner. */
export async function freshDatabase() {
  const server = inject("server");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const superuser = connect(server, { connections: 1 });
  await superuser.sql.unsafe(`create database ${name} template naaber_template owner naaber_owner`);
  const app = connect(roleUrl(server, "naaber_app", name), { connections: 50 });
  const owner = connect(roleUrl(server, "naaber_owner", name), { connections: 4 });
  afterAll(async () => {
    await app.end();
    await owner.end();
    await superuser.sql.unsafe(`drop database ${name} with (force)`);
    await superuser.end();
  });
  return { app, owner };
}
