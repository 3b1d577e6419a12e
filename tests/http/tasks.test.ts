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

async function send(
  who: "own" | "on",
  address: string,
  fields: Record<string, string> | URLSearchParams,
) {
  const answer = await fetch(program.base + address, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: city.cookies[who], "Accept-Language": "en" },
    body: new URLSearchParams(fields),
  });
  return {
    status: answer.status,
    location: answer.headers.get("Location"),
    page: await answer.text(),
  };
}

async function read(who: "own" | "on", address: string) {
  const headers = { Cookie: city.cookies[who], "Accept-Language": "en" };
  return (await fetch(program.base + address, { headers })).text();
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

it.each([
  [
    "an end before the beginning",
    { from: "2030-01-02T10:00", to: "2030-01-02T09:00" },
    "Кінець має бути після початку",
  ],
  [
    "a day that no calendar has",
    { from: "2030-02-30T10:00", to: "2030-03-02T09:00" },
    "Кінець має бути після початку",
  ],
  ["a thousand or one", { quantity: "1,000" }, "Вкажіть число, більше за нуль"],
  ["nothing", { quantity: "0" }, "Вкажіть число, більше за нуль"],
])("reserving for %s says what is wrong, and not something else", async (_, fields, words) => {
  const offer = city.ids[":offer"]!;
  const window = { from: "2030-01-02T09:00", to: "2030-01-02T10:00", quantity: "1" };
  const at = `/board/tasks/${city.ids[":task"]}/supplies`;
  const { status, page } = await send("own", at, { offer, ...window, ...fields });
  expect([409, 422]).toContain(status);
  expect(page).toContain(words);
});

it("a report that may mean a thousand or one is asked about", async () => {
  const { sql } = database.owner;
  const [served] = await sql<{ id: string }[]>`
    select request_id as id from task_request where task_id = ${city.ids[":task"]!}`;
  const name = `amount-${served!.id}`;
  for (const typed of ["1,000", "1.000", "0,004"]) {
    const at = `/tasks/${city.ids[":task"]}/completions`;
    const { status, page } = await send("on", at, { [name]: typed });
    expect(status).toBe(422);
    expect(page).toContain(`href="#${name}"`);
    expect(page).toContain(`value="${typed}"`);
  }
});

it.each([
  "task",
  "join",
])("no more requests are named in an address than go together: %s", async (what) => {
  const sendMarked = (count: number) => {
    const ids = Array.from({ length: count }, () => ["request", crypto.randomUUID()]);
    return send("own", "/board/requests/several", new URLSearchParams([["what", what], ...ids]));
  };
  const { status, location } = await sendMarked(100);
  expect([status, location?.split("request=").length]).toEqual([303, 101]);
  expect(await sendMarked(101)).toMatchObject({ status: 409, location: null });
});

it("whether somebody is still coming is asked and answered, and stands on the sheet and on the line", async () => {
  const { sql } = database.owner;
  const task = city.ids[":task"]!;
  const [part] = await sql<{ id: string; request: string }[]>`
    select a.id, tr.request_id as request from assignment a join task_request tr using (task_id)
    where a.task_id = ${task} and a.person_id = ${city.people.on.id}`;
  const sheet = `/board/requests/${part!.request}`;
  const asks = () =>
    send("own", `/board/tasks/${task}/arrival-questions?lane=moving&request=${part!.request}`, {
      assignment: part!.id,
    });
  const asked = await asks();
  // Back to where it was asked, with the list as it was.
  expect([asked.status, asked.location]).toEqual([303, `${sheet}?lane=moving`]);
  expect(await read("own", sheet)).toMatch(/о \d\d:\d\d запитано, чи приїде/);
  expect(await read("own", "/board")).toMatch(/без відповіді з \d\d:\d\d: /);
  const again = await asks();
  expect([again.status, again.page.includes("Запитання вже надіслано")]).toEqual([409, true]);
  expect(await read("on", `/tasks/${task}`)).toContain("Чи чекати на вас?");
  const late = await send("on", `/tasks/${task}/arrivals`, { minutes: "soon" });
  expect(late.status).toBe(422);
  expect((await send("on", `/tasks/${task}/arrivals`, { minutes: "30" })).status).toBe(303);
  expect(await read("on", `/tasks/${task}`)).toContain("Ви сказали, що будете близько");
  expect(await read("own", sheet)).toMatch(/відповідь о \d\d:\d\d: так, близько \d\d:\d\d/);
  expect(await read("own", "/board")).toMatch(/близько \d\d:\d\d/);
});

it("before a request in progress is declined or merged, it is said whose task ends with it", async () => {
  const { sql } = database.owner;
  const [served] = await sql<{ id: string }[]>`
    select request_id as id from task_request where task_id = ${city.ids[":task"]!}`;
  const [on] = await sql<
    { name: string }[]
  >`select name from person where id = ${city.people.on.id}`;
  for (const verb of ["declines", "cancellations"]) {
    const page = await read("own", `/board/requests/${served!.id}/${verb}`);
    expect(page).toContain(`йти не потрібно: ${on!.name} (Прийнято).`);
  }
  const { code, id: other } = await city.world.request();
  const merging = `/board/requests/${served!.id}/duplicates`;
  const page = await read("own", `${merging}?code=${code}`);
  expect(page).toContain("Допомога за цим запитом уже ближче, ніж за іншим.");
  expect(page).toContain(`href="/board/requests/${other}/duplicates?code=`);
  const forced = await send("own", merging, { version: "2", other: code });
  expect([forced.status, forced.page.includes("Допомога за цим запитом уже ближче")]).toEqual([
    409,
    true,
  ]);
});

it("people are picked to be asked one after the other, seen in their order, put first, taken out and stopped", async () => {
  const task = city.ids[":task"]!;
  const at = `/board/tasks/${task}`;
  const people = await Promise.all(
    ["Юрій", "Тарас", "Олег"].map((name) => city.world.person({ name, standing: "verified" })),
  );
  const form = new URLSearchParams({ minutes: "20", word: "They live near", inTurn: "yes" });
  for (const { id } of people) form.append("people", id);
  const unreadable = new URLSearchParams(form);
  unreadable.set("minutes", "many");
  const refused = await send("own", `${at}/offers`, unreadable);
  expect(refused.status).toBe(422);
  expect(/<input[^>]*name="inTurn"[^>]*>/.exec(refused.page)?.[0]).toContain("checked");
  expect((await send("own", `${at}/offers`, form)).status).toBe(303);
  const see = async () => {
    const page = await read("own", at);
    const [chain = ""] = /id="chain"[\s\S]*?<\/section>/.exec(page) ?? [];
    return chain.match(/<b>[^<]*<\/b>/g) ?? [];
  };
  // One of the team's two places was free.
  expect(await see()).toEqual(["<b>Тарас</b>", "<b>Олег</b>"]);
  const [, second, third] = people;
  expect((await send("own", `${at}/chain/firsts`, { person: third!.id })).status).toBe(303);
  expect(await see()).toEqual(["<b>Олег</b>", "<b>Тарас</b>"]);
  const [served] = await database.owner.sql<{ id: string }[]>`
    select request_id as id from task_request where task_id = ${task}`;
  const sheet = await read("own", `/board/requests/${served!.id}`);
  expect(sheet).toContain("потім Олег, потім Тарас");
  expect((await send("own", `${at}/chain/removals`, { person: second!.id })).status).toBe(303);
  expect(await see()).toEqual(["<b>Олег</b>"]);
  expect((await send("own", `${at}/chain/stops`, {})).status).toBe(303);
  expect(await see()).toEqual([]);
  expect(await read("own", at)).toContain("Олег (зупинено)");
  expect((await send("own", `${at}/chain/stops`, {})).status).toBe(409);
});
