import { randomUUID } from "node:crypto";
// `npm run bench`: what a page costs against a bare one of the same bytes, what a million rows cost against
// ten thousand, what intake costs against its own SQL. Both sides in one run, in turns; medians and ratios.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import autocannon from "autocannon";
import { eq } from "drizzle-orm";
import { makeSessions } from "../../app/accounts/adapter.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { execute } from "../../app/platform/command.server";
import { connect } from "../../app/platform/database.server";
import { nativeFolder, startEmbedded } from "../../app/platform/embedded.server";
import { makeLimits } from "../../app/platform/limits.server";
import { migrateDatabase } from "../../app/platform/migrate.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { helpForm } from "../../app/requests/form";
import { hashOf } from "../../app/requests/link.server";
import { task } from "../../drizzle/schema/dispatch";
import { fillOffers, fillRequests, fillShifts } from "../factories/fill";
import { setOwner } from "../factories/owners";
import { makeWorld, visitorCtx } from "../factories/world";
import { serve } from "../http/serve";
import { keep } from "./keep";

const root = resolve(import.meta.dirname, "../..");
const ROUNDS = 7;
const SECONDS = 3;
const AT_ONCE = 16;
const LARGE = Number(process.argv[2] ?? 1_000_000);

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;
const say = (line: string) => process.stdout.write(`${line}\n`);

const folder = join(tmpdir(), `naaber-bench-${process.pid}`);
mkdirSync(folder, { recursive: true, mode: 0o711 });
process.env.NAABER_BENCH = "yes";
spawnSync("npx", ["--no-install", "remix", "vite:build", "--logLevel", "error"], { cwd: root });
let server: Awaited<ReturnType<typeof startEmbedded>>;
const programs: Awaited<ReturnType<typeof serve>>[] = [];

type Rows = { open: number; ended: number; offers: number; shifts: number; volunteers: number };

async function prepare(name: string, { offers, shifts, volunteers, ...rows }: Rows) {
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
  await world.request({ tokenHash: hashOf(token) });
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
  const program = await serve({
    DATABASE_URL: urlOf("naaber_app"),
    DATABASE_OWNER_URL: urlOf("naaber_owner"),
    WORKER: "off",
    LOG_LEVEL: "info",
  });
  programs.push(program);
  return { app, program, cookie, token, search, volunteer: signedIn };
}
type Prepared = Awaited<ReturnType<typeof prepare>>;

type Target = { url: string; cookie?: string };
const headersOf = ({ cookie }: Target) => ({
  "accept-encoding": "identity",
  ...(cookie ? { cookie } : {}),
});

/** Pages a second, over a few seconds with as many connections. */
async function pages(target: Target): Promise<number> {
  const { requests, non2xx } = await autocannon({
    url: target.url,
    connections: AT_ONCE,
    duration: SECONDS,
    headers: headersOf(target),
  });
  if (non2xx > 0) throw new Error(`${target.url}: ${non2xx} answers were not 200`);
  return requests.average;
}

/** Both in turns, the order changing, after one round that does not count. */
async function against(one: () => Promise<number>, other: () => Promise<number>) {
  const [ones, others]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const first = round % 2 === 0;
    const [a, b] = first ? [await one(), await other()] : [await other(), await one()];
    if (round === 0) continue;
    ones.push(first ? a : b);
    others.push(first ? b : a);
  }
  return {
    one: median(ones),
    other: median(others),
    ratio: median(ones.map((value, i) => value / others[i]!)),
  };
}

async function bytesOf(target: Target) {
  return (await (await fetch(target.url, { headers: headersOf(target) })).arrayBuffer()).byteLength;
}

async function pageAgainstBare({ program: { base }, cookie, token }: Prepared, path: string) {
  const signedIn = path.startsWith("/board");
  const target = { url: base + path.replace(":token", token), ...(signedIn ? { cookie } : {}) };
  const bytes = await bytesOf(target);
  const bareOf = (size: number) => ({ url: `${base}/bare?bytes=${size}` });
  // The frame around it is the same; what stands in it is made to measure.
  const frame = await bytesOf(bareOf(1));
  const bare = bareOf(Math.max(1, bytes - frame));
  const result = await against(
    () => pages(target),
    () => pages(bare),
  );
  return { ...result, bytes, bareBytes: await bytesOf(bare) };
}

async function intake({ app, program: { base } }: Prepared) {
  const { helpAddress, helpPhone } = makeLimits(app.sql, "bench");
  let made = 0;
  const fields = () => ({
    key: `bench-${process.pid}-${made++}-abcdefghijk`,
    category: "water",
    details: "20 l",
    people: "2",
    district: "north",
    address: "Naukova 7",
    phone: `+38067${String(made).padStart(7, "0")}`,
  });
  const perSecond = async (one: () => Promise<unknown>) => {
    const until = performance.now() + SECONDS * 1000;
    let done = 0;
    const began = performance.now();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (performance.now() < until) {
          await one();
          done += 1;
        }
      }),
    );
    return (done * 1000) / (performance.now() - began);
  };
  const overHttp = async () => {
    const { requests, ...answers } = await autocannon({
      url: base,
      connections: AT_ONCE,
      duration: SECONDS,
      requests: [
        {
          method: "POST",
          path: "/help",
          headers: { "content-type": "application/x-www-form-urlencoded" },
          setupRequest: (one) => ({ ...one, body: new URLSearchParams(fields()).toString() }),
        },
      ],
    });
    if (answers["2xx"] + answers["4xx"] + answers["5xx"] > 0) throw new Error("intake refused");
    return requests.average;
  };
  const inLoop = () =>
    perSecond(async () => {
      const form = helpForm.parse(fields());
      await Promise.all([helpAddress.consume("loop"), helpPhone.consume(form.phone)]);
      const ctx = { ...visitorCtx(app.db, new Date()), flood: null };
      return execute(ctx, submitRequest, fields(), { key: randomUUID() });
    });
  // The limit by address is for strangers; here it would stop the measuring after an hour's worth.
  const lift = () => app.sql`delete from rate_limit`;
  const result = await against(async () => {
    await lift();
    return overHttp();
  }, inLoop);
  return result;
}

const memoryOf = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

async function run() {
  say("filling ten thousand rows and the large table …");
  const small = await prepare("small", {
    open: 2_000,
    ended: 8_000,
    offers: 2_000,
    shifts: 100,
    volunteers: 400,
  });
  const large = await prepare("large", {
    open: 2_000,
    ended: LARGE - 2_000,
    offers: LARGE / 5,
    shifts: 5_000,
    volunteers: 20_000,
  });
  const first = await against(
    async () => 1 / (await pages({ url: `${large.program.base}/board`, cookie: large.cookie })),
    async () => 1 / (await pages({ url: `${small.program.base}/board`, cookie: small.cookie })),
  );
  const lines = [
    `(a) first page of /board, 2,000 open among ${LARGE.toLocaleString("en")} against among 10,000: ` +
      `${(1 / first.one).toFixed(0)} and ${(1 / first.other).toFixed(0)} pages/s, cost ${first.ratio.toFixed(2)} times (at most 1.3)`,
  ];
  say(lines[0]!);
  const searching = ({ program, cookie, search }: Prepared) =>
    pages({ url: program.base + search, cookie }).then((perSecond) => 1 / perSecond);
  const found = await against(
    () => searching(large),
    () => searching(small),
  );
  lines.push(
    `(d) search for resources near a task, among ${(LARGE / 5).toLocaleString("en")} offers against among 2,000: ` +
      `${(1 / found.one).toFixed(0)} and ${(1 / found.other).toFixed(0)} pages/s, cost ${found.ratio.toFixed(2)} times (at most 1.5)`,
  );
  say(lines.at(-1)!);
  for (const [path, what] of [
    ["/shifts", "sign-up list"],
    ["/shifts?show=others", "list of the others, with why not"],
  ]) {
    const listing = ({ program, volunteer }: Prepared) =>
      pages({ url: program.base + path, cookie: volunteer }).then((perSecond) => 1 / perSecond);
    const listed = await against(
      () => listing(large),
      () => listing(small),
    );
    lines.push(
      `(e) ${what}, of 5,000 shifts ahead and 20,000 volunteers against 100 and 400: ` +
        `${(1 / listed.one).toFixed(0)} and ${(1 / listed.other).toFixed(0)} pages/s, cost ${listed.ratio.toFixed(2)} times (at most 1.5)`,
    );
    say(lines.at(-1)!);
  }
  await large.program.end("SIGTERM");
  programs.splice(programs.indexOf(large.program), 1);
  await large.app.end();
  for (const [path, least] of [
    ["/help", 0.6],
    ["/track/:token", 0.6],
    ["/board", 1.5],
    ["/board?lane=send", 1.5],
  ] as const) {
    const { one, other, ratio, bytes, bareBytes } = await pageAgainstBare(small, path);
    const line = `(b) ${path}: ${one.toFixed(0)} pages/s of ${bytes} bytes against ${other.toFixed(0)} of ${bareBytes} that ask nothing: ${ratio.toFixed(2)} (at least ${least})`;
    lines.push(line);
    say(line);
  }
  const taken = await intake(small);
  const memory = memoryOf(small.program.pid);
  lines.push(
    `(c) intake: ${taken.one.toFixed(0)} acknowledged/s against ${taken.other.toFixed(0)} of the same SQL in a loop: ${taken.ratio.toFixed(2)} (at least 0.5); memory after it ${memory.toFixed(0)} MB`,
  );
  say(lines.at(-1)!);
  await small.app.end();
  keep(
    `\`npm run bench\`, ${ROUNDS} rounds of ${SECONDS} s a side in turns, ${AT_ONCE} at once, medians,`,
    lines,
  );
}

server = await startEmbedded(nativeFolder(root), join(folder, "server"));
try {
  await run();
} finally {
  for (const program of programs) await program.end("SIGTERM").catch(() => {});
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  // The next start builds without the bare page.
  rmSync(join(root, "build"), { recursive: true, force: true });
}
