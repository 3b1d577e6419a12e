import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import { whoIsComing } from "../../app/dispatch/queries/coming.server";
import { openIncident } from "../../app/incidents/commands/keep-incident.server";
import { execute } from "../../app/platform/command.server";
import { sayOpen } from "../../app/requests/commands/open-sheet.server";
import { setIncident, takeRequestsInto } from "../../app/requests/commands/set-incident.server";
import { listLanes } from "../../app/requests/queries/board.server";
import { openRequest } from "../../app/requests/queries/request.server";
import { readFilter } from "../../app/requests/rules/filter";
import { versionOf } from "../../app/requests/rules/version";
import { coordinatorDistrict, session } from "../../drizzle/schema/accounts";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { dispatchSteps, type Someone, value } from "../factories/dispatch";
import { type LiveReader, liveReader } from "../factories/live-reader";
import { ownerOf } from "../factories/owners";
import { jobCtx, makeWorld, type World } from "../factories/world";
import { serve } from "./serve";

/** Milliseconds; how fast a board is, the benchmark measures. */
const STEP = { timeout: 30_000, interval: 5 };
/** A browser that tries again does so now and then, not all the time. */
const AGAIN = { timeout: 60_000, interval: 500 };

const TOKEN = "for-tests-only-".repeat(3);

let database: FreshDatabase;
let world: World;
let coordinator: Someone;
let cookie: string;
let program: Awaited<ReturnType<typeof serve>>;
const open: LiveReader[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  coordinator = await world.person({ name: "Hanna", districts: [world.north] });
  cookie = await signedIn(coordinator);
  const { appUrl, ownerUrl } = database;
  const settings = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, WORKER: "off" };
  program = await serve({ ...settings, OPERATIONS_TOKEN: TOKEN });
  // A process that has just started answers with 503 until it listens.
  await vi.waitFor(async () => {
    const url = `${program.base}/board/live`;
    const { status, body } = await fetch(url, { headers: { Cookie: cookie } });
    await body?.cancel();
    expect(status).toBe(200);
  }, AGAIN);
});
afterAll(async () => {
  for (const reader of open) reader.close();
  await program.end("SIGTERM");
});

const steps = dispatchSteps(() => ({ world, coordinator }));

async function signedIn({ id }: Someone) {
  const sessions = makeSessions(database.app.db, { secure: true });
  return (await sessions.open(id, "")).split(";")[0]!;
}

/** A board that is open and has been told all that it shows. */
async function board(query = "", by = cookie) {
  const reader = liveReader({ url: `${program.base}/board/live${query}`, cookie: by });
  open.push(reader);
  void reader.open();
  await expect.poll(() => reader.messages.length, STEP).toBeGreaterThan(0);
  return reader;
}

/** What the page would list at this moment. */
async function listed(who: Someone, query = "") {
  const ctx = who.ctx(new Date());
  const lines = await listLanes(ctx, readFilter(new URLSearchParams(query)));
  const coming = await whoIsComing(
    ctx,
    lines.map(({ id }) => id),
  );
  return lines.map((line) => ({
    id: line.id,
    version: versionOf(line, coming.get(line.id) ?? []),
  }));
}

/** Comes to show what the page would. */
const same = (reader: LiveReader, who = coordinator, query = "") =>
  vi.waitFor(async () => expect(reader.shown()).toEqual(await listed(who, query)), STEP);

describe("an open board", () => {
  it("shows what another process has written, in which lane and by whom", async () => {
    const reader = await board();
    const id = await steps.triaged();
    await expect.poll(() => reader.byOf(id), STEP).toMatch(/^Hanna: /);
    expect(reader.lanes().send).toContain(id);

    const volunteer = await steps.volunteer();
    const task = await steps.make({ requests: [id] });
    await steps.offer(task, [volunteer]);
    await expect.poll(() => reader.lanes().asked?.includes(id), STEP).toBe(true);
    await steps.accept(volunteer, task);
    await expect.poll(() => reader.lanes().moving?.includes(id), STEP).toBe(true);
    await same(reader);
  });

  it("shows more: a word of the resident, and that it was read", async () => {
    const { id } = await world.request();
    const reader = await board();
    const before = reader.shown().find((line) => line.id === id)!.version;
    await database.app.db.execute(sql`update request set unread = 1 where id = ${id}`);
    await database.app.db.execute(sql`select pg_notify('request', ${id})`);
    const version = () => reader.shown().find((line) => line.id === id)?.version;
    await expect.poll(version, STEP).not.toBe(before);
    await openRequest(coordinator.ctx(new Date()), id);
    // It is read, and whoever has read it goes on.
    expect((await execute(coordinator.ctx(new Date()), sayOpen, { request: "" })).ok).toBe(true);
    await expect.poll(version, STEP).toBe(before);
  });

  it("lets a line go that is not its own any more, and takes the next of the lane in its place", async () => {
    const urgent = await Promise.all(
      Array.from({ length: 14 }, () => world.request({ priority: "critical" })),
    );
    const reader = await board();
    expect(reader.lanes().danger).toHaveLength(12);
    const [first] = reader.lanes().danger!;
    await database.app.db.execute(
      sql`update request set district_id = ${world.south} where id = ${first}`,
    );
    await database.app.db.execute(sql`select pg_notify('request', ${first})`);
    await expect.poll(() => reader.has(first!), STEP).toBe(false);
    expect(reader.lanes().danger).toHaveLength(12);
    await same(reader);
    expect(urgent).toHaveLength(14);
  });

  it("is told nothing of another district, nor of what its filter leaves out", async () => {
    const filtered = await board("?priority=critical");
    const other = await board();
    const strange = await world.request({ districtId: world.south });
    const low = await world.request({ priority: "normal" });
    const wide = await world.request({ districtId: null });
    await expect.poll(() => other.has(wide.id), STEP).toBe(true);
    const told = JSON.stringify([filtered.messages, other.messages]);
    expect(told).not.toContain(strange.id);
    expect(JSON.stringify(filtered.messages)).not.toContain(low.id);
    await same(filtered, coordinator, "?priority=critical");
  });

  it("of one incident shows what belongs to it, also what is put into it or is taken in later", async () => {
    const before = await world.request({ createdAt: new Date() });
    const admin = await world.person({ administrator: true });
    const now = new Date();
    const starts = new Date(now.getTime() - 3_600_000).toISOString();
    const opening = { name: "Blackout", starts, districts: ["north"] };
    const { id: first } = value(await execute(admin.ctx(now), openIncident, opening));
    const query = `?incident=${first}`;
    const reader = await board(query);
    const all = await board();
    const inside = await world.request({ createdAt: new Date() });
    await expect.poll(() => reader.has(inside.id), STEP).toBe(true);
    expect(reader.has(before.id)).toBe(false);
    value(await execute(jobCtx(database.app.db), takeRequestsInto, { incident: first }));
    await expect.poll(() => reader.has(before.id), STEP).toBe(true);
    const out = { id: inside.id, incident: "" };
    value(await execute(coordinator.ctx(), setIncident, out));
    await expect.poll(() => reader.has(inside.id), STEP).toBe(false);
    expect(all.has(inside.id)).toBe(true);
    await same(reader, coordinator, query);
  });

  it("never says who asks, where or how to reach them", async () => {
    const reader = await board();
    const { id } = await world.request({}, { name: "Одарка Незнана", phone: "+380670000077" });
    await expect.poll(() => reader.has(id), STEP).toBe(true);
    expect(JSON.stringify(reader.messages)).not.toMatch(/Одарка|380670000077|Наукова/);
  });

  it("shows one lane alone as far as its list goes", async () => {
    await Promise.all(Array.from({ length: 14 }, () => world.request()));
    const reader = await board("?lane=read");
    const { id } = await world.request();
    await expect.poll(() => reader.has(id), STEP).toBe(true);
    expect(Object.keys(reader.lanes())).toEqual(["read"]);
    expect(reader.lanes().read!.length).toBeGreaterThan(12);
  });
});

describe("a board that comes back", () => {
  it("is told exactly what has changed since, and else nothing anew", async () => {
    const reader = await board();
    reader.close();
    await reader.ended();
    const since = reader.last();
    const id = await steps.triaged();
    const greeted = reader.messages.length;
    void reader.open(since);
    await expect.poll(() => reader.messages.length, STEP).toBe(greeted + 1);
    const { lines } = reader.messages.at(-1)!;
    expect(lines.filter(({ html }) => html).map((line) => line.id)).toContain(id);
    const unchanged = lines.filter(({ html }) => !html);
    expect(unchanged.length).toBeGreaterThan(5);
    await same(reader);
  });

  it("also after the database has let go of every connection", async () => {
    const reader = await board();
    const id = await steps.triaged();
    await ownerOf(database.app.db).execute(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'naaber live'`);
    await reader.ended();
    const missed = await steps.triaged();
    await expect
      .poll(async () => {
        void reader.open();
        await new Promise((resolve) => setImmediate(resolve));
        return [reader.status(), reader.has(missed)];
      }, AGAIN)
      .toEqual([200, true]);
    expect(reader.has(id)).toBe(true);
    await same(reader);
  });
});

describe("a stream", () => {
  it("is a coordinator's alone", async () => {
    const volunteer = await signedIn(await steps.volunteer());
    for (const [who, status] of [
      ["", 401],
      [volunteer, 403],
    ] as const) {
      const reader = liveReader({ url: `${program.base}/board/live`, cookie: who });
      await reader.open();
      expect(reader.status()).toBe(status);
    }
  });

  it("is packed by nothing, and by no proxy", async () => {
    const { headers, body } = await fetch(`${program.base}/board/live`, {
      headers: { Cookie: cookie, "Accept-Encoding": "gzip" },
    });
    await body!.cancel();
    expect(headers.get("content-encoding")).toBeNull();
    expect(headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(headers.get("x-accel-buffering")).toBe("no");
    expect(headers.get("cache-control")).toContain("no-transform");
  });

  it("is counted in the figures while it is open, and not afterwards", async () => {
    const own = { headers: { Authorization: `Bearer ${TOKEN}` } };
    const counted = async () => {
      const figures = await (await fetch(`${program.base}/metrics`, own)).text();
      return Number(/^naaber_board_streams (\d+)$/m.exec(figures)?.[1]);
    };
    for (const reader of open) reader.close();
    await expect.poll(counted, STEP).toBe(0);
    const both = [await board(), await board("?lane=send")];
    expect(await counted()).toBe(2);
    const refused = liveReader({ url: `${program.base}/board/live`, cookie: "" });
    await refused.open();
    expect(await counted()).toBe(2);
    for (const reader of both) reader.close();
    await expect.poll(counted, STEP).toBe(0);
  });

  it("is one of twelve at most", async () => {
    const eager = await signedIn(await world.person({ districts: [world.south] }));
    for (let count = 0; count < 12; count++) await board("", eager);
    const one = liveReader({ url: `${program.base}/board/live`, cookie: eager });
    await one.open();
    expect(one.status()).toBe(429);
  });

  it(
    "ends with its session, and when its person's reach is another",
    { timeout: 90_000 },
    async () => {
      const leaving = await world.person({ districts: [world.north] });
      const moved = await world.person({ districts: [world.north] });
      const [first, second] = [
        await board("", await signedIn(leaving)),
        await board("", await signedIn(moved)),
      ];
      await database.app.db.delete(session).where(eq(session.userId, leaving.id));
      await ownerOf(database.app.db)
        .insert(coordinatorDistrict)
        .values({ personId: moved.id, districtId: world.south });
      await Promise.all([first.ended(), second.ended()]);
      await first.open();
      expect(first.status()).toBe(401);
    },
  );

  it("ends at once when the program does", async () => {
    const { appUrl, ownerUrl } = database;
    const settings = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, WORKER: "off" };
    const other = await serve(settings);
    const reader = liveReader({ url: `${other.base}/board/live`, cookie });
    // A process that has just begun may not hear yet, and says so.
    await expect
      .poll(() => {
        if (reader.status() !== 200) void reader.open();
        return reader.messages.length;
      }, STEP)
      .toBeGreaterThan(0);
    const began = performance.now();
    expect(await other.end("SIGTERM")).toBe(0);
    await reader.ended();
    // What has not ended by itself is cut off after five and a half seconds.
    expect(performance.now() - began).toBeLessThan(5_400);
  });
});
