import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { UNPACKED } from "./browser";
import { named, oneOfEach, WHO, type Who } from "./one-of-each";
import { everyPath } from "./paths";
import { TABLE } from "./route-table";
import { serve } from "./serve";

/**
 * Nothing that a stranger sends is a fault of ours: every address, as everybody, with whatever fast-check thinks of. A part
 * of it in `npm test`, and `npm run fuzz` for 20,000; a failure names its seed.
 */
const RUNS = Number(process.env.NAABER_FUZZ ?? 300);
const AT_ONCE = 4;
/** Beyond it, one request holds up the others: milliseconds, on a machine ten times slower than ours. */
const LONGEST = 10_000;

let database: FreshDatabase;
let program: Awaited<ReturnType<typeof serve>>;
let cookies: Record<Who, string>;
let ids: Record<string, string>;

beforeAll(async () => {
  database = await freshDatabase();
  ({ cookies, ids } = await oneOfEach(database));
  const { appUrl, ownerUrl } = database;
  program = await serve({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, WORKER: "off" });
});
afterAll(() => program.end("SIGTERM"));

const root = join(import.meta.dirname, "../..");
/** The names that forms and addresses of ours have, as the code has them. */
function namesIn(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => [...readFileSync(join(root, folder, name), "utf8").matchAll(pattern)])
    .map((match) => match[1]!);
}
const QUERY = [...new Set(namesIn("app", /\.get\("(\w{1,30})"\)/g))];
const FIELDS = [
  ...new Set([...namesIn("app", /^ {2,4}(\w{2,30}): /gm), ...namesIn("app", /name="(\w{1,30})"/g)]),
];
/** What would end the sessions that the others of this run ask with. */
const ENDING = /^\/(sign-out|account\/sessions\/|account\/password|confirm)/;
const PATHS = [...new Set(everyPath().map(named))].filter((path) => !ENDING.test(path));

const NASTY = [
  "",
  "0",
  "-1",
  "1e309",
  "NaN",
  "Infinity",
  "9".repeat(400),
  "0.1",
  "1,5",
  "٣",
  "true",
  "null",
  "0001-01-01T00:00",
  "9999-12-31T23:59",
  "2026-02-30T25:61",
  "2026-11-25",
  "275760-09-13",
  "00000000-0000-4000-8000-000000000000",
  "9b2f8c1e",
  "{}",
  "[]",
  "__proto__",
  "constructor",
  "\u0000",
  "a\u0000b",
  "\u202Eabc",
  "\uD800",
  "💥".repeat(50),
  "%00",
  "%FF",
  "'; drop table x; --",
  "<script>",
  "{{7*7}}",

  "../../etc/passwd",
  "//evil.example",
  "/%09/evil",
  "a@b.c,d@e.f",
  "@.".repeat(2_000),
  "a".repeat(30_000),
  "\r\nX-Injected: 1",
  "=cmd|'/c calc'!A0",
  "+380671112233",
];
const nasty = fc.constantFrom(...NASTY);
const someId = () => fc.constantFrom(...Object.values(ids));
const text = () =>
  fc.oneof(
    nasty,
    nasty,
    fc.string({ unit: "binary", maxLength: 60 }),
    someId(),
    fc.date().map(String),
  );
const bag = (names: readonly string[], maxLength: number) =>
  fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), text()), text()), { maxLength });

const asked = () =>
  fc.record({
    path: fc.constantFrom(...PATHS),
    // Mostly an id that is there, or nothing behind it is ever tried.
    wrongIds: fc.boolean(),
    idText: text(),
    who: fc.constantFrom(...WHO),
    method: fc.constantFrom("GET", "GET", "POST", "POST", "POST", "HEAD", "PUT"),
    query: bag(QUERY, 4),
    fields: bag(FIELDS, 14),
    kind: fc.constantFrom("form", "form", "form", "files", "json", "none", "broken"),
    headers: fc.constantFrom<Record<string, string>>(
      {},
      {},
      { Origin: "https://evil.example" },
      { "X-Forwarded-For": "999.1.1.1, ::1", "X-Forwarded-Host": "evil.example" },
      { "Accept-Language": "xx;q=zz,uk;q=2,,," },
      { Cookie: "__Host-naaber_session=%00%FF; lang=<x>; __Host-naaber_device=e30.x" },
    ),
  });
type Asked = ReturnType<typeof asked> extends fc.Arbitrary<infer Value> ? Value : never;

/** As it can be sent at all: half a character becomes another one. */
const wellFormed = (typed: string) => Buffer.from(typed).toString();

function addressOf({ path, wrongIds, idText, query }: Asked): string {
  const filled = path.replace(/:\w+|\*/g, (name) =>
    wrongIds ? encodeURIComponent(wellFormed(idText)) : (ids[name] ?? "x"),
  );
  const sent = query.map((pair) => pair.map(wellFormed));
  return `${filled}?${new URLSearchParams(sent)}`;
}

function bodyOf({ kind, fields }: Asked): { body?: BodyInit; type?: string } {
  const sent = fields.map((pair) => pair.map(wellFormed));
  if (kind === "none") return {};
  if (kind === "json") return { body: JSON.stringify(sent), type: "application/json" };
  if (kind === "broken")
    return { body: "--x\r\nContent-Disposition: y", type: "multipart/form-data; boundary=x" };
  if (kind === "form") return { body: new URLSearchParams(sent) };
  const form = new FormData();
  for (const [name, value] of sent) form.append(name!, value!);
  form.append("file", new Blob([sent.join("\n")]), "a.csv");
  return { body: form };
}

async function ask(one: Asked): Promise<string | null> {
  const { who, method, headers } = one;
  const { body, type } = method === "POST" ? bodyOf(one) : {};
  return send({ who, method, to: addressOf(one), body, headers: typed(type, headers) });
}

const typed = (type: string | undefined, headers: Record<string, string>) =>
  type ? { "Content-Type": type, ...headers } : headers;

type Sent = {
  who: Who;
  method: string;
  to: string;
  body: BodyInit | undefined;
  headers: Record<string, string>;
};

/** What is wrong with the answer; null for a proper one. */
async function send({ who, method, to, body, headers }: Sent): Promise<string | null> {
  const began = performance.now();
  try {
    const answer = await fetch(program.base + to, {
      method,
      redirect: "manual",
      headers: { ...(cookies[who] ? { Cookie: cookies[who] } : {}), ...headers },
      ...(body ? { body } : {}),
    });
    const page = await answer.text();
    const complaint = wrongWith(answer, page, performance.now() - began);
    return complaint && `${method} ${to.slice(0, 100)}: ${complaint}`;
  } catch (fault) {
    // What is barred before it has been sent whole is answered and hung up on, which is not always read in time.
    const { code = "" } = ((fault as Error).cause ?? {}) as { code?: string };
    return method === "POST" && ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"].includes(code)
      ? null
      : `${method} ${to.slice(0, 100)}: ${fault}`;
  }
}

/** What anybody may see, and no cookie changes. */
const FOR_EVERYBODY = "/districts.json";

function wrongWith({ status, headers, url }: Response, page: string, took: number): string | null {
  // 431: the head was too long for Node itself.
  if (status === 431) return null;
  if (status >= 500 && status !== 503) return `status ${status}`;
  if (took > LONGEST) return `took ${Math.round(took)} ms`;
  const kept = headers.get("cache-control") ?? "";
  const isEverybodys = status < 400 && new URL(url).pathname === FOR_EVERYBODY;
  if (!isEverybodys && !kept.includes("no-store") && !kept.startsWith("private"))
    return "may be kept by others";
  if (status >= 400 && /^\s*[{[]/.test(page)) return "raw JSON";
  if (headers.has("x-injected")) return "a header of theirs";
  const to = headers.get("location");
  if (to && new URL(to, program.base).origin !== program.base) return `sends to ${to}`;
  return null;
}

type Form = { who: Who; to: string; fields: [name: string, value: string][] };

/** The forms of a page as its reader gets them, with what stands in them. */
function formsIn(page: string, who: Who, own: string): Form[] {
  return [...page.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].flatMap(
    ([, head = "", inside = ""]) => {
      if (!head.includes('method="post"')) return [];
      const to = /action="([^"]*)"/.exec(head)?.[1] ?? own;
      const fields = [...inside.matchAll(/<(?:input|button|select|textarea)([^>]*)>([^<]*)/g)];
      return [
        {
          who,
          to: to.replaceAll("&amp;", "&"),
          fields: fields.flatMap(([, tag = "", text = ""]): Form["fields"] => {
            const name = /name="([^"]*)"/.exec(tag)?.[1];
            return name ? [[name, /value="([^"]*)"/.exec(tag)?.[1] ?? text]] : [];
          }),
        },
      ];
    },
  );
}

/** Pages alone have forms: who is sent elsewhere or refused, by the table of routes, is not asked for them. */
const isPage = (path: string, who: Who) => TABLE[path]?.[0].split(" ")[WHO.indexOf(who)] === "200";

async function collectForms(): Promise<Form[]> {
  const found = new Map<string, Form>();
  for (const path of PATHS)
    for (const who of WHO.filter((one) => isPage(path, one))) {
      const own = path.replace(/:\w+|\*/g, (name) => ids[name] ?? "x");
      const headers = cookies[who] ? { ...UNPACKED, Cookie: cookies[who] } : UNPACKED;
      const page = await (await fetch(program.base + own, { headers, redirect: "manual" })).text();
      for (const form of formsIn(page, who, own)) found.set(`${who} ${form.to}`, form);
    }
  return [...found.values()].filter(({ to }) => !ENDING.test(to));
}

/** What would do in some field or other. */
const PLAUSIBLE = [
  "Оля",
  "067 123 45 67",
  "somebody@mail.example",
  "20",
  "1",
  "yes",
  "2026-12-01T10:00",
  "2026-12-01",
  "north",
  "generator",
  "12345678",
];

describe("whatever is sent", () => {
  it(`is answered: ${RUNS} requests to every address as everybody`, async () => {
    expect(QUERY.length).toBeGreaterThan(20);
    expect(FIELDS.length).toBeGreaterThan(100);
    const run = fc.asyncProperty(
      fc.array(asked(), { minLength: AT_ONCE, maxLength: AT_ONCE }),
      async (several) => {
        const complaints = await Promise.all(several.map(ask));
        expect(complaints.filter((one) => one !== null)).toEqual([]);
      },
    );
    await fc.assert(run, { numRuns: Math.ceil(RUNS / AT_ONCE) });
    expect((await fetch(`${program.base}/readyz`)).status).toBe(200);
  }, 3_600_000);

  it(`is answered: ${RUNS} times a form of ours with something else in it`, async () => {
    const forms = await collectForms();
    expect(forms.length).toBeGreaterThan(40);
    const changed = fc.record({
      form: fc.constantFrom(...forms),
      fill: fc.array(fc.constantFrom(...PLAUSIBLE), { minLength: 40, maxLength: 40 }),
      wrong: fc.array(fc.tuple(fc.nat(39), text()), { maxLength: 3 }),
      gone: fc.array(fc.nat(39), { maxLength: 2 }),
      twice: fc.boolean(),
    });
    const run = fc.asyncProperty(
      fc.array(changed, { minLength: AT_ONCE, maxLength: AT_ONCE }),
      async (several) => {
        const complaints = await Promise.all(
          several.map(({ form, fill, wrong, gone, twice }) => {
            const { who, to } = form;
            const fields = form.fields
              .map(([name, value], i): [string, string] => [name, value || fill[i % 40]!])
              .map(([name, value], i): [string, string] => {
                const other = wrong.find(([index]) => index === i)?.[1];
                return [name, wellFormed(other ?? value)];
              })
              .filter((_, i) => !gone.includes(i));
            const body = new URLSearchParams(twice ? [...fields, ...fields] : fields);
            return send({ who, method: "POST", to, body, headers: {} });
          }),
        );
        expect(complaints.filter((one) => one !== null)).toEqual([]);
      },
    );
    await fc.assert(run, { numRuns: Math.ceil(RUNS / AT_ONCE) });
    expect((await fetch(`${program.base}/readyz`)).status).toBe(200);
  }, 3_600_000);
});
