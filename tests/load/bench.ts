import { randomUUID } from "node:crypto";
// `npm run bench`: what a page costs against a bare one of the same bytes, what a million rows cost against
// ten thousand, what intake costs against its own SQL. Both sides in one run, in turns; medians and ratios.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import autocannon from "autocannon";
import { execute } from "../../app/platform/command.server";
import { nativeFolder, startEmbedded } from "../../app/platform/embedded.server";
import { makeLimits } from "../../app/platform/limits.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { helpForm } from "../../app/requests/form";
import { visitorCtx } from "../factories/world";
import { keep } from "./keep";
import { type Prepared, prepareCity, type Rows } from "./prepare-city";
import { AT_ONCE, against, headersOf, pages, ROUNDS, SECONDS, type Target } from "./side-by-side";

const root = resolve(import.meta.dirname, "../..");
const LARGE = Number(process.argv[2] ?? 1_000_000);

const say = (line: string) => process.stdout.write(`${line}\n`);

const folder = join(tmpdir(), `naaber-bench-${process.pid}`);
mkdirSync(folder, { recursive: true, mode: 0o711 });
process.env.NAABER_BENCH = "yes";
spawnSync("npx", ["--no-install", "remix", "vite:build", "--logLevel", "error"], { cwd: root });
let server: Awaited<ReturnType<typeof startEmbedded>>;
const programs: Prepared["program"][] = [];

async function prepare(name: string, rows: Rows) {
  const prepared = await prepareCity(server, name, rows);
  programs.push(prepared.program);
  return prepared;
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
