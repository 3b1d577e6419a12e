import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

const CALL = { channel: "phone", locale: "uk", category: "water", people: "3" };

async function send(fields: Record<string, string>, cookie = city.cookies.own) {
  const answer = await fetch(`${program.base}/board/requests/new`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: `${cookie}; lang=en` },
    body: new URLSearchParams(fields),
  });
  return { status: answer.status, to: answer.headers.get("location"), page: await answer.text() };
}
const open = async (path: string, cookie = city.cookies.own) => {
  const answer = await fetch(program.base + path, { headers: { Cookie: `${cookie}; lang=en` } });
  return { status: answer.status, page: await answer.text() };
};
async function stored(path: string | null) {
  const id = path!.split("/")[3]!;
  const [row] = await database.app.db.execute<Record<string, unknown>>(
    sql`select code, state, priority, quantity::float8, people, channel, due_at, version from request where id = ${id}::uuid`,
  );
  return row!;
}

describe("a call", () => {
  it("is taken and read in one, and its code is there to be read out", async () => {
    const sent = { ...CALL, phone: "067 123 45 01", quantity: "20,5", priority: "critical" };
    const { status, to } = await send({ ...sent, triaged: "yes" });
    expect([status, to]).toEqual([
      303,
      expect.stringMatching(/^\/board\/requests\/[\w-]+\/taken$/),
    ]);
    const row = await stored(to);
    expect(row).toMatchObject({
      state: "triaged",
      priority: "critical",
      quantity: 20.5,
      people: 3,
    });
    const { page } = await open(to!);
    expect(page).toContain(String(row.code).replace(/(\d\d)(?=\d)/g, "$1 "));
    expect(page).toContain("/send");
  });

  it("that is read later keeps what was heard: how much, and how urgent", async () => {
    const { to } = await send({ ...CALL, phone: "067 123 45 02", quantity: "6", priority: "high" });
    expect(await stored(to)).toMatchObject({ state: "submitted", priority: "high", quantity: 6 });
    expect((await open(to!)).page).not.toContain("/send");
  });

  it.each([
    [{ category: "warmth" }, { quantity: null, state: "triaged" }],
    [{ category: "", details: "The neighbour has no water" }, { state: "triaged" }],
    [
      { channel: "walk-in", vulnerable: "powered_device" },
      { channel: "walk-in", priority: "high" },
    ],
  ])("with %j becomes %j", async (other, expected) => {
    const fields = { ...CALL, phone: "067 123 45 03", quantity: "5", triaged: "yes", ...other };
    const { status, to } = await send(fields as Record<string, string>);
    expect(status).toBe(303);
    expect(await stored(to)).toMatchObject(expected);
  });

  it("that is saved twice is one", async () => {
    const fields = { ...CALL, phone: "067 123 45 04", key: crypto.randomUUID(), triaged: "yes" };
    const [first, second] = await Promise.all([send(fields), send(fields)]);
    expect(first.to).toBe(second.to);
  });

  it("with something that can't be read comes back with all that was typed", async () => {
    const { status, page } = await send({ ...CALL, phone: "067 123 45 05", quantity: "many" });
    expect(status).toBe(422);
    expect(page).toContain("Enter a number above zero");
    expect(page).toContain('value="067 123 45 05"');
  });

  it("shows what is open of its number, half typed or as it is written elsewhere, to who may know", async () => {
    const { to } = await send({ ...CALL, phone: "067 765 43 21", district: "north" });
    const link = to!.replace("/taken", "#notes");
    for (const phone of ["067 765 4", "+380 67 765-43-21", "0677654321"]) {
      const { status, page } = await send({ phone, look: "yes" });
      expect([phone, status]).toEqual([phone, 200]);
      expect(page).toContain(link);
      expect(page).toContain("1 open request from this number");
    }
    for (const phone of ["067 76", "", "%%%%%%%", "067 765 43 22"])
      expect((await send({ phone, look: "yes" })).page).not.toContain(link);
    const whole = { phone: "0677654321", look: "yes" };
    expect((await send(whole, city.cookies.other)).page).not.toContain(link);
    expect((await send(whole, city.cookies.off)).status).toBe(403);
  });
});
