import { afterAll, beforeAll, expect, it } from "vitest";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { execute } from "../../app/platform/command.server";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { value } from "../factories/dispatch";
import { oneOfEach } from "./one-of-each";
import { serve } from "./serve";

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

const headers = () => ({ Cookie: `${city.cookies.own}; lang=en` });
const get = async (path: string) => {
  const answer = await fetch(program.base + path, { headers: headers() });
  return { status: answer.status, page: await answer.text() };
};
const send = async (fields: [string, string][]) => {
  const body = new URLSearchParams(fields);
  const answer = await fetch(`${program.base}/board/plan`, {
    method: "POST",
    redirect: "manual",
    headers: headers(),
    body,
  });
  const to = answer.headers.get("Location");
  return { status: answer.status, to, page: await answer.text() };
};
const make = async (title: string, hours: number) => {
  const own = city.people.own.ctx(new Date());
  const at = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
  const form = { title, teamSize: 1, district: "north", from: at(hours), to: at(hours + 1) };
  return value(await execute(own, createTask, form));
};
/** The fields of the page's form as a browser would send them, all ticked. */
const fieldsOf = (page: string): [string, string][] => {
  const [, form = ""] = /<form[^>]*action="\/board\/plan"[^>]*>([\s\S]*?)<\/form>/.exec(page) ?? [];
  const inputs = [...form.matchAll(/<input[^>]*name="(\w+)"[^>]*value="([^"]*)"/g)];
  const selected = [...form.matchAll(/<option value="([^"]*)" selected=""/g)];
  return [
    ...inputs.map(([, name, value]): [string, string] => [name!, value!]),
    ...selected.map(([, value]): [string, string] => ["person", value!]),
  ];
};

it("the plan is sent as its page stands; what has changed since is told line by line, and the rest is sent", async () => {
  const [kept, taken] = [await make("Kept", 3), await make("Taken", 5)];
  const { status, page } = await get("/board/plan");
  expect(status).toBe(200);
  expect(page).toMatch(/People found for/);
  const fields = fieldsOf(page);
  const lines = fields.filter(([name]) => name === "line").map(([, value]) => value);
  expect(lines).toEqual(expect.arrayContaining([`task:${kept}`, `task:${taken}`]));
  const offered = { id: taken, people: [city.people.off.id], minutes: 60, word: "" };
  value(await execute(city.people.own.ctx(new Date()), offerTask, offered));
  const mine = fields.filter(
    ([name, value]) => name === "key" || value.includes(kept) || value.includes(taken),
  );
  const refused = await send(mine);
  expect(refused.status).toBe(409);
  expect(refused.page).toContain("Not sent, because something has changed");
  expect(refused.page).toMatch(
    /<b>Taken<\/b>: (?:<!-- -->)?Someone else has already found people for this/,
  );
  expect(refused.page).toContain("1 sent");
  // Pressed again, it is the same change: nobody is asked once more.
  expect((await send(mine)).page).toContain("1 sent");
  const { sql } = database.owner;
  const parts = await sql`select from assignment where task_id = ${kept}`;
  expect(parts).toHaveLength(1);
});

it("a plan without a stale line leads to the new one, which says how many were sent", async () => {
  const id = await make("Whole", 7);
  const fields = fieldsOf((await get("/board/plan")).page);
  const sent = await send(fields.filter(([name, value]) => name === "key" || value.includes(id)));
  expect([sent.status, sent.to]).toEqual([303, "/board/plan?sent=1"]);
  expect((await get("/board/plan?sent=1")).page).toContain("1 sent");
});

it("is of one district for whoever has several, and never of another's", async () => {
  const as = async (who: "own" | "admin", path: string) => {
    const headers = { Cookie: `${city.cookies[who]}; lang=en` };
    const answer = await fetch(program.base + path, { headers });
    return { status: answer.status, page: await answer.text() };
  };
  const id = await make("In the north", 9);
  for (const query of ["south", "nowhere", "north'--"])
    expect((await as("own", `/board/plan?district=${query}`)).status).toBe(403);
  const refused = await fetch(`${program.base}/board/plan?district=south`, {
    method: "POST",
    headers: headers(),
    body: new URLSearchParams({ line: `task:${id}` }),
  });
  expect(refused.status).toBe(403);
  expect((await as("own", "/board/plan")).page).not.toContain('name="district"');
  expect((await as("own", "/board/plan?district=north")).page).toContain(id);
  const { page } = await as("admin", "/board/plan?district=north");
  expect(page).toMatch(/<option value="north" selected="">/);
  expect(page).toContain(id);
  expect((await as("admin", "/board/plan?district=south")).page).not.toContain(id);
});

it.each([
  [[["line", "task:not-an-id"]], 422],
  [[["line", "request:00000000-0000-4000-8000-000000000000"]], 409],
  [[], 409],
  [
    [
      ["person", "nobody"],
      ["line", "task:00000000-0000-4000-8000-000000000000"],
    ],
    422,
  ],
] as [
  [string, string][],
  number,
][])("what no page has sent changes nothing: %j", async (fields, status) => {
  expect((await send(fields)).status).toBe(status);
});
