import { appendFileSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Defer } from "./cleanup";
import { debianTools, makeFolder, manage, type Server, startServer, until } from "./debian";
import { query, takesChanges } from "./query";

export type Postgres = Awaited<ReturnType<typeof startPostgres>>;

/** Debian's PostgreSQL with an empty database and both roles. `settings` are lines of `postgresql.conf`. */
export async function startPostgres(defer: Defer, settings: string[] = []) {
  const tools = await debianTools();
  const { folder, remove } = makeFolder("outage");
  defer(remove);
  return withProcesses(defer, tools, await startServer(tools, folder, settings));
}

export type Tools = Awaited<ReturnType<typeof debianTools>>;

/** A server whose processes can be stopped, killed and paused. */
function withProcesses(defer: Defer, tools: Tools, server: Server) {
  const superuser = server.url("postgres");
  const family = () => familyOf(server.data);
  async function kill() {
    const pids = family();
    signal(pids, "SIGKILL");
    await until("PostgreSQL is gone", 60, async () => !pids.some(isAlive));
  }
  defer(async () => {
    signal(family(), "SIGCONT");
    await kill();
  });
  return {
    ...server,
    tools,
    superuser,
    /** Its processes, the first first; none when it has ended. */
    family,
    /** Starts it, whether it takes changes or follows another. */
    begin: server.start,
    /** Starts it, and waits until it takes changes. */
    async start() {
      await server.start();
      await until("PostgreSQL answers", 60, () => takesChanges(superuser));
    },
    /** All its processes at once, as when the power fails. */
    kill,
    /** Nothing of it runs, and nothing is closed; gives what wakes it. */
    pause() {
      // The first process first, so that it makes no more.
      signal(family().slice(0, 1), "SIGSTOP");
      const pids = family();
      signal(pids, "SIGSTOP");
      return () => signal(pids.reverse(), "SIGCONT");
    },
    /** Holds it in its recovery once that has begun; gives what lets it go on. */
    async holdRecovery() {
      let startup: number | undefined;
      await until("PostgreSQL recovers", 30, async () => {
        startup = family().find((pid) => /postgres: startup/.test(commandOf(pid)));
        if (startup) process.kill(startup, "SIGSTOP");
        return startup !== undefined;
      });
      return () => signal([startup!], "SIGCONT");
    },
  };
}

/** A standby without whose copy the primary acknowledges nothing. */
export async function startStandby(defer: Defer, primary: Postgres) {
  const { tools } = primary;
  const { folder, remove } = makeFolder("standby");
  defer(remove);
  tools.own(folder);
  const data = join(folder, "data");
  const from = new URL(primary.url("postgres", "postgres"));
  await tools.run("pg_basebackup", [
    `--pgdata=${data}`,
    "--wal-method=stream",
    "--checkpoint=fast",
    "--no-sync",
    `--dbname=${from}`,
  ]);
  const conninfo = `host=127.0.0.1 port=${primary.port} user=postgres password=${from.password} application_name=standby`;
  appendFileSync(join(data, "postgresql.conf"), `\nprimary_conninfo = '${conninfo}'\n`);
  await tools.run("touch", [join(data, "standby.signal")]);
  const standby = withProcesses(defer, tools, await manage(tools, data));
  await standby.begin();
  await query(primary.superuser, "alter system set synchronous_standby_names = 'standby'");
  await query(primary.superuser, "select pg_reload_conf()");
  await until("the standby follows", 30, async () => {
    const [row] = await query<{ state: string }>(
      primary.superuser,
      "select sync_state as state from pg_stat_replication",
    );
    return row?.state === "sync";
  });
  return {
    ...standby,
    async promote() {
      await tools.run("pg_ctl", [`--pgdata=${data}`, "--wait", "promote"]);
      await until("the standby takes changes", 30, () => takesChanges(standby.superuser));
    },
  };
}

/** Moves what a server writes before everything else to another file system. */
export async function moveWal(postgres: Postgres, to: string) {
  await postgres.stop();
  const wal = join(postgres.data, "pg_wal");
  const moved = join(to, "pg_wal");
  await postgres.tools.run("cp", ["-a", wal, moved]);
  rmSync(wal, { recursive: true });
  symlinkSync(moved, wal);
  await postgres.start();
}

/** The first process of the server on `data` and those that it has made; none when it has ended. */
function familyOf(data: string): number[] {
  try {
    const first = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n", 1)[0]);
    // The file outlives a server that was killed, and its number may be another's by now.
    return commandOf(first).includes(data) ? [first, ...childrenOf(first)] : [];
  } catch {
    return [];
  }
}

/** Empty for one that has ended. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

function childrenOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return children ? children.split(" ").map(Number) : [];
  } catch {
    return [];
  }
}

/** Some of them may have ended by themselves. */
function signal(pids: readonly number[], name: NodeJS.Signals) {
  for (const pid of pids)
    try {
      process.kill(pid, name);
    } catch {
      // It has ended.
    }
}

/** Also while it only waits to be taken notice of by whoever made it: until then PostgreSQL does not start again. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
