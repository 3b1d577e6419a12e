import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Defer } from "./cleanup";
import { freePort, makeFolder, needPackages, until } from "./debian";
import type { Postgres } from "./postgres";
import { takesChanges } from "./query";

const PROGRAM = "/usr/sbin/pgbouncer";

export const needPgbouncer = () => needPackages(PROGRAM, "pgbouncer");

/** Connections to the server that it shares among all who connect to it. */
export const POOL_SIZE = 4;

/** PgBouncer in transaction mode in front of `postgres`. */
export async function startPgbouncer(defer: Defer, postgres: Postgres) {
  needPgbouncer();
  const { folder, remove } = makeFolder("pgbouncer");
  defer(remove);
  postgres.tools.own(folder);
  const port = await freePort();
  const url = (role: string) => {
    const address = new URL(postgres.url(role));
    address.port = String(port);
    return String(address);
  };
  const { password } = new URL(postgres.superuser);
  const users = ["naaber_app", "postgres"].map((role) => `"${role}" "${password}"`);
  writeFileSync(join(folder, "users.txt"), `${users.join("\n")}\n`);
  writeFileSync(join(folder, "pgbouncer.ini"), settings(folder, port, postgres.port));
  let child: ChildProcess;
  const program = {
    url,
    /** Starts it, and waits until the database behind it answers. */
    async start() {
      // It refuses to run as root.
      const user = process.getuid?.() === 0 ? ["-u", "postgres"] : [];
      child = spawn(PROGRAM, ["-q", ...user, join(folder, "pgbouncer.ini")], { stdio: "ignore" });
      await until("PgBouncer answers", 20, () => takesChanges(url("postgres")));
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
    },
  };
  await program.start();
  defer(program.stop);
  return program;
}

/** As docs/operations.md has it: what the program sets for its sessions, the application's role is given instead. */
const settings = (folder: string, port: number, target: number) => `[databases]
naaber = host=127.0.0.1 port=${target} dbname=naaber

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, "users.txt")}
pool_mode = transaction
default_pool_size = ${POOL_SIZE}
max_client_conn = 200
ignore_startup_parameters = statement_timeout, lock_timeout, idle_in_transaction_session_timeout, extra_float_digits
server_login_retry = 1
logfile = ${join(folder, "log")}
`;
