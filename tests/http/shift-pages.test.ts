import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import type { PersonId } from "../../app/platform/types";
import { shift } from "../../drizzle/schema/shifts";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { makeWorld, type World } from "../factories/world";
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
});
