import { afterAll, beforeAll, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
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

async function send(who: "own" | "on", address: string, fields: Record<string, string>) {
  const answer = await fetch(program.base + address, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: city.cookies[who], "Accept-Language": "en" },
    body: new URLSearchParams(fields),
  });
  return { status: answer.status, page: await answer.text() };
}

it("an offer that is refused comes back with who was chosen and what was written, in one form", async () => {
  const { id: person } = city.people.off;
  const fields = { people: person, minutes: "many", word: "They live next door" };
  const at = `/board/tasks/${city.ids[":task"]}/offers`;
  const { status, page } = await send("own", at, fields);
  expect(status).toBe(422);
  const [chosen] = new RegExp(`<input[^>]*value="${person}"[^>]*>`).exec(page) ?? [];
  expect(chosen).toContain("checked");
  expect(page).toContain('value="They live next door"');
  expect(page).toContain('value="many"');
  expect(page.match(/name="minutes"/g)).toHaveLength(1);
});

it("leaving without a reason, and a report that is no number, say so beside what was written", async () => {
  const at = `/tasks/${city.ids[":task"]}`;
  const no = await send("on", `${at}/withdrawals`, { note: "My car is broken" });
  expect(no.status).toBe(422);
  expect(no.page).toContain("My car is broken");
  const { sql } = database.owner;
  const [served] = await sql<{ id: string }[]>`
    select request_id as id from task_request where task_id = ${city.ids[":task"]!}`;
  const name = `amount-${served!.id}`;
  const done = await send("on", `${at}/completions`, { [name]: "some", note: "All is well" });
  expect(done.status).toBe(422);
  expect(done.page).toContain(`href="#${name}"`);
  expect(done.page).toContain("All is well");
});
