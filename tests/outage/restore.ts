// `npm run test:outage -- --restore`: what docs/operations.md says of backups and of a replica is done, with its own lines, on
// a demo: a dump is restored, a base backup is brought to a point in time, a replica is promoted, the old server comes back.
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { nativeFolder, startEmbedded } from "../../app/platform/embedded.server";
import {
  debianTools,
  makeFolder,
  manage,
  PASSWORD,
  type Server,
  startServer,
  type Tools,
  until,
} from "./debian";
import { makePrograms } from "./programs";

type Log = (line: string) => void;
type Check = { what: string; found: string; right: boolean };

const root = resolve(import.meta.dirname, "../..");
const docs = readFileSync(join(root, "docs/operations.md"), "utf8");
const programs = makePrograms();
/** Where Debian keeps a server, as the page writes it. */
const MAIN = "/var/lib/postgresql/15/main";

/** Rehearses it all; prints a table with a row a check. Gives whether everything was right. */
export async function rehearseRestore(log: Log): Promise<boolean> {
  const tools = await debianTools();
  const { folder, remove } = makeFolder("restore");
  const places = { backup: join(folder, "backup") };
  mkdirSync(join(places.backup, "wal"), { recursive: true });
  tools.own(places.backup);
  tools.own(join(places.backup, "wal"));
  const settings = ["archive", "primary"].map((name) => block("settings", name, places));
  const servers: Server[] = [];
  const checks: Check[] = [];
  try {
    const primary = await startServer(tools, makeFolderIn(tools, folder, "primary"), settings);
    servers.push(primary);
    const program = await programs.start({ ...primary.addresses, DEMO: "yes", WORKER: "off" });
    const link = await askForHelp(program.base, "before the backup");
    await program.end("SIGTERM");

    await runLines(tools, "dump", primary, places);
    const restored = await startServer(tools, makeFolderIn(tools, folder, "restored"), []);
    servers.push(restored);
    await restored.psql("postgres", "drop database naaber; ");
    await restored.psql("postgres", "drop role naaber_owner; drop role naaber_app");
    await runLines(tools, "restore", restored, places);
    checks.push(await sameAs(primary, restored), await guarded(restored));
    checks.push(await answersOn(restored, "a dump, restored into an empty server", [link]));
    await restored.stop();
    checks.push(await newerServer(tools, folder, places, link));
    checks.push(await pointInTime(tools, folder, places, primary, servers));
    checks.push(...(await promotion(tools, folder, primary, servers)));
  } finally {
    await programs.endAll();
    for (const server of servers) await server.stop("immediate").catch(() => {});
    remove();
  }
  log("| what was tried | found |");
  log("|---|---|");
  for (const { what, found, right } of checks)
    log(`| ${what} | ${right ? "" : "**WRONG** "}${found} |`);
  return checks.every(({ right }) => right);
}

type Places = { backup: string; main?: string };

/** A block of the page by its name, with the folders of this rehearsal. */
function block(kind: "run" | "settings", name: string, { backup, main }: Places): string {
  const mark = `<!-- ${kind}: ${name} -->\n\`\`\``;
  const from = docs.indexOf(mark);
  if (from < 0) throw new Error(`docs/operations.md has no ${kind}: ${name}`);
  const begin = docs.indexOf("\n", from + mark.length) + 1;
  const text = docs.slice(begin, docs.indexOf("\n```", begin)).replaceAll("/backup", backup);
  return main ? text.replaceAll(MAIN, main) : text;
}

/** The lines of the page, as the administrator types them beside `server`. */
async function runLines(
  tools: Tools,
  name: string,
  server: Server,
  places: Places,
  changed: (lines: string) => string = (lines) => lines,
) {
  await tools.shell(changed(block("run", name, places)), server.environment);
}

function makeFolderIn(tools: Tools, folder: string, name: string): string {
  const made = join(folder, name);
  mkdirSync(made);
  tools.own(made);
  return made;
}

/** Asks for help as a resident; the private link that comes back, without the host. */
async function askForHelp(base: string, details: string): Promise<string> {
  const form = {
    key: `restore ${details}`.padEnd(20, "."),
    category: "water",
    details,
    people: "1",
    address: details,
    phone: "+37255512345",
  };
  const answer = await fetch(`${base}/help`, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: base },
    body: new URLSearchParams(form),
  });
  const link = answer.headers.get("location");
  if (answer.status !== 303 || !link) throw new Error(`/help answered ${answer.status}`);
  return link;
}

/** Of the record, the looks, the ledger and the queue: how many rows, and a digest of all of them. */
async function contents(server: Server) {
  const tables = ["event", "look", "ledger", "request", "person", "graphile_worker.jobs"];
  const digests = tables.map(
    (table) => `select '${table} ' || count(*) || ' ' ||
      coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from ${table} t`,
  );
  return server.psql("naaber", digests.join(" union all "));
}

async function sameAs(from: Server, to: Server): Promise<Check> {
  const [before, after] = [await contents(from), await contents(to)];
  const count = (table: string) => new RegExp(`^${table} (\\d+)`, "m").exec(after)?.[1];
  return {
    what: "the record, the queue, requests and people after a restored dump are those of before, row for row",
    found: `${before === after ? "yes" : "no"}: ${count("event")} lines, ${count("graphile_worker.jobs")} jobs, ${count("request")} requests`,
    right: before === after && Number(count("graphile_worker.jobs")) > 0,
  };
}

/** The roles are no more and no less than they were. */
async function guarded(server: Server): Promise<Check> {
  const refused = (role: string, statement: string) =>
    server.as(role, statement).then(
      () => "done",
      (fault: Error) => /permission denied|append-only/.exec(fault.message)?.[0] ?? fault.message,
    );
  const found = [
    await refused("naaber_app", "delete from event"),
    await refused("naaber_app", "update event set reason = 'x'"),
    await refused("naaber_app", "delete from graphile_worker.jobs"),
    await refused("naaber_owner", "delete from event"),
  ];
  const denied = "permission denied";
  return {
    what: "the application's role deletes the record, changes it, empties the queue; the owner's deletes the record",
    found: found.join(", "),
    right: found.join() === [denied, denied, denied, "append-only"].join(),
  };
}

/** The program starts on it, shows the pages of those who asked, and works off what waited. */
async function answersOn(
  server: Pick<Server, "addresses" | "psql">,
  what: string,
  links: string[],
  missing: string[] = [],
) {
  const began = performance.now();
  const program = await programs.start({ ...server.addresses, DEMO: "yes" });
  const seconds = (performance.now() - began) / 1_000;
  try {
    const statusOf = async (path: string) => (await fetch(new URL(path, program.base))).status;
    const pages = [await statusOf("/help"), await statusOf("/readyz")];
    for (const link of links) pages.push(await statusOf(link));
    const gone: number[] = [];
    for (const link of missing) gone.push(await statusOf(link));
    const due = "select count(*) from graphile_worker.jobs where run_at <= now()";
    const waiting = await server.psql("naaber", due);
    await until(
      "the queue is worked off",
      60,
      async () => (await server.psql("naaber", due)) === "0",
    );
    const added = await askForHelp(program.base, `after ${what}`.slice(0, 40));
    pages.push(await statusOf(added));
    const ok = pages.filter((status) => status === 200).length;
    const known = gone.filter((status) => status !== 404).length;
    return {
      what: `${what}: the program serves after; pages and links of residents that answer, links that must not; jobs worked off`,
      found: `${seconds.toFixed(1)} s; ${ok} of ${pages.length}, ${known} of ${gone.length}; ${waiting}`,
      right: ok === pages.length && known === 0,
    };
  } finally {
    await program.end("SIGTERM");
  }
}

/** The same dump in the newest PostgreSQL, which the program brings along: how a city comes to it. */
async function newerServer(tools: Tools, folder: string, places: Places, link: string) {
  const newer = await startEmbedded(nativeFolder(root), join(folder, "newer"));
  try {
    const { password, port } = new URL(newer.url("postgres"));
    const environment = {
      PGHOST: "127.0.0.1",
      PGPORT: port,
      PGUSER: "postgres",
      PGPASSWORD: password,
    };
    await tools.shell(block("run", "restore", places), environment);
    const url = (role: string, secret: string) =>
      `postgres://${role}:${secret}@127.0.0.1:${port}/naaber`;
    const server = {
      addresses: {
        DATABASE_URL: url("naaber_app", PASSWORD),
        DATABASE_OWNER_URL: url("naaber_owner", PASSWORD),
      },
      psql: async (_: string, statement: string) =>
        (await tools.run("psql", ["-XqAtc", statement, url("postgres", password)])).trim(),
    };
    const version = (await server.psql("", "show server_version")).split(".")[0];
    return await answersOn(server, `the dump of PostgreSQL 15, restored into ${version}`, [link]);
  } finally {
    await newer.stop();
  }
}

/** A base backup and what was archived since, to a moment between two requests. */
async function pointInTime(
  tools: Tools,
  folder: string,
  { backup }: Places,
  primary: Server,
  servers: Server[],
): Promise<Check> {
  await runLines(tools, "base", primary, { backup });
  const program = await programs.start({ ...primary.addresses, DEMO: "yes", WORKER: "off" });
  const wanted = await askForHelp(program.base, "before the mistake");
  const moment = await primary.psql("postgres", "select clock_timestamp()");
  const unwanted = await askForHelp(program.base, "after the mistake");
  await program.end("SIGTERM");
  await primary.psql("postgres", "select pg_switch_wal()");
  const archived =
    "select count(*) from pg_stat_archiver where last_archived_time > now() - interval '1 minute'";
  const current = await primary.psql("postgres", "select pg_walfile_name(pg_current_wal_lsn())");
  await until("all of it is archived", 30, async () => {
    const [last] = (
      await primary.psql("postgres", "select last_archived_wal from pg_stat_archiver")
    ).split("\n");
    return (await primary.psql("postgres", archived)) === "1" && (last ?? "") >= before(current);
  });
  const main = join(makeFolderIn(tools, folder, "point-in-time"), "main");
  const recovered = await manage(tools, main);
  servers.push(recovered);
  await tools.shell(block("run", "point in time", { backup, main }));
  const settings = block("settings", "point in time", { backup, main }).replace(
    /recovery_target_time = '.*'/,
    `recovery_target_time = '${moment}'`,
  );
  appendFileSync(join(main, "postgresql.auto.conf"), `\n${settings}\narchive_mode = off\n`);
  await recovered.start();
  await until(
    "the server takes writes",
    60,
    async () => (await recovered.psql("postgres", "select pg_is_in_recovery()")) === "f",
  );
  const check = await answersOn(
    recovered,
    "a base backup brought to a moment between two requests",
    [wanted],
    [unwanted],
  );
  await recovered.stop();
  return check;
}

/** The segment before, all of whose lines are written. */
const before = (segment: string) =>
  segment.slice(0, 8) +
  (BigInt(`0x${segment.slice(8)}`) - 1n).toString(16).toUpperCase().padStart(16, "0");

/** A replica takes over from a server that died, and the dead one comes back as its replica. */
async function promotion(
  tools: Tools,
  folder: string,
  primary: Server,
  servers: Server[],
): Promise<Check[]> {
  await runLines(tools, "replica role", primary, { backup: folder });
  const main = join(makeFolderIn(tools, folder, "replica"), "main");
  const replica = await manage(tools, main);
  servers.push(replica);
  const named = (lines: string) =>
    lines
      .replace("host=primary.example", `host=127.0.0.1 port=${primary.port}`)
      .replace("--host=replica.example", `--host=127.0.0.1 --port=${replica.port}`)
      .replace("host=replica.example", `host=127.0.0.1 port=${replica.port}`);
  await runLines(tools, "replica", primary, { backup: folder, main }, named);
  await replica.start();
  const synchronous = "alter system set synchronous_standby_names = 'replica'";
  await primary.psql("postgres", synchronous);
  await primary.psql("postgres", "select pg_reload_conf()");
  await until(
    "the replica is synchronous",
    30,
    async () =>
      (await primary.psql("postgres", "select sync_state from pg_stat_replication")) === "sync",
  );
  const program = await programs.start({ ...primary.addresses, DEMO: "yes", WORKER: "off" });
  const links: string[] = [];
  for (let turn = 1; turn <= 20; turn++)
    links.push(await askForHelp(program.base, `request ${turn} before the server died`));
  await primary.stop("immediate");
  await program.end("SIGKILL");
  const began = performance.now();
  await runLines(tools, "promote", replica, { backup: folder });
  const seconds = (performance.now() - began) / 1_000;
  const promoted = await answersOn(
    replica,
    `a replica promoted in ${seconds.toFixed(1)} s, with all that was acknowledged before`,
    links,
  );
  await runLines(tools, "rewind", replica, { backup: folder, main: primary.data }, named);
  await primary.start();
  await until(
    "the old server follows",
    60,
    async () =>
      (await replica.psql("postgres", "select state from pg_stat_replication")) === "streaming",
  );
  const recovering = await primary.psql("postgres", "select pg_is_in_recovery()");
  return [
    promoted,
    {
      what: "the server that died, rewound, follows the new one",
      found: recovering === "t" ? "yes" : "no",
      right: recovering === "t",
    },
  ];
}
