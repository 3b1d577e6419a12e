import { afterAll, beforeAll, expect, it } from "vitest";
import { unsealText } from "../../app/platform/data-keys.server";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { oneOfEach } from "./one-of-each";
import { serve } from "./serve";

const SOUTH = { lat: "49.82", lon: "24.02" };
const STEP = { timeout: 30_000, interval: 100 };

let database: FreshDatabase;
let city: Awaited<ReturnType<typeof oneOfEach>>;
let program: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  database = await freshDatabase();
  city = await oneOfEach(database);
  const { appUrl, ownerUrl } = database;
  program = await serve({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
});
afterAll(() => program.end("SIGTERM"));

type Who = "own" | "other" | "on";
async function ask(who: Who, address: string, fields?: Record<string, string>) {
  const answer = await fetch(program.base + address, {
    method: fields ? "POST" : "GET",
    redirect: "manual",
    headers: { Cookie: city.cookies[who], "Accept-Language": "en" },
    body: fields ? new URLSearchParams(fields) : null,
  });
  const to = answer.headers.get("Location");
  return { status: answer.status, to, page: await answer.text() };
}

it("a point outside its district is told beside the point, with a box that says that both are right", async () => {
  const at = `/board/requests/${city.ids[":request"]}/triage`;
  const { sql } = database.owner;
  const [row] = await sql`select version from request where id = ${city.ids[":request"]!}`;
  const fields = { priority: "high", category: "water", people: "2", district: "north" };
  const contradicting = { ...fields, version: String(row!.version), point: "49.82, 24.02" };
  const { status, page } = await ask("own", at, contradicting);
  expect(status).toBe(422);
  expect(page).toContain('href="#point"');
  expect(page).toMatch(/<input[^>]*name="outside"[^>]*value="yes"/);
  const fine = await ask("own", at);
  expect(fine.page).not.toContain('name="outside"');
});

it("a triage into another's district, sent twice, is answered alike, and the task goes with it", async () => {
  const request = city.ids[":request"]!;
  const task = `/board/tasks/${city.ids[":task"]}`;
  expect((await ask("own", task)).status).toBe(200);
  expect((await ask("other", task)).status).toBe(404);
  const { sql } = database.owner;
  const [row] = await sql`select version from request where id = ${request}`;
  const fields = {
    key: "a-triage-that-comes-twice",
    priority: "high",
    category: "water",
    district: "south",
    people: "2",
    point: `${SOUTH.lat}, ${SOUTH.lon}`,
    version: String(row!.version),
  };
  const at = `/board/requests/${request}/triage`;
  const first = await ask("own", at, fields);
  const second = await ask("own", at, fields);
  expect(first).toMatchObject({ status: 303, to: `/board/requests/${request}` });
  expect(second).toMatchObject({ status: 303, to: first.to });
  // Another change of it is not theirs any more.
  expect((await ask("own", at, { ...fields, key: "another-change-of-it" })).status).toBe(404);
  await expect.poll(async () => (await ask("other", task)).status, STEP).toBe(200);
  expect((await ask("own", task)).status).toBe(404);
  const mailed = () => sql`select from notification where template = 'task_moved'`;
  await expect.poll(async () => (await mailed()).length, STEP).toBe(1);
  expect((await ask("on", `/tasks/${city.ids[":task"]}`)).status).toBe(200);
});

it("an offer whose address changes on a page without JavaScript has no point left that it is not at", async () => {
  const offer = city.ids[":offer"]!;
  const { sql } = database.owner;
  await sql`update offer_private set lat = 49.87, lon = 24.02 where offer_id = ${offer}`;
  const [row] = await sql`select version from offer where id = ${offer}`;
  const form = { title: "Лом", quantity: "1", district: "south", address: "Сихівська 1" };
  const sent = { ...form, version: String(row!.version), lat: "", lon: "" };
  expect((await ask("on", `/offers/${offer}/edits`, sent)).status).toBe(303);
  const [left] = await sql`select address, lat, lon from offer_private where offer_id = ${offer}`;
  const address = unsealText("offer_private.address", left!.address);
  expect({ ...left, address }).toEqual({ address: form.address, lat: null, lon: null });
});
