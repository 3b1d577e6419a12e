import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DATA_KEY, type DataKeys, readDataKeys, setDataKeys } from "./data-keys.server";
import { type Connection, connect } from "./database.server";
import { nativeFolder, startEmbedded } from "./embedded.server";
import type { Env } from "./env.server";
import { describeFault, type Log } from "./log.server";
import { alone, migrateDatabase } from "./migrate.server";
import { isOutage } from "./outage";
import { holdDataKeys, WrongDataKey } from "./seal-columns.server";
import { type Watch, watchDatabase } from "./watch.server";

export type Store = {
  connection: Connection;
  appUrl: string;
  /** Of the owner, and always the server's own address: migrations, the queue and notices need a session of their own. */
  ownerUrl: string;
  watch: Watch;
  close: () => Promise<void>;
  /** For whoever came only to ask something: leaves a server running that was running before. */
  leave: () => Promise<void>;
};

/** What a room does once the schema stands and before anybody else may: filling an empty database. */
type Prepare<Value> = (store: Pick<Store, "connection" | "ownerUrl">) => Promise<Value>;

/** Milliseconds that the start waits for a database that is not there yet. */
const START_WITHIN = 60_000;
const AGAIN_AFTER = 1_000;

/** The database that the settings name, or one of our own below `.data`; migrated, prepared and ready. */
export async function openStore<Value>(env: Env, root: string, log: Log, prepare: Prepare<Value>) {
  const dataKeys = dataKeysOf(env);
  setDataKeys(dataKeys);
  if (!dataKeys && !env.DEMO)
    log.warn(
      "DATA_KEY is not set: free texts and door codes lie in the database as they are typed",
    );
  const { appUrl, ownerUrl, server } = await addressesOf(env, root);
  const connection = connect(appUrl, { patience: true, connections: env.DATABASE_CONNECTIONS });
  const role = decodeURIComponent(new URL(appUrl).username);
  const stopServer = async () => void (await server?.stop());
  const value = await waitFor(log, env.DATABASE_CONNECTIONS, async () => {
    await refusePooler(ownerUrl);
    const prepared = await alone(ownerUrl, async () => {
      await migrateDatabase(ownerUrl, role, join(root, "drizzle/migrations"));
      await holdDataKeys(ownerUrl, dataKeys).catch((fault) => {
        throw fault instanceof WrongDataKey
          ? new Misconfigured(`DATA_KEY: ${fault.message}`)
          : fault;
      });
      if (!server && !env.DEMO) await refuseOwnerOfRecord(connection);
      return prepare({ connection, ownerUrl });
    });
    await connection.fill();
    return prepared;
  }).catch(async (fault) => {
    await connection.end();
    if (!server?.adopted) await stopServer();
    throw fault;
  });
  const watch = watchDatabase(appUrl, log);
  watch.on("away", () => {
    connection.refuse(true);
    connection.drop();
  });
  watch.on("answers", () => connection.refuse(false));
  const stopReviving = server ? reviveWhileAway(watch, server.revive) : () => {};
  const end = async () => {
    stopReviving();
    await Promise.all([watch.stop(), connection.end()]);
  };
  const close = async () => {
    await end();
    await stopServer();
  };
  const leave = server && !server.adopted ? close : end;
  const store: Store = { connection, appUrl, ownerUrl, watch, close, leave };
  return { store, value };
}

/** The keys that the setting holds, or the file that it names. */
export function dataKeysOf({ DATA_KEY: setting }: Pick<Env, "DATA_KEY">): DataKeys | null {
  if (!setting) return null;
  if (!setting.startsWith("file:")) return readDataKeys(setting);
  let held: string;
  try {
    held = readFileSync(new URL(setting), "utf8").trim();
  } catch {
    throw new Misconfigured(`DATA_KEY: ${setting} can't be read`);
  }
  if (!DATA_KEY.test(held))
    throw new Misconfigured(`DATA_KEY: ${setting} holds no key such as k1:…`);
  return readDataKeys(held);
}

/** Where a demo keeps what is its own. */
export const dataFolderOf = (env: Pick<Env, "DATA_FOLDER">, root: string): string =>
  env.DATA_FOLDER ?? join(root, ".data");

async function addressesOf(env: Env, root: string) {
  if (env.DATABASE_URL && env.DATABASE_OWNER_URL)
    return { appUrl: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL, server: null };
  const server = await startEmbedded(nativeFolder(root), dataFolderOf(env, root));
  // Each role has a password of its own: whoever learns the application's is not the owner.
  const passwordOf = (role: string) =>
    createHash("sha256").update(`${role} ${server.secret}`).digest("hex");
  const database = `naaber_${env.CITY}`;
  await ensureRolesAndDatabase(server.url("postgres"), database, passwordOf);
  const urlOf = (role: string) => {
    const url = new URL(server.url(database));
    url.username = role;
    url.password = passwordOf(role);
    return url.toString();
  };
  return { appUrl: urlOf("naaber_app"), ownerUrl: urlOf("naaber_owner"), server };
}

/** A database that starts at the same time, recovers or has too few connections left is waited for. */
async function waitFor<Value>(
  log: Log,
  connections: number,
  work: () => Promise<Value>,
): Promise<Value> {
  const until = Date.now() + START_WITHIN;
  for (let said = false; ; said = true) {
    try {
      return await work();
    } catch (fault) {
      if (!isOutage(fault)) throw fault;
      if (Date.now() > until) throw new Unreachable();
      if (!said)
        log.warn(
          { fault: describeFault(fault), connections },
          "the database is not ready yet, or has too few connections left; the start waits, a minute at most",
        );
      await delay(AGAIN_AFTER);
    }
  }
}

/** Starts the server of our own again each time that it has ended. */
function reviveWhileAway(watch: Watch, revive: () => Promise<void>) {
  let stopped = false;
  watch.on("away", async () => {
    while (!stopped && watch.awaySince()) {
      await revive().catch(() => {});
      await delay(AGAIN_AFTER);
    }
  });
  return () => {
    stopped = true;
  };
}

/** Behind a pooler a session is not one's own: notices would be lost, and the locks of workers would stay for ever. */
async function refusePooler(ownerUrl: string) {
  const { sql, end } = connect(ownerUrl, { connections: 1 });
  try {
    const rows = await sql<[{ pid: number }]>`select pg_backend_pid() as pid`;
    if (rows.state.pid !== rows[0].pid)
      throw new Misconfigured(
        "DATABASE_OWNER_URL: leads to a connection pooler; name the server itself, DATABASE_URL alone may lead through one",
      );
  } finally {
    await end();
  }
}

/** Whoever owns the record could switch its guards off; the application must not be able to. */
async function refuseOwnerOfRecord({ sql }: Connection) {
  const [record] = await sql<{ owned: boolean }[]>`
    select pg_has_role(current_user, relowner, 'usage') as owned
    from pg_class where oid = 'event'::regclass`;
  if (record?.owned)
    throw new Misconfigured(
      "DATABASE_URL: this role owns the record; name one that does not own the tables",
    );
}

/** A setting that can only be judged once the database has answered; one line for the operator. */
export class Misconfigured extends Error {}

/** The database was not there for the whole time that a start waits. */
export class Unreachable extends Error {
  override message = "the database can't be reached; start again when it answers";
}

async function ensureRolesAndDatabase(
  url: string,
  database: string,
  passwordOf: (role: string) => string,
) {
  const { sql, end } = connect(url, { connections: 1 });
  try {
    // Processes that start together wait for one another.
    await sql`select pg_advisory_lock(hashtext('roles'))`;
    for (const role of ["naaber_owner", "naaber_app"]) {
      const known = await sql`select from pg_roles where rolname = ${role}`;
      // Also for roles that were there before: their passwords may come from an older version.
      const verb = known.length === 0 ? "create" : "alter";
      await sql.unsafe(`${verb} role ${role} login password '${passwordOf(role)}'`);
    }
    const known = await sql`select from pg_database where datname = ${database}`;
    if (known.length === 0) await sql.unsafe(`create database ${database} owner naaber_owner`);
  } finally {
    await end();
  }
}
