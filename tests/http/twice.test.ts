import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import type { PersonId } from "../../app/platform/types";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { UNPACKED } from "./browser";
import { type Form, formsOf, linksOf, patternOf } from "./forms";
import { serve } from "./serve";

/** Each press makes a session or a proof of its own, the later in the place of the earlier; nothing is recorded twice. */
const NOT_COMMANDS = /^\/(sign-in|sign-out|confirm|account\/sessions)/;
/** They say what a file would change or what is known of a number, or lead to another form, and change nothing. */
const ONLY_LOOKS = /step=check|look=yes|what=task/;
/** They go on to the next that is to be read, which may be another one a moment later. */
const LEADS_ON = /\/triage$/;

/** How often a form is pressed that is refused: things stand in other states on other pages, but one that asks for marks never has any. */
const TRIES = 5;

/** Pages of one address that are looked at by one person: things of a kind stand in different states. */
const PAGES_OF_A_KIND = 3;

let database: FreshDatabase;
let programs: Awaited<ReturnType<typeof serve>>[];

beforeAll(async () => {
  database = await freshDatabase();
  const settings = {
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DEMO: "yes",
    CITY: "lviv",
    WORKER: "off",
  };
  // The first tells the demo's story.
  programs = [await serve(settings)];
  programs.push(await serve(settings));
});
afterAll(() => Promise.all((programs ?? []).map((program) => program.end("SIGTERM"))));

type Someone = { who: string; cookie: string; starts: string[] };

async function everybody(): Promise<Someone[]> {
  const { sql } = database.owner;
  const sessions = makeSessions(database.app.db, { secure: false });
  const people = await sql<
    { id: PersonId; administrator: boolean; standing: string | null; coordinates: boolean }[]
  >`
    select p.id, administrator, standing, exists (select from coordinator_district c where c.person_id = p.id) as coordinates
    from person p order by created_at`;
  const members = people.map(async ({ id, administrator, standing, coordinates }) => ({
    who: administrator ? "admin" : coordinates ? "coordinator" : `volunteer ${standing}`,
    cookie: (await sessions.open(id, "")).split(";", 1)[0]!,
    starts: ["/board", "/tasks", "/shifts", "/offers", "/account", "/profile", "/admin"],
  }));
  const visitor = { who: "resident", cookie: "", starts: ["/help", "/offers/new", "/track"] };
  return [visitor, ...(await Promise.all(members))];
}

const send = (base: string, { cookie }: Someone, { action, fields }: Form) =>
  fetch(base + action, {
    method: "POST",
    redirect: "manual",
    headers: { ...UNPACKED, Cookie: `lang=en; ${cookie}` },
    body: new URLSearchParams(fields),
  });

const count = async () => {
  const [row] = await database.owner.sql<{ changes: number; line: string }[]>`
    select (select count(*)::int from change) as changes, (select coalesce(max(id), 0) from event) as line`;
  return row!;
};

type Pressed = { form: string; status: string; wrong: string[] };

/** Presses a form twice at once, through two processes. */
async function press(someone: Someone, form: Form): Promise<Pressed> {
  const before = await count();
  const answers = await Promise.all(programs.map(({ base }) => send(base, someone, form)));
  const after = await count();
  const said = answers.map(({ status, headers }) => {
    const to = headers.get("Location") ?? "";
    return `${status} ${LEADS_ON.test(form.action) ? patternOf(to) : to}`;
  });
  const isCommand = !NOT_COMMANDS.test(form.action) && !ONLY_LOOKS.test(form.button);
  const done = isCommand && answers.some(({ status }) => status < 400);
  const lines = await database.owner.sql<{ key: string | null; type: string }[]>`
    select change_key as key, type from event where id > ${before.line} order by id`;
  const wrong: string[] = [];
  if (!form.fields.some(([name, value]) => name === "key" && value)) wrong.push("carries no key");
  if (isCommand && said[0] !== said[1]) wrong.push(`answers differ: ${said.join(" and ")}`);
  if (done && after.changes - before.changes !== 1)
    wrong.push(`${after.changes - before.changes} changes`);
  if (isCommand && new Set(lines.map(({ key }) => key)).size > 1)
    wrong.push(`lines of several changes: ${lines.map(({ type }) => type)}`);
  if (isCommand && lines.some(({ key }) => key === null)) wrong.push("a line without its change");
  return { form: nameOf(someone, form), status: said[0]!.slice(0, 3), wrong };
}

const nameOf = ({ who }: Someone, { action, button }: Form) =>
  [who, patternOf(action), button.replace(/[0-9a-f-]{36}/, ":id")].filter(Boolean).join(" ");

/** Goes through all pages that somebody can reach and presses each kind of form once, twice at once. */
async function goThrough(
  someone: Someone,
  known: Set<string>,
  refused: Map<string, number>,
): Promise<Pressed[]> {
  const pressed: Pressed[] = [];
  const seen = new Set<string>();
  const pages = new Map<string, number>();
  const waiting = [...someone.starts];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = patternOf(path);
    const many = pages.get(kind) ?? 0;
    if (seen.has(path) || many >= PAGES_OF_A_KIND || /lang=|\.csv|sign-out|after=/.test(path))
      continue;
    seen.add(path);
    pages.set(kind, many + 1);
    const answer = await fetch(programs[0]!.base + path, {
      redirect: "manual",
      headers: { ...UNPACKED, Cookie: `lang=en; ${someone.cookie}` },
    });
    const to = answer.headers.get("Location");
    if (to?.startsWith("/")) waiting.push(to);
    const html = await answer.text();
    waiting.push(...linksOf(html));
    for (const form of formsOf(html, path, randomBytes(4).toString("hex"))) {
      const name = nameOf(someone, form);
      const tries = refused.get(name) ?? 0;
      if (known.has(name) || tries >= TRIES || /sign-out|sessions|everywhere/.test(form.action))
        continue;
      const result = await press(someone, form);
      if (result.status < "400") known.add(name);
      else refused.set(name, tries + 1);
      pressed.push(result);
    }
  }
  return pressed;
}

it(
  "every form of the product, pressed twice at once through two processes, is one change",
  { timeout: 1_200_000 },
  async () => {
    const known = new Set<string>();
    const refused = new Map<string, number>();
    const pressed: Pressed[] = [];
    for (const someone of await everybody())
      pressed.push(...(await goThrough(someone, known, refused)));
    const wrong = pressed.filter((one) => one.wrong.length > 0);
    // Those that the demo has something for; the others are tried as commands (tests/db/commands.test.ts).
    expect(known.size).toBeGreaterThan(60);
    expect(wrong.map(({ form, wrong: why }) => `${form}: ${why.join("; ")}`)).toEqual([]);
  },
);
