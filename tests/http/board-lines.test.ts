import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import { LOCALES } from "../../app/platform/types";
import { secondFactor } from "../../drizzle/schema/security";
import categories from "../../drizzle/seed/categories.json";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { dispatchSteps, type Someone } from "../factories/dispatch";
import { type LiveReader, liveReader } from "../factories/live-reader";
import { makeWorld, type World } from "../factories/world";
import { serve } from "./serve";

/** Of a page with fifty lines, in bytes as it is sent without packing; Cyrillic letters take two. */
const MOST = 45_000;
const LINES = 50;
const STEP = { timeout: 60_000, interval: 100 };

let database: FreshDatabase;
let world: World;
let hanna: Someone;
let program: Awaited<ReturnType<typeof serve>>;
let northern: string;
let southern: string;
const open: LiveReader[] = [];

/** With a second step, so that no page says that there should be one. */
async function signedIn({ id }: Someone) {
  const { db } = database.app;
  const secret = Buffer.alloc(40);
  await db.insert(secondFactor).values({ personId: id, kind: "totp", name: "", secret });
  const shown = { method: "password", assurance: "second" } as const;
  return (await makeSessions(db, { secure: true }).open(id, "", shown)).split(";")[0]!;
}
const steps = dispatchSteps(() => ({ world, coordinator: hanna }));

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  const { db } = database.owner;
  const [, water] = categories;
  await db.execute(sql`update city set locales = ${sql.param([...LOCALES])}`);
  await db.execute(
    sql`update category set names = ${JSON.stringify(water!.names)}::jsonb where code = 'water'`,
  );
  const names = {
    en: "Sykhivskyi District",
    et: "Sõhivskõi rajoon",
    uk: "Сихівський район",
    ru: "Сиховский район",
  };
  await db.execute(
    sql`update district set names = ${JSON.stringify(names)}::jsonb where code = 'north'`,
  );
  hanna = await world.person({ name: "Hanna", districts: [world.north] });
  const maryna = await world.person({ name: "Maryna", districts: [world.south] });
  [northern, southern] = await Promise.all([signedIn(hanna), signedIn(maryna)]);
  for (let each = 0; each < LINES + 2; each++)
    await steps.triaged(each % 4 === 0 ? 20 : null, {
      vulnerable: [each % 2 === 0 ? "elderly" : "infant"],
      people: 1 + (each % 5),
    });
  const { appUrl, ownerUrl } = database;
  program = await serve({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, WORKER: "off" });
});
afterAll(async () => {
  for (const reader of open) reader.close();
  await program.end("SIGTERM");
});

async function page(path: string, cookie: string) {
  const answer = await fetch(program.base + path, { headers: { Cookie: cookie } });
  expect(answer.status).toBe(200);
  return answer.text();
}

/** Each line of a page or of what a stream tells, by the request that it leads to. */
function linesOf(html: string) {
  const lines = html.match(/<li [^>]*class="line.*?<\/li>/g) ?? [];
  return new Map(lines.map((line) => [/\/board\/requests\/([^"?]+)/.exec(line)![1]!, line]));
}

/** All lines that a board is told which comes anew. */
async function told(cookie: string, query: string) {
  const reader = liveReader({ url: `${program.base}/board/live${query}`, cookie });
  open.push(reader);
  await vi.waitFor(() => {
    if (reader.messages.length === 0) void reader.open("0");
    expect(reader.messages.length).toBeGreaterThan(0);
  }, STEP);
  reader.close();
  return linesOf(reader.messages.flatMap(({ lines }) => lines.map(({ html }) => html)).join(""));
}

describe("a page with fifty lines", () => {
  it.each(LOCALES)("is small enough in %s", async (locale) => {
    const html = await page(`/board?lane=send&lang=${locale}`, northern);
    expect(html).toContain(`<html lang="${locale}"`);
    expect(linesOf(html).size).toBe(LINES);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(MOST);
  });
});

describe("the lines of a page and of a stream", () => {
  /** A line without the times that pass, and without what is only one reader's. */
  const still = (lines: Map<string, string>) =>
    [...lines.entries()]
      .map(([id, line]) => [id, line.replace(/>[^<>]*<\/span><\/span>/g, "></span></span>")])
      .sort(([a], [b]) => (a! < b! ? -1 : 1));

  it.each(["uk", "en"])("are the same in %s", async (locale) => {
    const onPage = linesOf(await page(`/board?lang=${locale}`, northern));
    expect(onPage.size).toBeGreaterThan(0);
    expect(still(await told(northern, `?lang=${locale}`))).toEqual(still(onPage));
  });

  it("carry one reader's marks for that reader alone", async () => {
    const borys = await world.person({ name: "Borys", districts: [world.north] });
    const other = await signedIn(borys);
    for (const cookie of [northern, other]) await page("/board", cookie);
    const createdAt = new Date("2026-11-22T12:00:00Z");
    const id = await steps.triaged(null, { createdAt });
    const lineFor = async (cookie: string, path = "/board?lane=send&lang=en") =>
      linesOf(await page(path, cookie)).get(id)!;
    // Hanna has looked at it: to her it is nothing new.
    await page(`/board/requests/${id}`, northern);
    const [own, theirs] = [await lineFor(northern), await lineFor(other)];
    expect(own).toMatch(/^<li class="line"/);
    expect(theirs).toMatch(/^<li data-new="" class="line"/);
    expect(theirs.replace(' data-new=""', "")).toBe(own);
    const opened = await lineFor(other, `/board/requests/${id}?lane=send&lang=en`);
    expect(opened).toMatch(/^<li aria-current="true"/);
    expect(await lineFor(northern)).toMatch(/^<li class="line"/);
  });

  it("are those of one's own districts, whatever was drawn for others before", async () => {
    const strange = await world.request({ districtId: world.south });
    const wide = await world.request({ districtId: null });
    for (const query of ["?lang=en", "?lane=read&lang=en", "?lang=uk"]) {
      const south = await page(`/board${query}`, southern);
      expect(south).toContain(strange.id);
      const north = await page(`/board${query}`, northern);
      expect(north).not.toContain(strange.id);
      expect(north).toContain(wide.id);
      expect([...linesOf(south).keys()].sort()).toEqual([strange.id, wide.id].sort());
    }
    const streamed = await told(northern, "?lane=read");
    expect(streamed.has(strange.id)).toBe(false);
    expect(streamed.has(wide.id)).toBe(true);
  });
});
