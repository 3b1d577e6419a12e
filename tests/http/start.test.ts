import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect as dial } from "node:net";
import { getPriority, networkInterfaces, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, inject, it } from "vitest";
import { connect } from "../../app/platform/database.server";
import { freshDatabase } from "../db/fresh-database";
import { roleUrl } from "../db/server.setup";
import { TEST_DATA_KEY } from "../factories/data-key";
import { end, launch, logged, serve } from "./serve";

const STEP = { timeout: 60_000, interval: 20 };
const root = resolve(import.meta.dirname, "../..");

/** An empty database, never migrated, and gone after. */
async function withEmpty<Value>(name: string, use: (urls: Urls) => Promise<Value>) {
  const server = inject("server");
  const superuser = connect(server, { connections: 1 });
  await superuser.sql.unsafe(
    `create database ${name} owner naaber_owner template template0 encoding 'UTF8'`,
  );
  try {
    const url = (role: string) => roleUrl(server, role, name);
    return await use({ DATABASE_URL: url("naaber_app"), DATABASE_OWNER_URL: url("naaber_owner") });
  } finally {
    await superuser.sql.unsafe(`drop database ${name} with (force)`);
    await superuser.end();
  }
}
type Urls = { DATABASE_URL: string; DATABASE_OWNER_URL: string };

/** A database with its tables and nothing in them: what is not about migrating does not migrate again. */
async function migrated(): Promise<Urls> {
  const { appUrl, ownerUrl } = await freshDatabase();
  return { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl };
}

describe("the program", () => {
  it("migrates and founds the city once when three processes start together", async () => {
    await withEmpty("start_together", async (urls) => {
      const settings = { ...urls, CITY: "lviv", DEMO: "no" };
      const programs = await Promise.all([serve(settings), serve(settings), serve(settings)]);
      const app = connect(urls.DATABASE_URL, { connections: 1 });
      const [counts] = await app.db.execute(sql`
        select (select count(*)::int from city) as cities,
          (select count(*)::int from category) as categories,
          (select count(distinct code)::int from category) as codes`);
      expect(counts).toMatchObject({ cities: 1 });
      expect(counts!.categories).toBe(counts!.codes);
      for (const { base } of programs)
        expect(await (await fetch(`${base}/readyz`)).text()).toBe("ready");
      await app.end();
      for (const program of programs) expect(await program.end("SIGTERM")).toBe(0);
    });
  });

  /** How much of everything a demo begins with. */
  const storyOf = async ({ DATABASE_OWNER_URL }: Pick<Urls, "DATABASE_OWNER_URL">) => {
    const owner = connect(DATABASE_OWNER_URL, { connections: 1 });
    const [counts] = await owner.sql`
      select (select count(*)::int from person) as people, (select count(*)::int from event) as events,
        (select count(*)::int from request) as requests, (select count(*)::int from offer) as offers,
        (select count(*)::int from sign_up) as sign_ups`;
    await owner.end();
    return counts!;
  };

  it("tells a demo's story once and whole: by two at once, and after one was killed while it told", async () => {
    const settings = { DEMO: "yes", CITY: "lviv", WORKER: "off" };
    const two = await migrated();
    const both = await Promise.all([
      serve({ ...two, ...settings }),
      serve({ ...two, ...settings }),
    ]);
    for (const program of both) expect(await program.end("SIGTERM")).toBe(0);
    const told = await storyOf(two);
    expect(told.requests).toBeGreaterThan(10);

    const half = await migrated();
    const killed = launch({ ...half, ...settings });
    const owner = connect(half.DATABASE_OWNER_URL, { connections: 1 });
    const telling = () => owner.sql`select from pg_stat_activity
      where datname = current_database() and query like '%naaber.at%' and pid <> pg_backend_pid()`;
    await expect.poll(async () => (await telling()).length, STEP).toBeGreaterThan(0);
    await end(killed, "SIGKILL");
    await owner.end();
    const next = await serve({ ...half, ...settings });
    await next.end("SIGTERM");
    // Told by one alone: were it told in part or more than once above, there would be another number.
    expect(await storyOf(half)).toEqual(told);
  });

  it("starts its own server again when that was killed, and finds it while it recovers", async () => {
    const folder = mkdtempSync(join(tmpdir(), "naaber-own-"));
    chmodSync(folder, 0o711);
    const settings = { DATA_FOLDER: folder, DEMO: "no" };
    const pidOf = () =>
      Number(readFileSync(join(folder, "data/postmaster.pid"), "utf8").split("\n")[0]);
    const program = await serve(settings);
    const ready = async () => (await fetch(`${program.base}/readyz`)).status;
    const first = pidOf();
    process.kill(first, "SIGKILL");
    await expect.poll(ready, STEP).toBe(503);
    await expect.poll(ready, STEP).toBe(200);
    const second = pidOf();
    expect(second).not.toBe(first);
    // Both at once: the next start meets a server that is just going.
    await program.end("SIGKILL");
    process.kill(second, "SIGKILL");
    const again = await serve(settings);
    expect((await fetch(`${again.base}/readyz`)).status).toBe(200);
    expect(await again.end("SIGTERM")).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it("finishes what is in flight when it is told to stop", async () => {
    const urls = await migrated();
    const program = await serve({ ...urls, DEMO: "no", WORKER: "off" });
    const { port } = new URL(program.base);
    const form = new URLSearchParams({
      key: "sent-while-it-was-stopping",
      category: "water",
      details: "20 l",
      people: "1",
      address: "Naukova 7",
      phone: "+3725551234",
    }).toString();
    const socket = dial(Number(port), "localhost");
    socket.write(
      `POST /help HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n` +
        "Content-Type: application/x-www-form-urlencoded\r\n" +
        `Content-Length: ${form.length}\r\n\r\n${form.slice(0, 20)}`,
    );
    // Answered in order: once this has its answer, the half of a form above has been read as well.
    await fetch(`${program.base}/healthz`);
    const ended = program.end("SIGTERM");
    // It takes nobody new from now on …
    while (
      await fetch(`${program.base}/healthz`).then(
        () => true,
        () => false,
      )
    );
    // … and finishes what it has begun.
    let answer = "";
    socket.on("data", (part) => {
      answer += part;
    });
    socket.write(form.slice(20));
    await once(socket, "close");
    expect(answer).toMatch(/^HTTP\/1\.1 303 /);
    // What it has taken is worked off by a process without pages, behind those that have some.
    const owner = connect(urls.DATABASE_OWNER_URL, { connections: 1 });
    const waiting = () =>
      owner.sql`select from graphile_worker.jobs where task_identifier = 'event'`;
    expect(await waiting()).toHaveLength(1);
    const queue = launch({ ...urls, DEMO: "no", WORKER: "only" });
    await logged(queue, /works off its queue/);
    expect(getPriority(queue.pid!)).toBeGreaterThanOrEqual(5);
    await expect.poll(waiting, STEP).toHaveLength(0);
    await owner.end();
    expect(await end(queue, "SIGTERM")).toBe(0);
    expect(await ended).toBe(0);
  });

  const SECRET = "0123456789abcdef".repeat(2);
  it.each([
    ["no secret", { SECRET: "" }, /^naaber: wrong setting: SECRET: is missing/],
    ["a role that owns the record", {}, /^naaber: wrong setting: DATABASE_URL: .*owns the record/],
    [
      "a file of pictures that is not there",
      { MAP_TILES: "file:///nowhere/city.pmtiles", MAP_CREDIT: "A map" },
      /^naaber: wrong setting: MAP_TILES: file:\/\/\/nowhere\/city\.pmtiles can't be read/,
    ],
  ])("refuses, outside the demo, %s", async (_, change, line) => {
    await withEmpty("start_refused", async ({ DATABASE_OWNER_URL }) => {
      const urls = { DATABASE_URL: DATABASE_OWNER_URL, DATABASE_OWNER_URL };
      await expectRefusal(
        { ...urls, DEMO: "no", PUBLIC_URL: "https://n.example", SECRET, ...change },
        line,
      );
    });
  });

  it("is seen from its own machine alone while it is a demo, refuses to start without the key of its texts, and to be no demo on a database that was founded as one", async () => {
    const urls = await migrated();
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((one) => one && !one.internal && one.family === "IPv4")?.address;
    const ask = (port: string) =>
      fetch(`http://${outside}:${port}/healthz`).then(
        () => "answered",
        () => "nobody there",
      );
    for (const [settings, expected] of [
      [{ DEMO: "yes" }, "nobody there"],
      [{ DEMO: "yes", HOST: "0.0.0.0" }, "answered"],
    ] as const) {
      const program = await serve({ ...urls, ...settings, WORKER: "off" });
      if (outside) expect(await ask(new URL(program.base).port)).toBe(expected);
      await program.end("SIGTERM");
    }
    const city = { ...urls, DEMO: "no", PUBLIC_URL: "https://n.example", SECRET };
    const key = { DATA_KEY: TEST_DATA_KEY };
    await expectRefusal(
      { ...urls, DEMO: "yes" },
      /^naaber: wrong setting: DATA_KEY: lacks the key k1/,
    );
    await expectRefusal({ ...city, ...key }, /^naaber: wrong setting: DEMO: .*founded as a demo/);
  });
});

/** Starts the program with settings that it refuses with one line. */
async function expectRefusal(settings: Record<string, string>, line: RegExp) {
  const child = spawn(process.execPath, [join(root, "deploy/start.mjs")], {
    env: { ...process.env, PORT: "0", ...settings },
  });
  let said = "";
  child.stderr.on("data", (part) => {
    said += part;
  });
  expect(await new Promise((exited) => child.once("close", exited))).toBe(1);
  expect(said).toMatch(line);
  expect(said.trim().split("\n")).toHaveLength(1);
}

describe("a command that reads a file", () => {
  it.each([
    ["districts", "/nowhere.geojson", /^naaber: ENOENT: .*nowhere\.geojson'\n$/],
    ["streets", tmpdir(), /^naaber: EISDIR: .*\n$/],
    ["streets", "", /^usage: npm run streets -- FILE/],
    ["forgotten", "/nowhere", /^naaber: ENOENT: .*\n$/],
  ])("says in one line what is wrong with it: %s %s", async (name, file, line) => {
    const program = spawn(
      process.execPath,
      ["--import", "tsx", `deploy/${name}.ts`, ...(file ? [file] : [])],
      { cwd: root, stdio: ["ignore", "ignore", "pipe"] },
    );
    let said = "";
    program.stderr.on("data", (part) => {
      said += part;
    });
    const [code] = await once(program, "close");
    expect(said).toMatch(line);
    expect(code).toBe(2);
  });
});
