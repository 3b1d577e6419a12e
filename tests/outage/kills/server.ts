import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { connect } from "../../../app/platform/database.server";
import { nativeFolder, startEmbedded } from "../../../app/platform/embedded.server";
import { migrateDatabase } from "../../../app/platform/migrate.server";
import type { Defer } from "../cleanup";
import { poll } from "./poll";
import type { Random } from "./random";

const root = resolve(import.meta.dirname, "../../..");
const DATABASE = "naaber_kills";
const PASSWORD = "for-tests-only";
/** Milliseconds until it answers after it was killed, on a machine that is busy. */
const BACK_WITHIN = 120_000;

/** A PostgreSQL of one's own with a migrated database, whose processes can be killed. */
export async function startServer(defer: Defer) {
  const folder = mkdtempSync(join(tmpdir(), "naaber-kills-"));
  defer(() => rmSync(folder, { recursive: true, force: true }));
  // Whoever PostgreSQL runs as has to reach its own folder inside.
  chmodSync(folder, 0o711);
  const embedded = await startEmbedded(nativeFolder(root), join(folder, "server"));
  defer(() => embedded.stop());
  await makeDatabase(embedded.url("postgres"));
  const urlOf = (role: string) => {
    const url = new URL(embedded.url(DATABASE));
    url.username = role;
    url.password = PASSWORD;
    return url.toString();
  };
  const urls = { app: urlOf("naaber_app"), owner: urlOf("naaber_owner") };
  await migrateDatabase(urls.owner, "naaber_app", join(root, "drizzle/migrations"));

  const judge = connect(embedded.url(DATABASE), { connections: 6 });
  defer(() => judge.end());
  const { sql } = judge;
  const firstProcess = async () => {
    const [row] = await sql<[{ file: string }]>`select pg_read_file('postmaster.pid') as file`;
    return Number(row.file.split("\n", 1)[0]);
  };
  let postmaster = await firstProcess();

  return {
    urls,
    /** The database by its superuser, who sees everything. */
    sql,
    /** Kills the server's first process, without which the others end, and starts it again. */
    async kill() {
      const killed = postmaster;
      process.kill(killed, "SIGKILL");
      // Until then it seems to run, and sessions that outlive it for a moment seem to prove it.
      await poll("PostgreSQL is gone", BACK_WITHIN, () => !isAlive(killed));
      await poll("PostgreSQL is back", BACK_WITHIN, async () => {
        await embedded.revive();
        postmaster = await firstProcess();
        return postmaster !== killed;
      });
    },
    /** Kills one that works for the program: the server ends all sessions and recovers by itself. Gives whether there was one. */
    async killBackend(random: Random) {
      const backends = await sql<{ pid: number }[]>`
        select pid from pg_stat_activity
        where backend_type = 'client backend' and usename like 'naaber%' order by pid`.catch(
        () => [],
      );
      if (backends.length === 0) return false;
      process.kill(random.pick(backends).pid, "SIGKILL");
      await poll("PostgreSQL has recovered", BACK_WITHIN, async () => (await firstProcess()) > 0);
      return true;
    },
  };
}

export type Server = Awaited<ReturnType<typeof startServer>>;
export type Sql = Server["sql"];

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function makeDatabase(superuserUrl: string) {
  const { sql, end } = connect(superuserUrl, { connections: 1 });
  for (const role of ["naaber_owner", "naaber_app"])
    await sql.unsafe(`create role ${role} login password '${PASSWORD}'`);
  await sql.unsafe(
    `create database ${DATABASE} owner naaber_owner template template0 encoding 'UTF8'`,
  );
  await end();
}
