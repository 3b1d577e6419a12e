import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import { fulfil, startProgress } from "../../app/requests/commands/progress.server";
import { triage } from "../../app/requests/commands/triage.server";
import { city as cityTable } from "../../drizzle/schema/districts";
import { request } from "../../drizzle/schema/requests";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { oneOfEach } from "./one-of-each";
import { serve } from "./serve";

let database: FreshDatabase;
let city: Awaited<ReturnType<typeof oneOfEach>>;
let program: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  database = await freshDatabase();
  city = await oneOfEach(database);
  await database.app.db.update(cityTable).set({ about: { helpLine: "15-80" } });
  const { appUrl, ownerUrl } = database;
  program = await serve({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
});
afterAll(() => program.end("SIGTERM"));

type Fields = Record<string, string> | [string, string][];
async function post(path: string, fields: Fields, cookie = "") {
  const answer = await fetch(program.base + path, {
    method: "POST",
    redirect: "manual",
    headers: { "Accept-Language": "en", Cookie: cookie },
    body: new URLSearchParams(fields),
  });
  return { status: answer.status, link: answer.headers.get("location"), page: await answer.text() };
}
const countOf = async (table: string) => {
  const [row] = await database.app.db.execute<{ n: number }>(
    sql`select count(*)::int as n from ${sql.identifier(table)}`,
  );
  return row!.n;
};
const codeAt = async (link: string) => {
  const page = await (await fetch(program.base + link)).text();
  return /((?:\d ){7}\d)</.exec(page)![1]!.replaceAll(" ", "");
};
const ask = async (how: Record<string, string>) => {
  const { link } = await post("/help", { category: "water", ...how });
  return codeAt(link!);
};

it("a message that is empty or too long is refused at its field, once, with all of it", async () => {
  const { link } = await post("/help", { category: "water", phone: "067 123 40 90" });
  for (const note of ["", "x".repeat(2_001)]) {
    const { status, page } = await post(`${link}/notes`, { note });
    expect(status).toBe(409);
    expect(page).toMatch(/id="note-error"[\s\S]*<textarea[^>]* id="note"[^>]*aria-invalid="true"/);
    expect(page.match(/<textarea/g)).toHaveLength(1);
    expect(page).toContain(note);
  }
});

describe("a form is read in another language", () => {
  it("with all that was typed, without a complaint, and nothing is saved", async () => {
    const before = await countOf("request");
    const { status, page } = await post("/help?lang=uk", [
      ["other-language", "uk"],
      ["details", "two\r\nlines"],
      ["vulnerable", "infant"],
      ["vulnerable", "elderly"],
      ["email", "olena@"],
      ["category", "water"],
    ]);
    expect(status).toBe(200);
    expect(page).toContain('<html lang="uk"');
    expect(page).toContain("two\nlines</textarea>");
    expect(page).toContain('value="olena@"');
    for (const box of ["infant", "elderly", "water"])
      expect(page).toMatch(new RegExp(`value="${box}"[^>]*checked|checked[^>]*value="${box}"`));
    expect(page).not.toContain('id="errors"');
    expect(page).not.toContain("<title>Помилка");
    expect(await countOf("request")).toBe(before);
  });

  it.each([
    ["/offers/new", "visitor", "offer", { title: "Honda 2 kW", phone: "067 123 45 67" }],
    ["/sign-up", "visitor", "person", { name: "Olena K", email: "olena" }],
    ["/board/requests/new", "own", "request", { details: "Honda 2 kW", phone: "067 123 45 67" }],
    ["/track", "visitor", "request", { code: "1234", digits: "45" }],
  ] as const)("of %s too", async (path, who, table, fields) => {
    const before = await countOf(table);
    const { status, page } = await post(
      `${path}?lang=en`,
      { ...fields, "other-language": "en", password: "blue kettles 4711" },
      city.cookies[who] ?? "",
    );
    expect(status).toBe(200);
    expect(page).not.toContain("blue kettles");
    for (const text of Object.values(fields)) expect(page).toContain(text);
    expect(page).not.toContain('id="errors"');
    expect(await countOf(table)).toBe(before);
  });

  it("by buttons that send it, after the one that the Enter key presses", async () => {
    const page = await (await fetch(`${program.base}/help`)).text();
    const buttons = page.match(/<button[^>]*form="form"[^>]*>/g)!;
    expect(buttons[0]).not.toContain("name=");
    expect(buttons.slice(1)).toHaveLength(2);
    for (const button of buttons.slice(1)) expect(button).toMatch(/formAction="\/help\?lang=/i);
    expect(await (await fetch(`${program.base}/privacy`)).text()).toMatch(/<a[^>]*\?lang=/);
  });
});

describe("the look-up", () => {
  it.each([
    "/track",
    "/track/erasures",
  ])("says what is wrong with both once in the summary and once before them: %s", async (path) => {
    const { page } = await post(path, { code: "1234 5678", digits: "4711", sure: "yes" });
    expect(page.match(/do not belong together/g)).toHaveLength(2);
    expect(page).toMatch(/<fieldset[^>]*aria-describedby="together-error"/);
    for (const field of ["code", "digits"])
      expect(page).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
    // Each that can't be read is wrong by itself.
    const apart = await post(path, { code: "1", digits: "4711", sure: "yes" });
    expect(apart.page).toContain('id="code-error"');
    expect(apart.page).not.toMatch(/id="together-error"|id="digits"[^>]*aria-invalid/);
  });

  it("knows a request by its code and the end of its phone, however they were written down", async () => {
    const code = await ask({ phone: "067 123 45 67" });
    for (const [written, digits] of [
      [code.replace(/(....)/, "$1–"), "4567"],
      [code.replace(/(....)/, "$1."), "067 123 45 67"],
      [code.replace(/\d/g, (d) => String.fromCodePoint(0xff10 + Number(d))), "４５６７"],
    ] as const)
      expect((await post("/track", { code: written, digits })).status).toBe(200);
  });

  it("knows whoever gave only an e-mail by its beginning", async () => {
    const code = await ask({ email: "olena.k@mail.example" });
    expect((await post("/track", { code, digits: "Ole" })).status).toBe(200);
    expect((await post("/track", { code, digits: "olena.k@mail.example" })).status).toBe(200);
    for (const digits of ["oli", "mail", "0000"])
      expect((await post("/track", { code, digits })).status).toBe(404);
    const both = await ask({ email: "olena.k@mail.example", phone: "067 123 45 68" });
    expect((await post("/track", { code: both, digits: "olena" })).status).toBe(404);
  });

  it("says the same of a wrong guess as of no request, at the fields, and whom to call", async () => {
    const code = await ask({ phone: "067 123 45 69" });
    const answers = [];
    for (const guess of [code, "00000000"]) {
      const { status, page } = await post("/track", { code: guess, digits: "1111" });
      expect(status).toBe(404);
      answers.push(page.replaceAll(guess, "CODE").replace(/(nonce|value)="[^"]*"/g, ""));
      for (const there of [
        "Your request is safe",
        "tel:1580",
        'id="together-error"',
        'href="#code"',
      ])
        expect(page).toContain(there);
    }
    expect(answers[0]).toBe(answers[1]);
  });
});

describe("whether help came, by the code", () => {
  const helped = async (phone: string) => {
    const code = await ask({ phone });
    const { db } = database.app;
    const [found] = await db.select().from(request).where(eq(request.code, code));
    const ctx = city.people.own.ctx(new Date());
    const read = { priority: "high", category: "water", people: "2", version: 1 };
    await execute(ctx, triage, { id: found!.id, ...read });
    await db.transaction(async (tx) => {
      await startProgress(tx, ctx, found!.id);
      await fulfil(tx, ctx, found!.id, { delivered: null, whole: true, others: false });
    });
    return code;
  };

  it("is asked on the page of the look-up, and a form that comes twice is heard once", async () => {
    const code = await helped("067 123 40 81");
    const known = { code, digits: "4081" };
    const { page } = await post("/track", known);
    expect(page).toContain('action="/track/answers"');
    const key = "k".repeat(22);
    const no = { ...known, came: "no", note: "No one was here", key };
    for (const { status, page: heard } of [
      await post("/track/answers", no),
      await post("/track/answers", no),
    ]) {
      expect(status).toBe(200);
      expect(heard).toContain("You told us that help is missing");
      expect(heard).toContain("Thank you for telling us");
      expect(heard).not.toContain('action="/track/answers"');
    }
  });

  it("says of what can't be answered what it says of a wrong code, and counts it", async () => {
    const code = await ask({ phone: "067 123 40 82" });
    const answers = [];
    for (const [guess, digits] of [
      [code, "4082"],
      [code, "1111"],
      ["00000000", "4082"],
    ] as const) {
      const { status, page } = await post("/track/answers", { code: guess, digits, came: "yes" });
      expect(status).toBe(404);
      answers.push(page.replaceAll(guess, "CODE").replace(/(nonce|value)="[^"]*"/g, ""));
    }
    expect(new Set(answers).size).toBe(1);
    for (let i = 0; i < 8; i++) await post("/track/answers", { code, digits: "1111", came: "no" });
    expect((await post("/track/answers", { code, digits: "4082", came: "no" })).status).toBe(429);
    expect((await post("/track", { code, digits: "4082" })).status).toBe(429);
  });

  it("keeps a message that is too long, and asks once more where nothing was chosen", async () => {
    const code = await helped("067 123 40 83");
    const known = { code, digits: "4083" };
    const long = await post("/track/answers", { ...known, came: "no", note: "x".repeat(2_001) });
    expect(long.status).toBe(422);
    expect(long.page).toContain("x".repeat(2_001));
    const none = await post("/track/answers", known);
    expect(none.status).toBe(422);
    expect(none.page).toContain('action="/track/answers"');
  });
});
