import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import { execute } from "../../app/platform/command.server";
import type { PersonId } from "../../app/platform/types";
import { changeShift } from "../../app/shifts/commands/change-shift.server";
import { expireSlot } from "../../app/shifts/commands/free-slots.server";
import { shift } from "../../drizzle/schema/shifts";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { at, makeRota, value } from "../factories/rota";
import { jobCtx, makeWorld, type World } from "../factories/world";
import { serve } from "./serve";

let database: FreshDatabase;
let world: World;
let program: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  const { appUrl, ownerUrl } = database;
  program = await serve({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, WORKER: "off" });
});
afterAll(() => program.end("SIGTERM"));

/** A browser that is signed in as somebody, in English. */
async function browserOf(id: PersonId) {
  const cookie = (await makeSessions(database.app.db, { secure: true }).open(id, "")).split(";")[0];
  const headers = { Cookie: `lang=en; ${cookie}` };
  return async (path: string, form?: Record<string, string>) => {
    const body = form && new URLSearchParams(form);
    const method = form ? "POST" : "GET";
    const answer = await fetch(program.base + path, { method, headers, body, redirect: "manual" });
    const text = await answer.text();
    return { status: answer.status, location: answer.headers.get("location") ?? "", text };
  };
}
const coordinator = async () => browserOf((await world.person({ districts: [world.north] })).id);

const day = new Date(Date.now() + 40 * 24 * 3_600_000).toISOString().slice(0, 10);
const planned = (more: Record<string, string> = {}) => ({
  place: "School",
  from: `${day}T10:00`,
  to: `${day}T14:00`,
  leaveHours: "12",
  "capacity-1": "2",
  "minimum-1": "1",
  ...more,
});

describe("the form of a new shift", () => {
  it("is saved as a draft by the Enter key: publishing is a press of its own", async () => {
    const ask = await coordinator();
    const { text } = await ask("/board/shifts/new");
    const form = text.slice(text.indexOf('action="/board/shifts/new"'));
    const [first = ""] = form.match(/<button[^>]*>/) ?? [];
    expect(first).not.toContain("publish");
    const made = await ask("/board/shifts/new", planned());
    expect((await ask(made.location)).text).toContain("Draft");
  });

  it("shows the days of a series and the months that have none before it is published", async () => {
    const ask = await coordinator();
    const year = new Date().getUTCFullYear() + 1;
    const last = { from: `${year}-01-31T10:00`, to: `${year}-01-31T12:00` };
    const monthly = { ...planned(), ...last, frequency: "monthly", interval: "1" };
    const made = await ask("/board/shifts/new", { ...monthly, publish: "yes" });
    const id = made.location.split("/").at(-1)!;
    const [row] = await database.app.db.select().from(shift).where(eq(shift.id, id));
    expect(row?.state).toBe("draft");
    const { text } = await ask(made.location);
    for (const part of ["31 January", "31 March", "31 May", "February, April, June"])
      expect(text).toContain(part);
    const ends = await ask("/board/shifts/new", { ...monthly, frequency: "month_end" });
    const read = (await ask(ends.location)).text;
    for (const part of [/2[89] February/, /31 March/, /30 April/]) expect(read).toMatch(part);
    expect(read).not.toContain("left out");
    const wrong = { ...monthly, from: `${year}-01-30T10:00`, to: `${year}-01-30T12:00` };
    const refused = await ask("/board/shifts/new", { ...wrong, frequency: "month_end" });
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining("has to begin on"),
    ]);
  });

  it("sent again, also after Back, is one shift, and one series", async () => {
    const ask = await coordinator();
    const made = async () => database.app.db.$count(shift);
    const series = { frequency: "daily", interval: "1", count: "5" };
    for (const [more, many] of [
      [{}, 1],
      [series, 5],
    ] as const) {
      const form = planned({ key: crypto.randomUUID(), publish: "yes", ...more });
      const before = await made();
      const answers = await Promise.all([1, 2].map(() => ask("/board/shifts/new", form)));
      const shifts = await made();
      expect(shifts - before).toBe(many);
      answers.push(await ask("/board/shifts/new", form));
      expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
      expect(await made()).toBe(shifts);
    }
  });

  it("comes back with what was typed where somebody else was first", async () => {
    const ask = await coordinator();
    const { location } = await ask("/board/shifts/new", planned());
    const edit = `${location}/edits`;
    const { text } = await ask(edit);
    const [, role = ""] = text.match(/name="role-1"[^>]*value="([^"]+)"/) ?? [];
    const [, version = ""] = text.match(/name="version"[^>]*value="(\d+)"/) ?? [];
    const form = { ...planned(), "role-1": role, version };
    expect((await ask(edit, { ...form, contact: "Olia" })).status).toBe(303);
    const clash = await ask(edit, { ...form, briefing: "Bring a torch, the hall is dark" });
    expect(clash.status).toBe(409);
    expect(clash.text).toContain("Bring a torch, the hall is dark");
  });
});

describe("a volunteer’s list of shifts", () => {
  it("has the days of a series in one row, and today, tomorrow and the weekend by one press", async () => {
    const ask = await coordinator();
    const daily = { frequency: "daily", interval: "1", count: "4", place: "Library hall" };
    const series = { ...planned(daily), publish: "yes" };
    const { location } = await ask("/board/shifts/new", series);
    await ask(`${location}/publications`, { version: "1" });
    const member = await browserOf((await world.person({ standing: "verified" })).id);
    let text = "";
    for (let path: string | undefined = "/shifts"; path; ) {
      const page = await member(path);
      text += page.text;
      path = /href="([^"]*after=[^"]*)"/.exec(page.text)?.[1]?.replaceAll("&amp;", "&");
    }
    expect(text.match(/shift-row(?:(?!<\/b>).)*Library hall/gs)).toHaveLength(1);
    const row = text.slice(text.indexOf("Library hall"));
    expect(
      row.slice(0, row.indexOf("shift-row")).match(/href="\/shifts\/[\w-]{36}"/g),
    ).toHaveLength(3);
    expect(text).toMatch(/day=20\d\d-\d\d-\d\d/);
    expect(text).toContain("day=weekend");
  });
});

describe("a place that is asked about again", () => {
  it("until when stands on the coordinator’s form; whoever is silent reads that it is gone", async () => {
    const rota = await makeRota(database.app.db, world);
    const { id, role } = await rota.published(1, 24 * 60, 24 * 60 + 4);
    const holder = await rota.placed(role);
    const ask = await browserOf(rota.coordinator.id);
    const form = await ask(`/board/shifts/${id}/edits`);
    expect(form.text).toMatch(/1 person has signed up\..*lose their place.*have until \w+/s);
    const roles = [{ id: role, title: "Чай", skills: [], capacity: 1, minimum: 1 }];
    const moved = { ...rota.wishOf(at(24 * 60 + 1), at(24 * 60 + 5)), roles, id, version: 2 };
    value(await execute(rota.zoned(), changeShift, moved));
    const late = jobCtx(database.app.db, at(24 * 59));
    await execute(late, expireSlot, { id: holder.id });
    expect(await rota.rowOf(holder.id)).toMatchObject({ reason: "asked_silent" });
    const member = await browserOf(holder.personId);
    expect((await member(`/shifts/${id}`)).text).toContain("We did not keep your place");
  });
});

describe("an address with a day that is none", () => {
  it.each([
    "day=0000-01-01",
    "day=1999-12-31",
    "day=2099-12-31",
    "day=2100-01-01",
    "day=9999-12-31",
    "day=20266-01-01",
    "day=2026-02-31",
    "day=%00",
    "district=%00",
    "after=%00",
    "skill=%00",
  ])("shows the list as if it had not been asked for: %s", async (query) => {
    const member = await browserOf((await world.person({ standing: "verified" })).id);
    expect((await member(`/shifts?${query}`)).status).toBe(200);
  });

  it.each([
    "shifts?week=0000-W01",
    "shifts?week=2026-13-45",
    "shifts?week=9999-12-27",
    "shifts?week=2099-12-28",
    "shifts?week=2000-01-03",
    "shifts?week=%00",
    "numbers?from=0000-01-01&to=9999-12-31",
    "numbers?from=2099-12-31&to=2099-12-31",
    "numbers?from=%00",
  ])("and so does a page of the board: %s", async (address) => {
    const ask = await coordinator();
    expect((await ask(`/board/${address}`)).status).toBe(200);
  });
});

describe("a shift of several days", () => {
  it("names the day on which it ends, to whoever plans it, prints it or comes", async () => {
    const ask = await coordinator();
    const dayAfter = (days: number) =>
      new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
    const weekdayOf = (of: string) =>
      new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" })
        .format(new Date(`${of}T12:00Z`))
        .replace(",", "");
    const long = { from: `${day}T18:00`, to: `${dayAfter(3)}T08:00`, publish: "yes" };
    const asked = await ask("/board/shifts/new", planned(long));
    expect(asked.status).toBe(422);
    expect(asked.text).toMatch(/<input[^>]*name="overDay"/);
    const { location } = await ask("/board/shifts/new", planned({ ...long, overDay: "yes" }));
    expect((await ask(`${location}/edits`)).text).toMatch(/<input[^>]*name="overDay"[^>]*checked/);
    const member = await browserOf((await world.person({ standing: "verified" })).id);
    const own = location.replace("/board", "");
    const pages = [await ask(location), await ask(`${location}/list`), await member(own)];
    for (const { text } of [...pages, await member(`/shifts?day=${day}`)]) {
      expect(text).toContain(`18:00 – ${weekdayOf(dayAfter(3))}, 08:00`);
      expect(text).not.toContain("next day");
    }
    const night = { from: `${day}T20:00`, to: `${dayAfter(1)}T08:00`, publish: "yes" };
    const made = await ask("/board/shifts/new", planned(night));
    expect((await ask(made.location)).text).toContain("20:00–08:00 (next day)");
  });
});
