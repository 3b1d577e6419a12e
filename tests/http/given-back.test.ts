import { afterAll, beforeAll, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { oneOfEach, type Who } from "./one-of-each";
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

async function post(who: Who, address: string, fields: Record<string, string>) {
  const path = address.replace(/:\w+/g, (name) => city.ids[name]!);
  const answer = await fetch(program.base + path, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: city.cookies[who] ?? "", "Accept-Language": "en" },
    body: new URLSearchParams(fields),
  });
  return { status: answer.status, page: await answer.text() };
}

const inputOf = (page: string, name: string) =>
  new RegExp(`<input[^>]*\\bname="${name}"[^>]*>`).exec(page)?.[0] ?? "";

it.each<[string, Who, string, Record<string, string>]>([
  [
    "of the other request",
    "own",
    "/board/requests/:request/duplicates",
    { code: "4711", version: "1" },
  ],
  ["of a new kind of help", "admin", "/admin/categories/new", { code: "tools_4711", en: "" }],
  ["of a new kind of thing", "admin", "/admin/kinds/new", { code: "saws_4711", en: "" }],
  ["that was written down", "visitor", "/track", { code: "4711", digits: "12" }],
])("a refused form gives back the code %s", async (_, who, address, fields) => {
  const { status, page } = await post(who, address, fields);
  expect(status).toBe(422);
  expect(inputOf(page, "code")).toContain(`value="${fields.code}"`);
});

it.each<[string, Who, string, Record<string, string>, string]>([
  [
    "a code for signing in",
    "visitor",
    "/sign-in/code",
    { phone: "067 123 45 67", secret_code: "47110815" },
    "067 123 45 67",
  ],
  [
    "a password",
    "visitor",
    "/sign-in",
    { login: "somebody@mail.example", password: "47110815 blue kettles" },
    "somebody@mail.example",
  ],
  [
    "the present password",
    "on",
    "/account/password",
    { current_password: "47110815 blue kettles", password: "47110815" },
    "",
  ],
  [
    "a new account's password",
    "visitor",
    "/sign-up",
    { name: "Olena", email: "no address", password: "47110815 blue kettles" },
    "no address",
  ],
])("a refused form never gives back %s, but the rest", async (_, who, address, fields, rest) => {
  const { status, page } = await post(who, address, fields);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(page).not.toContain("47110815");
  expect(page).toContain(rest);
});

/** Six bytes a letter in a form: a table of few rows is large. */
const YARD = "Склад громадської організації на розі вулиць Героїв УПА та Федьковича в дворі номер";

it("a table larger than any other form is looked at, and taken in once however often it is sent", async () => {
  const rows = Array.from(
    { length: 150 },
    (_, index) =>
      `generator,Генератор Honda EU22i під номером ${index},1,north,${YARD} ${index},0671234567`,
  );
  const csv = `kind,title,quantity,district,address,phone\n${rows.join("\n")}\n`;
  // As urlencoded it would be larger than any form may be.
  expect(new URLSearchParams({ csv }).toString().length).toBeGreaterThan(64 * 1024);
  const send = (address: string, body: FormData) =>
    fetch(program.base + address, {
      method: "POST",
      redirect: "manual",
      headers: { Cookie: city.cookies.own, "Accept-Language": "en" },
      body,
    });
  const file = new FormData();
  file.append("file", new Blob([csv]), "stock.csv");
  const looked = await send("/board/resources/table", file);
  expect(looked.status).toBe(200);
  expect((await looked.text()).includes('action="/board/resources/imports"')).toBe(true);
  const text = () => {
    const form = new FormData();
    form.append("key", "a-table-that-comes-twice");
    form.append("csv", csv);
    return form;
  };
  const count = async () => {
    const [row] = await database.owner.sql`select count(*)::int as count from offer`;
    return Number(row!.count);
  };
  const before = await count();
  for (let time = 0; time < 2; time++) {
    const taken = await send("/board/resources/imports", text());
    expect(taken.headers.get("Location")).toBe("/board/resources/table?imported=150");
  }
  expect((await count()) - before).toBe(150);
});

it("a table is shown with its quantities, and asks of what is like an offer that stands", async () => {
  const csv = "kind;title;quantity;district\ngenerator;Лом;1 200;north\n";
  const send = (address: string, body: FormData) =>
    fetch(program.base + address, {
      method: "POST",
      redirect: "manual",
      headers: { Cookie: city.cookies.own, "Accept-Language": "en" },
      body,
    });
  const file = new FormData();
  file.append("file", new Blob([csv]), "stock.csv");
  const looked = await (await send("/board/resources/table", file)).text();
  expect(looked).toContain("1\u00a0200");
  expect(looked).toMatch(/схожа на пропозицію \d+/);
  const taken = async (another: string) => {
    const form = new FormData();
    for (const [name, text] of Object.entries({ csv, another })) form.append(name, text);
    return send("/board/resources/imports", form);
  };
  const refused = await taken("");
  expect(refused.status).toBe(409);
  expect(await refused.text()).toMatch(/Рядок 2 схожий на пропозицію \d+/);
  expect((await taken("yes")).headers.get("Location")).toBe("/board/resources/table?imported=1");
});

it.each([
  ["Windows-1251", Uint8Array.of(0xcf, 0xe8, 0xf2, 0xed, 0xe0)],
  ["Windows-1257", Uint8Array.of(0x56, 0x65, 0x65, 0x20, 0xf5, 0xf5, 0x74)],
])("a table in %s is refused with what to do, and nothing of it is guessed", async (_, bytes) => {
  const file = new FormData();
  file.append("file", new Blob(["kind;title;quantity\nwater;", bytes, ";1\n"]), "stock.csv");
  const answer = await fetch(`${program.base}/board/resources/table`, {
    method: "POST",
    headers: { Cookie: city.cookies.own, "Accept-Language": "en" },
    body: file,
  });
  expect(answer.status).toBe(409);
  expect(await answer.text()).toContain("CSV UTF-8");
});
