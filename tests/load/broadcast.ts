/**
 * `npm run bench:broadcast`: one message to 10,000 people, by a mail server and a provider of text messages that each take so many a
 * second. How near to that it goes out, what memory it takes, and what the board and the page for help cost meanwhile: quiet
 * and busy in turns, since a broadcast can be stopped and goes on. Notes the figures in docs/benchmarks.md.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { SMTPServer } from "smtp-server";
import { makeSessions } from "../../app/accounts/adapter.server";
import {
  confirmBroadcast,
  resumeBroadcast,
  sendBroadcast,
  stopBroadcast,
} from "../../app/messages/commands/move-broadcast.server";
import { writeBroadcast } from "../../app/messages/commands/write-broadcast.server";
import { execute } from "../../app/platform/command.server";
import { connect } from "../../app/platform/database.server";
import { nativeFolder, startEmbedded } from "../../app/platform/embedded.server";
import { migrateDatabase } from "../../app/platform/migrate.server";
import { broadcast } from "../../drizzle/schema/messages";
import { fillRequests } from "../factories/fill";
import { setOwner } from "../factories/owners";
import { makeWorld } from "../factories/world";
import { launch, logged, serve } from "../http/serve";
import { keep } from "./keep";

const root = resolve(import.meta.dirname, "../..");
const PEOPLE = Number(process.argv[2] ?? 10_000);
/** Messages a second that each of the two takes. */
const LIMIT = Number(process.argv[3] ?? 40);
const ROUNDS = 7;
const SECONDS = 8;
/** Pages a second, while somebody is at work: far from what the program can do. */
const PAGES = 8;

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const folder = join(tmpdir(), `naaber-broadcast-${process.pid}`);
mkdirSync(folder, { recursive: true, mode: 0o711 });
const server = await startEmbedded(nativeFolder(root), join(folder, "server"));
const closing: (() => unknown)[] = [];

const urlOf = (role: string) => {
  const url = new URL(server.url("many"));
  return Object.assign(url, { username: role, password: "bench" }).toString();
};

/** Who takes no more than so many a second: each has to wait for its turn. */
function turnstile() {
  let next = 0;
  const taken: number[] = [];
  return {
    taken,
    async pass() {
      const now = performance.now();
      next = Math.max(now, next + 1_000 / LIMIT);
      await delay(next - now);
      taken.push(performance.now());
    },
  };
}

async function startSinks() {
  const [mails, texts] = [turnstile(), turnstile()];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, _, answer) {
      stream.resume();
      stream.once("end", () => void mails.pass().then(() => answer()));
    },
  });
  await new Promise<void>((ready) => smtp.listen(0, "127.0.0.1", ready));
  const provider = createServer((req, res) => {
    req.resume();
    req.once("end", () => void texts.pass().then(() => res.end("{}")));
  });
  await new Promise<void>((ready) => provider.listen(0, "127.0.0.1", ready));
  closing.push(
    () => smtp.close(),
    () => provider.close(),
  );
  const portOf = (of: { address: () => unknown }) => (of.address() as AddressInfo).port;
  return {
    mails,
    texts,
    settings: {
      SMTP_URL: `smtp://127.0.0.1:${portOf(smtp.server)}`,
      MAIL_FROM: "naaber@city.example",
      SMS_URL: `http://127.0.0.1:${portOf(provider)}/messages`,
      SMS_BODY: '{"id":"{id}","to":"{to}","text":"{text}"}',
    },
  };
}

/** A city with so many volunteers, half of them by mail and half by a phone alone. */
async function prepare() {
  const admin = connect(server.url("postgres"), { connections: 1 });
  for (const role of ["naaber_owner", "naaber_app"])
    await admin.sql.unsafe(`create role ${role} login password 'bench'`);
  await admin.sql.unsafe("create database many owner naaber_owner");
  await admin.end();
  await migrateDatabase(urlOf("naaber_owner"), "naaber_app", join(root, "drizzle/migrations"));
  const app = connect(urlOf("naaber_app"), { connections: 4 });
  const owner = connect(urlOf("naaber_owner"), { connections: 2 });
  closing.push(app.end, owner.end);
  setOwner(app.db, owner.db);
  const world = await makeWorld(app.db);
  await fillRequests(owner.sql, { ended: 10_000, open: 500 });
  await owner.sql`
    with made as (
      insert into person (name, standing, locale, email, email_proven_at, phone, phone_proven_at)
      select 'Volunteer ' || i, 'verified', 'uk', case when i % 2 = 0 then i || '@people.example' end,
        case when i % 2 = 0 then now() end, case when i % 2 = 1 then '+38050' || (1000000 + i) end,
        case when i % 2 = 1 then now() end
      from generate_series(1, ${PEOPLE}) i returning id)
    insert into volunteer_profile (person_id, home_district_id) select id, ${world.north} from made`;
  await owner.sql`vacuum analyze`;
  const reach = { districts: [world.north, world.south] };
  const [writer, second] = [await world.person(reach), await world.person(reach)];
  const sessions = makeSessions(app.db, { secure: true });
  const cookie = (await sessions.open(writer.id, "")).split(";")[0]!;
  return { app, writer, second, cookie };
}
type Prepared = Awaited<ReturnType<typeof prepare>>;

/** What a coordinator does with the one broadcast there is. */
function broadcasting({ app, writer, second }: Prepared) {
  const ctx = (who: Prepared["writer"]) => who.ctx(new Date());
  const row = async () => (await app.db.select().from(broadcast))[0]!;
  const step = async (
    what: typeof sendBroadcast | typeof confirmBroadcast,
    who: Prepared["writer"],
  ) => {
    const { id, version } = await row();
    const done = await execute(ctx(who), what, { id, version });
    if (!done.ok) throw new Error(done.code);
  };
  return {
    row,
    async begin() {
      const written = await execute(ctx(writer), writeBroadcast, {
        groups: ["volunteers"],
        district: ["north"],
        pressure: "news",
        fallback: "uk",
        words_uk: "Вода є біля школи № 5 до 20:00. Візьміть посуд.",
      });
      if (!written.ok) throw new Error(written.code);
      await step(sendBroadcast, writer);
      await step(confirmBroadcast, second);
    },
    stop: () => step(stopBroadcast, writer),
    resume: () => step(resumeBroadcast, writer),
  };
}

/** Megabytes that a process holds. */
const memoryOf = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / 1024;

/** The median of milliseconds that a page takes, asked for so many times a second. */
async function pageTakes(url: string, cookie: string): Promise<number> {
  const times: number[] = [];
  const until = performance.now() + (SECONDS * 1_000) / 2;
  while (performance.now() < until) {
    const began = performance.now();
    const answer = await fetch(url, { headers: { Cookie: cookie, "X-Forwarded-Proto": "https" } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
    const took = performance.now() - began;
    times.push(took);
    await delay(Math.max(0, 1_000 / PAGES - took));
  }
  return median(times);
}

async function run() {
  const prepared = await prepare();
  const { mails, texts, settings } = await startSinks();
  const urls = {
    DATABASE_URL: urlOf("naaber_app"),
    DATABASE_OWNER_URL: urlOf("naaber_owner"),
    ...settings,
  };
  const web = await serve({ ...urls, WORKER: "off" });
  closing.push(() => web.end("SIGTERM"));
  const worker = launch({ ...urls, WORKER: "only" });
  closing.push(() => worker.kill("SIGTERM"));
  await logged(worker, /works off its queue/);
  const paths = ["/board", "/help"];
  const look = async () => {
    const found: number[] = [];
    for (const path of paths) found.push(await pageTakes(web.base + path, prepared.cookie));
    return found;
  };
  await look();

  const pids = { web: web.pid, worker: worker.pid! };
  const memory = () => ({ web: memoryOf(pids.web), worker: memoryOf(pids.worker) });
  const before = memory();
  const peak = { ...before };
  const watch = setInterval(() => {
    const now = memory();
    peak.web = Math.max(peak.web, now.web);
    peak.worker = Math.max(peak.worker, now.worker);
  }, 200);

  const sending = broadcasting(prepared);
  const taken = () => mails.taken.length + texts.taken.length;
  const quiet: number[][] = [];
  const busy: number[][] = [];
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    quiet.push(await look());
    await (round === 0 ? sending.begin() : sending.resume());
    await delay(1_000);
    const [from, at] = [taken(), performance.now()];
    busy.push(await look());
    rates.push((taken() - from) / ((performance.now() - at) / 1_000));
    await sending.stop();
    // What was on its way goes out.
    for (let last = -1; last !== taken(); await delay(1_000)) last = taken();
  }
  await sending.resume();
  const [from, at] = [taken(), performance.now()];
  while ((await sending.row()).state === "sending") await delay(250);
  const rest = (taken() - from) / ((performance.now() - at) / 1_000);
  for (let last = -1; last !== taken(); await delay(1_000)) last = taken();
  clearInterval(watch);
  await delay(5_000);
  const after = memory();

  const megabytes = (of: "web" | "worker") =>
    `${of} ${before[of].toFixed(0)} MB before, ${peak[of].toFixed(0)} at most, ${after[of].toFixed(0)} after`;
  keep(
    `\`npm run bench:broadcast\`, ${PEOPLE} people, half by mail and half by text message, from one process that works to a mail server and a provider that take ${LIMIT} a second each, all on the same machine,`,
    [
      `${taken()} messages for ${PEOPLE} people; ${rest.toFixed(0)} a second of the ${2 * LIMIT} that are taken, ${median(rates).toFixed(0)} while pages are asked for as well`,
      `memory: ${megabytes("worker")}; ${megabytes("web")}`,
      ...paths.map((path, n) => {
        const [still, loud] = [quiet, busy].map((all) => median(all.map((one) => one[n]!)));
        const ratio = median(busy.map((one, round) => one[n]! / quiet[round]![n]!));
        return `${path}: ${still!.toFixed(1)} ms quiet, ${loud!.toFixed(1)} ms meanwhile, ${ratio.toFixed(2)} times (at most 1.3), medians of ${ROUNDS} rounds in turns`;
      }),
    ],
  );
}

try {
  await run();
} finally {
  for (const close of closing.reverse()) await close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
