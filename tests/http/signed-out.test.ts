import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import { requestNote } from "../../drizzle/schema/requests";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { makeWorld, type World } from "../factories/world";
import { serve } from "./serve";

let database: FreshDatabase;
let world: World;
let program: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  program = await serve({
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    WORKER: "off",
  });
});
afterAll(() => program.end("SIGTERM"));

const post = (path: string, cookie: string, fields: Record<string, string>) =>
  fetch(program.base + path, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookie },
    body: new URLSearchParams(fields),
  });

describe("a form that comes when its sender is not signed in any more", () => {
  it("keeps what was written, and is one change once they are back", async () => {
    const { id: personId } = await world.person({ districts: [world.north] });
    const sessions = makeSessions(database.app.db, { secure: true });
    const { id } = await world.request();
    const path = `/board/requests/${id}/notes`;
    const key = crypto.randomUUID();
    const note = "Called <her> at six & she waits";
    const answer = await post(path, "lang=en", { key, note });
    expect(answer.status).toBe(401);
    const page = await answer.text();
    expect(page).toContain("no longer signed in");
    expect(page).toContain("Called &lt;her&gt; at six &amp; she waits");
    expect(page).toContain(`name="key" value="${key}"`);
    expect(page).toContain(`action="${path}"`);

    const cookie = (await sessions.open(personId, "")).split(";", 1)[0]!;
    for (const _ of [1, 2]) expect((await post(path, cookie, { key, note })).status).toBe(303);
    const notes = await database.app.db.select().from(requestNote);
    expect(notes.map(({ body }) => body)).toEqual([note]);
  });

  it.each([
    [
      "a new shift",
      "/board/shifts/new",
      { place: "School", from: "2026-12-01T10:00", leaveHours: "12" },
    ],
    ["a note on a shift", `/shifts/${crypto.randomUUID()}/notes`, { note: "The kettle leaks" }],
    ["a profile", "/profile", { skills: "driving", when: "1-day", radius: "7" }],
    ["a new task", "/board/tasks/new", { title: "Fetch blankets", briefing: "From the museum" }],
  ])("keeps what was written of %s", async (_, path, typed) => {
    const answer = await post(path, "lang=en", { key: crypto.randomUUID(), ...typed });
    expect(answer.status).toBe(401);
    const page = await answer.text();
    expect(page).toContain(`action="${path}"`);
    for (const words of Object.values(typed)) expect(page).toContain(words);
  });

  it("leads to the sign-in page where nothing was written, and where it holds a secret", async () => {
    const { id } = await world.request();
    const empty = await post(`/board/requests/${id}/reopenings`, "lang=en", { version: "1" });
    expect(empty.headers.get("Location")).toMatch(/^\/sign-in/);
    const fields = { current_password: "three blue kettles", password: "four green spoons" };
    const secret = await post("/account/password", "lang=en", fields);
    expect(secret.headers.get("Location")).toMatch(/^\/sign-in/);
    expect(await secret.text()).not.toContain("kettles");
  });
});

describe("somebody else was first", () => {
  it("what was typed is in the form again, to be saved with one press", async () => {
    const { id: personId } = await world.person({ districts: [world.north] });
    const cookie = (await makeSessions(database.app.db, { secure: true }).open(personId, "")).split(
      ";",
      1,
    )[0]!;
    const { id } = await world.request();
    const fields = { priority: "high", category: "water", district: "north", people: "7" };
    const path = `/board/requests/${id}/triage`;
    expect((await post(path, cookie, { ...fields, version: "1" })).status).toBe(303);
    const clash = await post(path, `${cookie}; lang=en`, { ...fields, people: "9", version: "1" });
    expect(clash.status).toBe(409);
    const page = await clash.text();
    expect(page).toContain("Your change is not saved");
    expect(page).toMatch(/name="people"[^>]*value="9"/);
    const version = /name="version" value="(\d+)"/.exec(page)![1]!;
    expect((await post(path, cookie, { ...fields, people: "9", version })).status).toBe(303);
  });
});
