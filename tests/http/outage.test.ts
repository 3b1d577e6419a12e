import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { type Forwarder, makeForwarder } from "./forwarder";
import { serve } from "./serve";

const TOKEN = "for-the-operator-of-tests-alone-".repeat(2);
const STEP = { timeout: 60_000, interval: 100 };

let database: FreshDatabase;
let forwarder: Forwarder;
let program: Awaited<ReturnType<typeof serve>>;

const through = (url: string) => {
  const address = new URL(url);
  address.hostname = "127.0.0.1";
  address.port = String(forwarder.port);
  return address.toString();
};

beforeAll(async () => {
  database = await freshDatabase();
  const { hostname, port } = new URL(database.appUrl);
  forwarder = await makeForwarder({ host: hostname, port: Number(port) });
  // As a process left it that was killed while it worked: this job waited for hours.
  await database.owner
    .sql`select graphile_worker.add_job('housekeeping', job_key => 'of the dead')`;
  await database.owner.sql`
    update graphile_worker._private_jobs set locked_at = now(), locked_by = 'worker-dead', attempts = 1`;
  program = await serve({
    DATABASE_URL: through(database.appUrl),
    DATABASE_OWNER_URL: through(database.ownerUrl),
    CITY: "lviv",
    OPERATIONS_TOKEN: TOKEN,
  });
});
afterAll(async () => {
  await program?.end("SIGTERM");
  await forwarder?.end();
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(program.base + path, { redirect: "manual", ...init });
const status = (path: string) => ask(path).then((answer) => answer.status);

const helpForm = (formKey: string) =>
  new URLSearchParams({
    key: formKey,
    category: "water",
    details: `20 л питної, <b>двоє</b> дітей ${formKey}`,
    people: "4",
    address: "Наукова 7, кв. 3",
    phone: "0671234567",
  });

const saved = async (formKey: string) =>
  (
    await database.app.sql`select from request_private
    where details like ${`%${formKey}`}`
  ).length;

/** Jobs of this kind that nobody has done yet. */
const jobsLeft = async () =>
  (
    await database.owner.sql`
    select from graphile_worker.jobs where task_identifier = 'housekeeping'`
  ).length;

const answers = () => vi.waitFor(async () => expect(await status("/readyz")).toBe(200), STEP);

describe.each([
  ["says nothing", () => forwarder.hush(true), () => forwarder.hush(false)],
  ["refuses", () => forwarder.refuse(), () => forwarder.accept()],
])("while the database %s", (_, takeAway, bringBack) => {
  beforeAll(async () => {
    await answers();
    await takeAway();
    await vi.waitFor(async () => expect(await status("/readyz")).toBe(503), STEP);
  });
  afterAll(async () => {
    await bringBack();
    await answers();
  });

  it("a form comes back with what was typed in it and the emergency number, to be sent again", async () => {
    const formKey = randomUUID();
    const answer = await ask("/help?lang=uk", { method: "POST", body: helpForm(formKey) });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    const page = await answer.text();
    expect(page).toContain("Зараз не вдається зберегти");
    expect(page).toContain("20 л питної, &lt;b&gt;двоє&lt;/b&gt; дітей");
    expect(page).toContain("Наукова 7, кв. 3</textarea>");
    expect(page).toContain(`name="key" value="${formKey}"`);
    expect(page).toContain('name="phone" value="0671234567"');
    expect(page).toContain('href="tel:112"');
  });

  it("no password stands in what comes back", async () => {
    const body = new URLSearchParams({ login: "olena@city.example", password: "geheim und lang" });
    const answer = await ask("/sign-in", { method: "POST", body });
    expect(answer.status).toBe(503);
    const page = await answer.text();
    expect(page).not.toContain("geheim");
    expect(page).not.toContain("<form method");
  });

  it.each([
    "/help",
    "/track/AAAAAAAAAAAAAAAAAAAAAA",
    "/board",
    "/admin/record.csv",
  ])("%s says that it can't be opened, and leads to itself", async (path) => {
    const answer = await ask(path, { headers: { Cookie: "session=x; __Host-session=x" } });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("content-type")).toContain("text/html");
    const page = await answer.text();
    expect(page).toContain(`href="${path}"`);
    expect(page).toContain('href="tel:112"');
  });

  it("an address that leads elsewhere is no link", async () => {
    const page = await (await ask("//elsewhere.example/help")).text();
    expect(page).not.toContain('href="//elsewhere');
  });

  it("the process lives and says that it is not ready", async () => {
    expect(await status("/healthz")).toBe(200);
    expect(await status("/readyz")).toBe(503);
    const detail = await ask("/readyz?detail", { headers: { Authorization: `Bearer ${TOKEN}` } });
    expect(detail.status).toBe(503);
    expect(await detail.json()).toMatchObject({
      ready: false,
      database: { answers: false },
      queue: null,
    });
  });
});

describe("a database that", () => {
  beforeAll(answers);

  it("comes back finds all going on: the same form is saved once, jobs are done", async () => {
    const formKey = randomUUID();
    const send = () => ask("/help", { method: "POST", body: helpForm(formKey) });
    forwarder.hush(true);
    expect((await send()).status).toBe(503);
    await database.owner.sql`select graphile_worker.add_job('housekeeping')`;
    forwarder.hush(false);
    await answers();
    expect((await send()).status).toBe(303);
    expect((await send()).status).toBe(303);
    expect(await saved(formKey)).toBe(1);
    await expect.poll(jobsLeft, STEP).toBe(0);
  });

  it("has no room left says so as an outage, and keeps what it has", async () => {
    const { sql } = database.owner;
    const formKey = randomUUID();
    await sql`create function full_disk() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`;
    await sql`create trigger full_disk before insert on request for each row execute function full_disk()`;
    const answer = await ask("/help", { method: "POST", body: helpForm(formKey) });
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("20 л питної");
    await sql`drop function full_disk cascade`;
    const again = await ask("/help", { method: "POST", body: helpForm(formKey) });
    expect(again.status).toBe(303);
    expect(await saved(formKey)).toBe(1);
  });

  it("ends connections all the time loses nothing that was acknowledged", async () => {
    let going = true;
    const cutting = (async () => {
      while (going) {
        forwarder.cut();
        await new Promise((next) => setTimeout(next, 30));
      }
    })();
    const hands = Array.from({ length: 6 }, async () => {
      const kept: string[] = [];
      for (let round = 0; round < 10; round++) {
        const formKey = randomUUID();
        const answer = await ask("/help", { method: "POST", body: helpForm(formKey) });
        expect([303, 503]).toContain(answer.status);
        if (answer.status === 303) kept.push(formKey);
      }
      return kept;
    });
    const kept = (await Promise.all(hands)).flat();
    going = false;
    await cutting;
    for (const formKey of kept) expect(await saved(formKey)).toBe(1);
    await answers();
  });
});

describe("the operator", () => {
  beforeAll(answers);

  it("finds the job done that a dead worker had held", async () => {
    await expect.poll(jobsLeft, STEP).toBe(0);
  });

  it("alone sees figures", async () => {
    for (const path of ["/metrics", "/readyz?detail"]) {
      expect(await status(path)).toBe(401);
      const wrong = { headers: { Authorization: `Bearer ${TOKEN.slice(1)}` } };
      expect((await ask(path, wrong)).status).toBe(401);
    }
    const own = { headers: { Authorization: `Bearer ${TOKEN}` } };
    const read = async () => (await ask("/metrics", own)).text();
    await expect.poll(read, STEP).toMatch(/^naaber_worker_running 1$/m);
    const figures = await read();
    expect(figures).toMatch(/^naaber_database_answers 1$/m);
    expect(figures).toMatch(/^naaber_queue_jobs\{state="waiting"\} \d+$/m);
    expect(figures).toContain('naaber_http_request_seconds_count{method="POST",page="/help"');
    // A stranger's addresses do not become figures of their own.
    expect(figures).not.toContain("elsewhere");
  });

  it("sees which jobs keep failing, and not what stands in them", async () => {
    const { sql } = database.owner;
    await sql`select graphile_worker.add_job('mail', '{"to": "oksana@mail.example"}',
      run_at => now() + interval '1 hour', job_key => 'failing')`;
    await sql`update graphile_worker._private_jobs set attempts = 7, last_error = 'Error'
      where key = 'failing'`;
    const own = { headers: { Authorization: `Bearer ${TOKEN}` } };
    const detail = await (await ask("/readyz?detail", own)).text();
    expect(JSON.parse(detail).queue.failing).toEqual([
      { job: "mail", jobs: 1, attempts: 7, given_up: 0 },
    ]);
    await sql`update graphile_worker._private_jobs set attempts = max_attempts
      where key = 'failing'`;
    const { queue } = JSON.parse(await (await ask("/readyz?detail", own)).text());
    expect([queue.dead, queue.failing]).toMatchObject([1, [{ job: "mail", given_up: 1 }]]);
    expect(detail).not.toContain("oksana");
  });
});
