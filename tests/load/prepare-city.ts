import { join, resolve } from "node:path";
import { eq } from "drizzle-orm";
import { makeSessions } from "../../app/accounts/adapter.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { execute } from "../../app/platform/command.server";
import { readDataKeys, setDataKeys } from "../../app/platform/data-keys.server";
import { connect } from "../../app/platform/database.server";
import type { Embedded } from "../../app/platform/embedded.server";
import { migrateDatabase } from "../../app/platform/migrate.server";
import { sealAnew } from "../../app/platform/seal-columns.server";
import { hashOf } from "../../app/requests/link.server";
import { task } from "../../drizzle/schema/dispatch";
import { fillOffers, fillRequests, fillShifts } from "../factories/fill";
import { setOwner } from "../factories/owners";
import { makeWorld } from "../factories/world";
import { serve } from "../http/serve";

const root = resolve(import.meta.dirname, "../..");

export type Rows = {
  open: number;
  ended: number;
  offers: number;
  shifts: number;
  volunteers: number;
};

/**
 * A city of its own on `server` with as many rows, and the program that serves it. With `sealWith`, what the program encrypts is
 * encrypted with that key; without, it lies as it was typed.
 */
export async function prepareCity(
  server: Embedded,
  name: string,
  { offers, shifts, volunteers, ...rows }: Rows,
  sealWith = "",
) {
  const admin = connect(server.url("postgres"), { connections: 1 });
  for (const role of ["naaber_owner", "naaber_app"])
    await admin.sql.unsafe(
      `do $$ begin create role ${role} login password 'bench'; exception when duplicate_object then null; end $$`,
    );
  await admin.sql.unsafe(`create database ${name} owner naaber_owner`);
  await admin.end();
  const urlOf = (role: string) => {
    const url = new URL(server.url(name));
    Object.assign(url, { username: role, password: "bench" });
    return url.toString();
  };
  await migrateDatabase(urlOf("naaber_owner"), "naaber_app", join(root, "drizzle/migrations"));
  const app = connect(urlOf("naaber_app"));
  const owner = connect(urlOf("naaber_owner"), { connections: 2 });
  setOwner(app.db, owner.db);
  const world = await makeWorld(app.db);
  await fillRequests(owner.sql, rows);
  await fillOffers(owner.sql, offers);
  await fillShifts(owner.sql, { shifts, volunteers });
  const token = "b".repeat(22);
  const request = await world.request(
    { tokenHash: hashOf(token) },
    { access: "Entrance 2, code 45K, third floor" },
  );
  const coordinator = await world.person({ districts: [world.north, world.south] });
  const sessions = makeSessions(app.db, { secure: true });
  const cookie = (await sessions.open(coordinator.id, "")).split(";")[0]!;
  const now = new Date();
  const made = await execute(coordinator.ctx(now), createTask, {
    title: "Light",
    teamSize: 1,
    from: now.toISOString(),
    to: new Date(now.getTime() + 7_200_000).toISOString(),
    district: "north",
  });
  if (!made.ok) throw new Error(made.code);
  await app.db.update(task).set({ lat: 49.84, lon: 24.03 }).where(eq(task.id, made.value));
  const search = `/board/tasks/${made.value}/supplies?kind=generator&amount=2`;
  const volunteer = await world.person({ standing: "verified" });
  const signedIn = (await sessions.open(volunteer.id, "")).split(";")[0]!;
  await owner.end();
  if (sealWith) {
    const keys = readDataKeys(sealWith);
    setDataKeys(keys);
    await sealAnew(urlOf("naaber_owner"), keys);
    setDataKeys(null);
  }
  const program = await serve({
    DATABASE_URL: urlOf("naaber_app"),
    DATABASE_OWNER_URL: urlOf("naaber_owner"),
    DATA_KEY: sealWith,
    WORKER: "off",
    LOG_LEVEL: "info",
  });
  return { app, program, cookie, token, request: request.id, search, volunteer: signedIn };
}

export type Prepared = Awaited<ReturnType<typeof prepareCity>>;
