/**
 * `npm run bench:live`: 500 open boards on two processes while 20 changes a second are committed. How long from the commit until a
 * board has the line, a real browser among them, whether any missed one, and what an open board costs. Notes the figures in docs/benchmarks.md.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Browser, chromium as playwright } from "@playwright/test";
import { makeSessions } from "../../app/accounts/adapter.server";
import { whoIsComing } from "../../app/dispatch/queries/coming.server";
import { execute } from "../../app/platform/command.server";
import { connect } from "../../app/platform/database.server";
import { nativeFolder, startEmbedded } from "../../app/platform/embedded.server";
import { migrateDatabase } from "../../app/platform/migrate.server";
import { changeSeveral } from "../../app/requests/commands/change-several.server";
import { listLanes } from "../../app/requests/queries/board.server";
import { readFilter } from "../../app/requests/rules/filter";
import { versionOf } from "../../app/requests/rules/version";
import { findChromium, installChromium } from "../../deploy/chromium.mjs";
import { liveReader } from "../factories/live-reader";
import { setOwner } from "../factories/owners";
import { makeWorld } from "../factories/world";
import { serve } from "../http/serve";
import { keep } from "./keep";

const root = resolve(import.meta.dirname, "../..");
const BOARDS = Number(process.argv[2] ?? 500);
const SECONDS = Number(process.argv[3] ?? 60);
const CHANGES = 20;
/** Of one person: fewer than the program allows. */
const OF_ONE = 10;

const folder = join(tmpdir(), `naaber-live-${process.pid}`);
mkdirSync(folder, { recursive: true, mode: 0o711 });

const server = await startEmbedded(nativeFolder(root), join(folder, "server"));
let chromium: Browser | undefined;
const programs: Awaited<ReturnType<typeof serve>>[] = [];

const urlOf = (role: string) => {
  const url = new URL(server.url("live"));
  return Object.assign(url, { username: role, password: "bench" }).toString();
};

async function prepare() {
  const admin = connect(server.url("postgres"), { connections: 1 });
  for (const role of ["naaber_owner", "naaber_app"])
    await admin.sql.unsafe(`create role ${role} login password 'bench'`);
  await admin.sql.unsafe("create database live owner naaber_owner");
  await admin.end();
  await migrateDatabase(urlOf("naaber_owner"), "naaber_app", join(root, "drizzle/migrations"));
  const app = connect(urlOf("naaber_app"));
  setOwner(app.db, connect(urlOf("naaber_owner"), { connections: 1 }).db);
  const world = await makeWorld(app.db);
  // Few enough that every board shows all of them all the time.
  const ids: string[] = [];
  for (let made = 0; made < 12; made++) ids.push((await world.request()).id);
  const writer = await world.person({ name: "Hanna", districts: [world.north] });
  const sessions = makeSessions(app.db, { secure: true });
  const cookies: string[] = [];
  for (let person = 0; person < Math.ceil(BOARDS / OF_ONE); person++) {
    const { id } = await world.person({ districts: [world.north] });
    cookies.push((await sessions.open(id, "")).split(";")[0]!);
  }
  for (let process = 0; process < 2; process++)
    programs.push(
      await serve({
        DATABASE_URL: urlOf("naaber_app"),
        DATABASE_OWNER_URL: urlOf("naaber_owner"),
        WORKER: "off",
      }),
    );
  return { app, ids, writer, cookies };
}

/** Megabytes, and seconds of the processor, that a process has used. */
function usageOf(pid: number) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const ticks = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  return {
    memory: Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024,
    seconds: (Number(ticks[11]) + Number(ticks[12])) / 100,
  };
}
const usageOfAll = () => {
  const usages = programs.map(({ pid }) => usageOf(pid));
  return {
    memory: usages.reduce((sum, { memory }) => sum + memory, 0),
    seconds: usages.reduce((sum, { seconds }) => sum + seconds, 0),
  };
};

const quantile = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;

type Told = readonly { id: string; at: number }[];

/** Milliseconds, in order, from each change until a board had a line of its request; and how many never came. */
function waitsOf(changes: Told, boards: readonly Told[]) {
  const waits: number[] = [];
  let missed = 0;
  for (const told of boards) {
    const byId = new Map<string, { at: number }[]>();
    for (const { id, at } of told) byId.set(id, [...(byId.get(id) ?? []), { at }]);
    for (const { id, at } of changes) {
      // A line may be here before the writer's own commit is acknowledged to it.
      const next = byId.get(id)?.find((one) => one.at >= at - 50);
      if (next) waits.push(Math.max(0, next.at - at));
      else missed += 1;
    }
  }
  waits.sort((one, other) => one - other);
  return { waits, missed };
}

/** The board as a coordinator has it, in a browser that notes when each line of it is another. */
async function openInBrowser(cookie: string, ids: readonly string[]) {
  installChromium();
  chromium ??= await playwright.launch({
    executablePath: findChromium() ?? undefined,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  const page = await chromium.newPage({ viewport: { width: 1440, height: 900 } });
  await page.setExtraHTTPHeaders({ Cookie: cookie });
  await page.goto(`${programs[0]!.base}/board?lane=read`);
  await page.getByText(/^Live|^Наживо/).waitFor();
  const lines = await page.locator(".line[data-version]").count();
  if (lines !== ids.length) throw new Error(`the browser shows ${lines} lines`);
  await page.evaluate(() => {
    const told: { id: string; at: number }[] = [];
    Object.assign(window, { told });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const link = (target as HTMLElement).querySelector<HTMLAnchorElement>("a.line-link")!;
        const id = link.pathname.split("/").pop()!;
        // By the next frame it is seen, not only known.
        requestAnimationFrame(() =>
          told.push({ id, at: performance.timeOrigin + performance.now() }),
        );
      }
    }).observe(document.querySelector(".regions > .list")!, {
      subtree: true,
      attributeFilter: ["data-version"],
    });
  });
  return {
    /** By this process's clock. */
    async seen(): Promise<Told> {
      const told = await page.evaluate(() => (window as unknown as { told: Told }).told);
      return told.map(({ id, at }) => ({ id, at: at - performance.timeOrigin }));
    },
  };
}

async function run() {
  const { app, ids, writer, cookies } = await prepare();
  const before = usageOfAll();
  const boards = Array.from({ length: BOARDS }, (_, at) =>
    liveReader({
      url: `${programs[at % 2]!.base}/board/live`,
      cookie: cookies[Math.floor(at / OF_ONE)]!,
    }),
  );
  for (const board of boards) {
    do {
      void board.open("0");
      await delay(20);
    } while (board.status() === 503);
  }
  while (boards.some((board) => board.messages.length === 0)) await delay(100);
  const open = usageOfAll();
  const browser = await openInBrowser(cookies.at(-1)!, ids);
  const changes: { id: string; at: number }[] = [];
  const began = performance.now();
  for (let turn = 0; turn < SECONDS * CHANGES; turn++) {
    const wait = began + (turn * 1000) / CHANGES - performance.now();
    if (wait > 0) await delay(wait);
    const id = ids[turn % ids.length]!;
    const priority = Math.floor(turn / ids.length) % 2 ? "normal" : "high";
    const sent = { request: [id], what: "priority", priority };
    const done = await execute(writer.ctx(new Date()), changeSeveral, sent);
    if (!done.ok) throw new Error(done.code);
    changes.push({ id, at: performance.now() });
  }
  const seconds = (performance.now() - began) / 1000;
  await delay(3_000);
  const after = usageOfAll();
  const seen = await browser.seen();

  const { waits, missed } = waitsOf(
    changes,
    boards.map(({ told }) => told),
  );
  const inBrowser = waitsOf(changes, [seen]);
  const ctx = writer.ctx(new Date());
  const lines = await listLanes(ctx, readFilter(new URLSearchParams()));
  const coming = await whoIsComing(
    ctx,
    lines.map(({ id }) => id),
  );
  const stands = JSON.stringify(
    lines.map((line) => ({ id: line.id, version: versionOf(line, coming.get(line.id) ?? []) })),
  );
  const stale = boards.filter((board) => JSON.stringify(board.shown()) !== stands).length;
  for (const board of boards) board.close();
  await app.end();
  keep(
    `\`npm run bench:live\`, ${BOARDS} boards on two processes, the readers on the same machine,`,
    [
      `${changes.length} changes in ${seconds.toFixed(0)} s (${(changes.length / seconds).toFixed(1)} a second): from the commit to a board's socket median ${quantile(waits, 0.5).toFixed(0)} ms, p99 ${quantile(waits, 0.99).toFixed(0)} ms, longest ${waits.at(-1)!.toFixed(0)} ms (p99 at most 500)`,
      `one real browser among them (Chromium): from the commit until the page shows the line median ${quantile(inBrowser.waits, 0.5).toFixed(0)} ms, p99 ${quantile(inBrowser.waits, 0.99).toFixed(0)} ms, longest ${inBrowser.waits.at(-1)!.toFixed(0)} ms; missed ${inBrowser.missed} of ${changes.length}`,
      `missed: ${missed} of ${changes.length * BOARDS}; boards that did not show the database's state at the end: ${stale}`,
      `memory ${(((open.memory - before.memory) * 1024) / BOARDS).toFixed(0)} kB a board; processor of both processes ${((100 * (after.seconds - open.seconds)) / seconds).toFixed(0)} % of one core meanwhile, ${((1000 * (after.seconds - open.seconds)) / changes.length / BOARDS).toFixed(3)} ms a change and board`,
    ],
  );
}

try {
  await run();
} finally {
  await chromium?.close();
  for (const program of programs) await program.end("SIGTERM").catch(() => {});
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
