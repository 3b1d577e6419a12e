import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { city as cityTable } from "../../drizzle/schema/districts";
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
      for (const there of ["Your request is safe", "tel:1580", 'id="code-error"', 'href="#code"'])
        expect(page).toContain(there);
    }
    expect(answers[0]).toBe(answers[1]);
  });
});
