import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import { execute } from "../../app/platform/command.server";
import { triage } from "../../app/requests/commands/triage.server";
import { openSheet, request } from "../../drizzle/schema/requests";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import type { Someone } from "../factories/dispatch";
import { type LiveReader, liveReader } from "../factories/live-reader";
import { makeWorld, type World } from "../factories/world";
import { serve } from "./serve";

/** Two coordinators of one district, each at another process. */
const STEP = { timeout: 60_000, interval: 50 };
let database: FreshDatabase;
let world: World;
let programs: Awaited<ReturnType<typeof serve>>[];
let hanna: Someone;
let borys: Someone;
let cookies: Map<Someone, string>;
const live: LiveReader[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  hanna = await world.person({ name: "Ганна Мельничук", districts: [world.north] });
  borys = await world.person({ name: "Борис Лис", districts: [world.north] });
  const sessions = makeSessions(database.app.db, { secure: true });
  cookies = new Map();
  for (const one of [hanna, borys])
    cookies.set(one, (await sessions.open(one.id, "")).split(";")[0]!);
  const { appUrl, ownerUrl } = database;
  const settings = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, WORKER: "off" };
  programs = [await serve(settings), await serve(settings)];
});
afterAll(async () => {
  for (const reader of live) reader.close();
  await Promise.all(programs.map((program) => program.end("SIGTERM")));
});

const headersOf = (who: Someone) => ({ Cookie: `${cookies.get(who)}; lang=en` });
const baseOf = (who: Someone) => programs[who === hanna ? 0 : 1]!.base;
const get = async (who: Someone, path: string) =>
  (await fetch(baseOf(who) + path, { headers: headersOf(who) })).text();
const post = async (who: Someone, path: string, fields: Record<string, string>) => {
  const answer = await fetch(baseOf(who) + path, {
    method: "POST",
    redirect: "manual",
    headers: headersOf(who),
    body: new URLSearchParams(fields),
  });
  return { status: answer.status, page: await answer.text() };
};
/** What a form of the page would send, as it was opened. */
const opened = (page: string) => {
  const was = /name="was" value="([^"]*)"/.exec(page)![1]!.replaceAll("&quot;", '"');
  const version = /name="version" value="(\d+)"/.exec(page)![1]!;
  return { ...(JSON.parse(was) as Record<string, string>), was, version };
};
const stored = async (id: string) =>
  (await database.app.db.select().from(request).where(eq(request.id, id)))[0]!;

describe("two who triage the same request", () => {
  it("see what the other has saved beside their own, and what they had not touched is taken over", async () => {
    const { id } = await world.request();
    const path = `/board/requests/${id}`;
    const mine = opened(await get(hanna, path));
    const theirs = opened(await get(borys, path));
    const changed = { priority: "critical", people: "5", district: "" };
    expect((await post(borys, `${path}/triage`, { ...theirs, ...changed })).status).toBe(303);
    const own = { ...mine, priority: "low", needed: "", quantity: "12" };
    const { status, page } = await post(hanna, `${path}/triage`, own);
    expect(status).toBe(409);
    expect(page).toContain("Борис Лис");
    expect(page).toContain("Saved meanwhile by someone else: Danger to life. Yours is shown.");
    expect(page).toContain("Taken over from someone else’s change: City-wide queue");
    expect(page).toContain("Taken over from someone else’s change: 5");
    expect(page).toMatch(/checked="" [^>]*value="low"|value="low"[^>]*checked/);
    expect(page).toMatch(/name="quantity"[^>]*value="12"|value="12"[^>]*name="quantity"/);
    // Saved once more, it is the two together.
    const again = { ...opened(page), priority: "low", quantity: "12", people: "5", district: "" };
    expect((await post(hanna, `${path}/triage`, again)).status).toBe(303);
    expect(await stored(id)).toMatchObject({
      priority: "low",
      quantity: 12,
      people: 5,
      districtId: null,
    });
  });

  it.each([
    "",
    "[]",
    "{",
    '{"priority":7}',
    "null",
  ])("also with the forged start %j", async (was) => {
    const { id } = await world.request();
    const sent = { ...opened(await get(hanna, `/board/requests/${id}`)), version: "99", was };
    expect((await post(hanna, `/board/requests/${id}/triage`, sent)).status).toBe(409);
  });
});

describe("an open sheet", () => {
  const versionOf = (board: LiveReader, id: string) =>
    board.shown().find((line) => line.id === id)?.version;
  /** Its board, live, once it shows the request. */
  async function boardOf(who: Someone, id: string) {
    const board = liveReader({ url: `${baseOf(who)}/board/live`, cookie: cookies.get(who)! });
    live.push(board);
    // A process that has just started answers with 503 until it listens.
    await expect
      .poll(() => {
        if (board.status() !== 200) void board.open("0");
        return board.has(id);
      }, STEP)
      .toBe(true);
    return board;
  }
  const othersOn = (page: string) => /<open-sheet[^>]*>(.*?)<\/open-sheet>/s.exec(page)![1];
  const openOf = async () => (await database.app.db.select().from(openSheet)).length;

  it("says who else has it open, on the sheet and on every board, until it is closed", async () => {
    const { id } = await world.request();
    const path = `/board/requests/${id}`;
    const board = await boardOf(borys, id);
    const before = versionOf(board, id);
    expect(othersOn(await get(hanna, path))).toBe("");
    await expect.poll(() => versionOf(board, id), STEP).not.toBe(before);
    expect(await get(borys, "/board")).toContain(">ГМ<");
    expect(othersOn(await get(borys, path))).toContain("Open now: Ганна Мельничук");
    expect(othersOn(await get(hanna, path))).toContain("Open now: Борис Лис");
    expect((await post(borys, "/board/open-sheets", { request: "" })).status).toBe(204);
    expect(othersOn(await get(hanna, path))).toBe("");
  });

  it("of which nothing is heard any more ends by itself", async () => {
    const { id } = await world.request();
    await get(hanna, `/board/requests/${id}`);
    await boardOf(borys, id);
    await database.owner.sql`update open_sheet set until = now() - interval '1 second'`;
    expect(await get(borys, "/board")).not.toContain(">ГМ<");
    await expect.poll(openOf, STEP).toBe(0);
    // A page that is still there says so again.
    expect((await post(hanna, "/board/open-sheets", { request: id })).status).toBe(204);
    expect(await get(borys, "/board")).toContain(">ГМ<");
  });

  it("is nobody's business for who does not work for its district, or for what is no request", async () => {
    const { id } = await world.request({ districtId: world.south });
    await post(hanna, "/board/open-sheets", { request: "" });
    expect((await post(hanna, "/board/open-sheets", { request: id })).status).toBe(204);
    const nobodys = crypto.randomUUID();
    expect((await post(hanna, "/board/open-sheets", { request: nobodys })).status).toBe(204);
    expect(await openOf()).toBe(0);
    for (const forged of ["x", "' or 1=1"])
      expect((await post(hanna, "/board/open-sheets", { request: forged })).status).toBe(409);
  });
});

describe("what others have changed since one has looked", () => {
  const newOnes = (page: string) =>
    [...page.matchAll(/<li[^>]* data-new="".*?href="\/board\/requests\/([^"?]+)/g)].map(
      ([, id]) => id,
    );
  const lineOf = (page: string) => /name="line" value="(\d+)"/.exec(page)?.[1];

  it("is counted by lane and marked, until it is opened or said to be seen", async () => {
    await get(hanna, "/board");
    await post(hanna, "/board/seen", { line: String(2 ** 40) });
    await database.owner.sql`delete from board_seen`;
    // Who comes for the first time has nothing behind them.
    expect(lineOf(await get(hanna, "/board"))).toBe(undefined);
    const [one, other] = [await world.request(), await world.request()];
    const form = { priority: "high", category: "water", district: "north", people: 2, version: 1 };
    for (const { id } of [one, other])
      expect((await execute(borys.ctx(), triage, { ...form, id })).ok).toBe(true);
    const page = await get(hanna, "/board");
    expect(newOnes(page).sort()).toEqual([one.id, other.id].sort());
    expect(page).toContain("To send 2");
    expect(newOnes(await get(borys, "/board"))).toEqual([]);
    await get(hanna, `/board/requests/${one.id}`);
    const later = await get(hanna, "/board");
    expect(newOnes(later)).toEqual([other.id]);
    expect((await post(hanna, "/board/seen", { line: lineOf(later)! })).status).toBe(303);
    expect(newOnes(await get(hanna, "/board"))).toEqual([]);
    // An older page does not bring it back.
    await post(hanna, "/board/seen", { line: "1" });
    expect(newOnes(await get(hanna, "/board"))).toEqual([]);
    const [seen] = await database.app.db.execute<{ n: number }>(
      sql`select count(*)::int as n from board_seen`,
    );
    expect(seen!.n).toBe(2);
  });

  it.each(["-1", "1.5", "x", String(2 ** 60)])("is not set by %j", async (line) => {
    expect((await post(hanna, "/board/seen", { line })).status).toBe(409);
  });
});

describe("a slip of the hand", () => {
  it("is taken back by one press within a minute, unless somebody else has changed it since", async () => {
    const { id } = await world.request();
    const path = `/board/requests/${id}`;
    const before = await stored(id);
    const sent = { ...opened(await get(hanna, path)), priority: "low", people: "9" };
    const answer = await fetch(`${baseOf(hanna)}${path}/triage`, {
      method: "POST",
      redirect: "manual",
      headers: headersOf(hanna),
      body: new URLSearchParams(sent),
    });
    const [undo] = answer.headers.getSetCookie().filter((one) => one.includes("naaber_undo"));
    expect(undo).toContain("HttpOnly");
    expect(undo).toContain("Max-Age=60");
    const page = await (
      await fetch(`${baseOf(hanna)}/board`, {
        headers: { Cookie: `${headersOf(hanna).Cookie}; ${undo!.split(";")[0]}` },
      })
    ).text();
    expect(page).toContain("Saved: Water · Low · North");
    const form = page.slice(page.indexOf("Saved: Water"));
    const fields = Object.fromEntries(
      [...form.slice(0, form.indexOf("</form>")).matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(
        ([, name, value]) => [name!, value!],
      ),
    );
    expect((await post(hanna, `${path}/triage`, fields)).status).toBe(303);
    expect(await stored(id)).toMatchObject({ priority: before.priority, people: before.people });
    // Pressed once more, it would undo somebody else's.
    expect((await post(hanna, `${path}/triage`, fields)).status).toBe(409);
  });

  it("is nothing that a forged cookie could do to others", async () => {
    const forged = Buffer.from(JSON.stringify({ id: "x", was: 7 })).toString("base64");
    const { status } = await fetch(`${baseOf(hanna)}/board`, {
      headers: { Cookie: `${headersOf(hanna).Cookie}; __Host-naaber_undo=${forged}` },
    });
    expect(status).toBe(200);
  });
});
