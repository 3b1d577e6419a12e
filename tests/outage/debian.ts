import { execFile, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const BIN = "/usr/lib/postgresql/15/bin";

/** Installs Debian's packages where a program is missing; only root can. */
export function needPackages(program: string, ...packages: string[]) {
  if (existsSync(program)) return;
  if (process.getuid?.() !== 0) throw new Error(`install ${packages.join(" ")} first`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) =>
    spawnSync("apt-get", args, { env, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
  if (!apt("update") || !apt("install", "-y", "--no-install-recommends", ...packages))
    throw new Error(`${packages.join(" ")} could not be installed`);
}

/** A folder below `/tmp` that whoever PostgreSQL and the proxies run as can reach. */
export function makeFolder(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `naaber-${name}-`));
  chmodSync(folder, 0o711);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** PostgreSQL refuses to run as root, so its programs run as `postgres` there. */
async function asPostgres(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const ask = async (flag: string) => Number((await run("id", [flag, "postgres"])).stdout);
  return { uid: await ask("-u"), gid: await ask("-g") };
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}

export type Tools = Awaited<ReturnType<typeof debianTools>>;

/** Debian's programs of PostgreSQL 15, run as the user that owns the servers. */
export async function debianTools() {
  needPackages(join(BIN, "postgres"), "postgresql-15");
  const as = await asPostgres();
  const env = {
    NODE_ENV: "production" as const,
    PATH: `${BIN}:/usr/bin:/bin`,
    LC_ALL: "C.UTF-8",
    PGPASSWORD: PASSWORD,
  };
  return {
    run: async (program: string, args: string[]) =>
      (await run(program, args, { ...as, cwd: "/", env, maxBuffer: 64 * 1024 * 1024 })).stdout,
    /** A line as the administrator types it in a shell. */
    shell: async (line: string, more: Record<string, string> = {}) =>
      (
        await run("sh", ["-euc", line], {
          ...as,
          cwd: "/",
          env: { ...env, ...more },
        })
      ).stdout,
    own: (path: string) => {
      if (as.uid !== undefined) chownSync(path, as.uid, as.gid!);
    },
  };
}

/** The password of every role here. */
export const PASSWORD = "for-tests-only";

export type Server = Awaited<ReturnType<typeof manage>>;

/** An empty server with the two roles and the database of the README. `settings` are lines of its `postgresql.conf`. */
export async function startServer(tools: Tools, folder: string, settings: string[] = []) {
  tools.own(folder);
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, PASSWORD);
  chmodSync(passwordFile, 0o644);
  const data = join(folder, "data");
  await tools.run("initdb", [
    `--pgdata=${data}`,
    "--username=postgres",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--no-sync",
    `--pwfile=${passwordFile}`,
  ]);
  appendFileSync(join(data, "postgresql.conf"), `\n${settings.join("\n")}\n`);
  const server = await manage(tools, data);
  await server.start();
  await server.psql(
    "postgres",
    `create role naaber_owner login password '${PASSWORD}';
     create role naaber_app login password '${PASSWORD}';`,
  );
  await server.createDatabase();
  return server;
}

/** Starts, stops and asks the server whose files are in `data`; it keeps its port. */
export async function manage(tools: Tools, data: string) {
  const port = await freePort();
  const options = [`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories="];
  const url = (role: string, database = "naaber") =>
    `postgres://${role}:${PASSWORD}@127.0.0.1:${port}/${database}`;
  return {
    port,
    data,
    url,
    /** With which PostgreSQL's own programs reach it as its superuser. */
    environment: { PGHOST: "127.0.0.1", PGPORT: String(port), PGUSER: "postgres" },
    /** The settings with which the program reaches it. */
    addresses: { DATABASE_URL: url("naaber_app"), DATABASE_OWNER_URL: url("naaber_owner") },
    start: () =>
      tools.run("pg_ctl", [
        `--pgdata=${data}`,
        `--log=${data}.log`,
        "--wait",
        "--timeout=60",
        `--options=${options.map((option) => `-c "${option}"`).join(" ")}`,
        "start",
      ]),
    stop: (mode: "fast" | "immediate" = "fast") =>
      tools.run("pg_ctl", ["-D", data, "-m", mode, "-w", "stop"]),
    createDatabase: () =>
      ask(
        url("postgres", "postgres"),
        "create database naaber owner naaber_owner encoding 'UTF8' template template0",
      ),
    /** What a statement gives as its superuser, one line a row. */
    psql: (database: string, statement: string) => ask(url("postgres", database), statement),
    /** The same as one of our roles; throws what the server refuses. */
    as: (role: string, statement: string) => ask(url(role), statement),
  };

  async function ask(address: string, statement: string) {
    const args = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement, address];
    return (await tools.run("psql", args)).trim();
  }
}

/** Waits until `holds` gives true; throws after `seconds`. */
export async function until(what: string, seconds: number, holds: () => Promise<boolean>) {
  const began = performance.now();
  while (!(await holds().catch(() => false))) {
    if (performance.now() - began > seconds * 1_000)
      throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return (performance.now() - began) / 1_000;
}
