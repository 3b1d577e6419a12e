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
