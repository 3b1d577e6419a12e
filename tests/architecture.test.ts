import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const FLOORS = [
  ["platform"],
  ["i18n"],
  ["ui"],
  ["audit"],
  ["districts"],
  ["accounts"],
  ["incidents"],
  ["requests", "resources", "shifts", "places"],
  ["matching"],
  ["dispatch"],
  ["duty"],
  ["messages", "realtime", "privacy", "overview", "exports"],
  ["routes"],
];
const OUTSIDE_ROOMS = /^app\/(root|shell|server|worker|entry\.(client|server))\.tsx?$/;
/** What runs in the browser: it knows nothing of the house, and the house knows it by its name alone. */
const CLIENT = /^app\/client\//;
const NO_ROOM_FOR = /(^|\/)(index|utils|util|helpers|helper|service|manager|misc)\.(ts|tsx)$/;

/** Where personal details are written, searched, compared or sent; they are given out by `reveal` alone. */
const PERSONAL = {
  "the private tables": {
    word: /\b(requestPrivate|offerPrivate|request_private|offer_private)\b/,
    places: [
      "app/accounts/queries/reveal.server.ts",
      // The rights to them.
      "app/platform/rights.server.ts",
      // Written, corrected, copied to the task's point and compared with it.
      "app/requests/commands/submit.server.ts",
      "app/requests/commands/take-in.server.ts",
      "app/requests/commands/take-text.server.ts",
      "app/requests/commands/triage.server.ts",
      // Of an address its street is looked for; the map takes the 500 m cell of that.
      "app/requests/commands/place-by-street.server.ts",
      "app/requests/queries/map.server.ts",
      "app/resources/commands/make-offer.server.ts",
      "app/resources/commands/change-offer.server.ts",
      "app/resources/commands/import-offers.server.ts",
      "app/dispatch/queries/place.server.ts",
      // Searched in and compared; what was found by is not shown.
      "app/requests/queries/search.server.ts",
      "app/requests/queries/request.server.ts",
      "app/requests/queries/track.server.ts",
      "app/requests/queries/ask-again.server.ts",
      "app/requests/queries/look-up.server.ts",
      "app/requests/queries/called.server.ts",
      "app/requests/queries/taken.server.ts",
      "app/messages/queries/sender.server.ts",
      // An owner's own, by their private link.
      "app/resources/queries/offers.server.ts",
      "app/requests/commands/correct.server.ts",
      // Written to, and told apart by where they are reached.
      "app/messages/queries/audience.server.ts",
      "app/messages/channels/email.server.ts",
      "app/messages/channels/sms.server.ts",
      "app/requests/commands/make-link.server.ts",
      // Whose each column is, and everybody's own, by their private link or in their account.
      "app/privacy/rules/registry.ts",
      "app/privacy/queries/own-data.server.ts",
      "app/privacy/queries/subjects.server.ts",
    ],
  },
  "people's contact and home": {
    word: /\bperson\.(phone|email)\b|\bhomeL(at|on)\b|\bhome_l(at|on)\b/,
    places: [
      "app/accounts/queries/reveal.server.ts",
      // A person's own, and how they are known at the door.
      "app/accounts/queries/own.server.ts",
      "app/accounts/commands/",
      // Measured from, to half a kilometre; searched by within one's own districts, or by administrators.
      "app/dispatch/queries/candidates.server.ts",
      "app/dispatch/queries/coming.server.ts",
      // Measured from; a map has the 500 m cell, without a name.
      "app/dispatch/queries/people.server.ts",
      "app/accounts/queries/own-task.server.ts",
      "app/accounts/queries/named.server.ts",
      "app/privacy/queries/record.server.ts",
      "app/privacy/queries/subjects.server.ts",
      "app/privacy/rules/registry.ts",
      // Written to, where it is proven.
      "app/accounts/queries/proven.server.ts",
    ],
  },
};

/** Idioms that have one place each. */
const ONE_PLACE: { what: string; found: RegExp; in: RegExp; places: readonly string[] }[] = [
  {
    what: "opens a transaction; a change is a command",
    found: /\.transaction\(/,
    in: /^app\//,
    places: [
      "app/platform/",
      "app/audit/reactions.server.ts",
      // Once an event, and noted with it.
      "app/messages/commands/notify.server.ts",
      // So are the message of what has waited, and the next channel of one that has failed.
      "app/messages/commands/deliver.server.ts",
      // What a text message asks for is undone alone where it is refused; the message is kept.
      "app/messages/commands/act-on-sms.server.ts",
      // A line of a plan that has grown stale is undone alone; the others are sent.
      "app/dispatch/commands/accept-plan.server.ts",
      // What is read and looked at is one moment.
      "app/requests/queries/request.server.ts",
      "app/requests/queries/search.server.ts",
      "app/resources/queries/find.server.ts",
      "app/realtime/queries/read.server.ts",
      "app/dispatch/queries/own-tasks.server.ts",
      // Signing in is no command: a session is made by each press (docs/decisions).
      "app/accounts/commands/enter.server.ts",
      "app/accounts/commands/sign-in.server.ts",
      "app/accounts/commands/second-factor.server.ts",
      "app/routes/accounts/everywhere.tsx",
      // A link is made by the job that mails it, anew each time.
      "app/accounts/commands/make-link.server.ts",
      "app/requests/commands/make-link.server.ts",
      "app/districts/commands/found-city.server.ts",
    ],
  },
  {
    what: "puts a job into the queue; ask schedule()",
    found: /enqueue_job/,
    in: /^app\//,
    places: ["app/platform/schedule.server.ts", "app/platform/rights.server.ts"],
  },
  {
    what: "writes a state; ask transition()",
    found: /\.set\(\{[^}]*\bstate\b/,
    in: /^app\/(?!platform\/)/,
    places: ["app/audit/commands/transition.server.ts"],
  },
  {
    what: "asks the clock; `now` is in the context",
    found: /\bDate\.now\(\)/,
    in: /^app\//,
    places: ["app/platform/", "app/districts/queries.server.ts", "app/client/"],
  },
  {
    what: "writes a form that changes something; use PostForm, which brings its key",
    found: /<form\b[^>]*method="post"/,
    in: /^app\//,
    // It gives back what was sent, with the key that came along.
    places: ["app/ui/post-form.tsx", "app/routes/outage-page.server.tsx"],
  },
  {
    what: "draws an answer to choose by hand; use Tick, Checkboxes or Radios",
    found: /className="option\b/,
    in: /^app\//,
    places: ["app/ui/"],
  },
];

/** Whose the tables of a file in `drizzle/schema/` are, where it is not named after its room. */
const SCHEMA_OF: Record<string, string> = { security: "accounts", push: "messages" };
/** Who knows tables of rooms above their own, or writes another's, and why. */
const TABLES_APART: Record<string, string> = {
  "app/accounts/queries/reveal.server.ts": "the one way to personal details, of whatever room",
  "app/accounts/queries/busy-elsewhere.server.ts": "an account is no way to another's resident",
  "app/accounts/commands/end-what-was-before.server.ts": "every way in ends at once, links too",
  "app/audit/queries/last-change.server.ts": "says who was first by name",
  "app/resources/queries/offers.server.ts": "calls a task by its number",
};

type Source = { path: string; text: string };

/** What breaks the law of the house, one line each; empty when nothing does. */
function violations(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) => [
    ...(NO_ROOM_FOR.test(path) ? [`${path}: this name says nothing`] : []),
    ...(text.split("\n").length > 400 ? [`${path}: longer than 400 lines`] : []),
    ...(usesEnvironment(path, text) ? [`${path}: process.env outside platform/env`] : []),
    ...imported(path, text).flatMap((target) => wrongWay(path, target)),
    ...personal(path, text),
    ...writesOf(path, text),
    ...ONE_PLACE.filter(
      ({ found, in: where, places }) =>
        where.test(path) && found.test(text) && !places.some((place) => path.startsWith(place)),
    ).map(({ what }) => `${path}: ${what}`),
  ]);
}

/** Tables of other rooms that a file writes: a room's own commands do that. */
function writesOf(path: string, text: string): string[] {
  const room = roomOf(path);
  if (!path.startsWith("app/") || OUTSIDE_ROOMS.test(path) || path in TABLES_APART) return [];
  const written = [...text.matchAll(/\.(?:insert|update|delete)\((\w+)\)/g)].map(
    (match) => match[1]!,
  );
  return [...text.matchAll(/import \{([^}]*)\} from "[./]*drizzle\/schema\/(\w+)"/g)]
    .map(([, names = "", file = ""]) => ({ names, owner: SCHEMA_OF[file] ?? file }))
    .filter(({ owner }) => owner !== room)
    .flatMap(({ names, owner }) =>
      written
        .filter((table) => new RegExp(`\\b${table}\\b`).test(names))
        .map((table) => `${path}: writes ${table}, a table of ${owner}`),
    );
}

/** Files that can't be read one after the other, since each needs the next; types alone need nobody. */
function circles(sources: Source[]): string[] {
  const paths = new Set(sources.map(({ path }) => path));
  const needs = new Map(
    sources.map(({ path, text }) => {
      const values = text.replace(/^(?:import|export) type [^;]*;/gm, "");
      const targets = imported(path, values).flatMap((target) =>
        [`${target}.ts`, `${target}.tsx`].filter((file) => paths.has(file)),
      );
      return [path, targets] as const;
    }),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, way: string[]) => {
    if (way.includes(path))
      return void found.push([...way.slice(way.indexOf(path)), path].join(" → "));
    if (done.has(path)) return;
    for (const target of needs.get(path) ?? []) walk(target, [...way, path]);
    done.add(path);
  };
  for (const path of paths) walk(path, []);
  return found;
}

const personal = (path: string, text: string) =>
  path.startsWith("app/")
    ? Object.entries(PERSONAL)
        .filter(
          ([, { word, places }]) => word.test(text) && !places.some((one) => path.startsWith(one)),
        )
        .map(([what]) => `${path}: reads ${what}; ask reveal`)
    : [];

const usesEnvironment = (path: string, text: string) =>
  path.startsWith("app/") && !path.startsWith("app/platform/env") && text.includes("process.env");

function imported(path: string, text: string): string[] {
  const froms = [...text.matchAll(/(?:from|import)(?: |\(| \()"(\.[^"]+)"/g)].map(
    (match) => match[1]!,
  );
  return froms.map((from) => join(dirname(path), from));
}

const roomOf = (path: string) => path.split("/")[1] ?? "";
const floorOf = (room: string) => FLOORS.findIndex((floor) => floor.includes(room));
const isPure = (path: string) =>
  /\/(types|events|rules|states|policy)\.ts$|\/(rules|states)\/[\w-]+\.ts$/.test(path) &&
  !path.endsWith(".test.ts");

function wrongWay(path: string, target: string): string[] {
  if (!path.startsWith("app/") || OUTSIDE_ROOMS.test(path)) return [];
  const found: string[] = [];
  if (CLIENT.test(path) !== CLIENT.test(target) && target.startsWith("app/"))
    found.push(`${path}: the browser's code and the house don't know each other`);
  if (CLIENT.test(path)) return found;
  if (isPure(path) && /\.server$|^drizzle\//.test(target))
    found.push(`${path}: pure, yet imports ${target}`);
  if (path.endsWith(".tsx") && !path.startsWith("app/routes/") && target.endsWith(".server"))
    found.push(`${path}: a view imports ${target}`);
  if (OUTSIDE_ROOMS.test(path)) return found;
  if (target.startsWith("drizzle/schema/")) return [...found, ...tablesAbove(path, target)];
  if (!target.startsWith("app/")) return found;
  const [from, to] = [roomOf(path), roomOf(target)];
  const [own, other] = [floorOf(from), floorOf(to)];
  if (own < 0) found.push(`${path}: ${from} is no room`);
  if (from !== to && other >= own) found.push(`${path}: ${from} may not know ${to}`);
  return found;
}

/** A room knows its own tables and those of the rooms that it may know. */
function tablesAbove(path: string, target: string): string[] {
  const file = target.split("/")[2] ?? "";
  const [from, owner] = [roomOf(path), SCHEMA_OF[file] ?? file];
  if (from === owner || path in TABLES_APART || floorOf(owner) < floorOf(from)) return [];
  return [`${path}: ${from} may not know tables of ${owner}`];
}

function readSources(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(root, folder, name))
    .map((path) => ({ path: relative(root, path), text: readFileSync(path, "utf8") }));
}

describe("the house", () => {
  it("keeps its laws", () => {
    const sources = ["app", "drizzle", "tests"].flatMap(readSources);
    expect(violations(sources)).toEqual([]);
  });

  it("marks whoever's number a coordinator may call, where nothing arrives there", () => {
    const calls = readSources("app").filter(({ text }) => text.includes("href={`tel:"));
    const ours = /^app\/ui\/|own-task-page|\/view\/resident\//;
    const unmarked = calls.filter(
      ({ path, text }) => !ours.test(path) && !/<DeadAddress/.test(text),
    );
    expect(unmarked.map(({ path }) => path)).toEqual([]);
    expect(calls.length).toBeGreaterThan(5);
  });

  it("goes round in no circle", () => {
    expect(circles(readSources("app"))).toEqual([]);
  });

  it("sees a circle of three, and none where only a type is needed", () => {
    const of = (name: string, text: string) => ({ path: `app/requests/${name}.ts`, text });
    const round = [of("a", 'import { b } from "./b"'), of("b", 'import { c } from "./c"')];
    expect(circles([...round, of("c", 'import { a } from "./a"')]).join()).toContain("a.ts → app/");
    expect(circles([...round, of("c", 'import type { A } from "./a";')])).toEqual([]);
  });

  it("names no place for personal details that does not touch them", () => {
    const sources = readSources("app");
    for (const { word, places } of Object.values(PERSONAL))
      for (const place of places)
        expect(
          sources.some(({ path, text }) => path.startsWith(place) && word.test(text)),
          place,
        ).toBe(true);
  });

  it.each([
    ["an empty name", "app/requests/utils.ts", "", "says nothing"],
    ["a giant", "app/requests/rules.ts", "\n".repeat(400), "longer than"],
    ["a giant of tests", "tests/db/x.test.ts", "\n".repeat(400), "longer than"],
    ["the environment", "app/requests/form.ts", "process.env.PORT", "process.env outside"],
    ["the wrong direction", "app/audit/types.ts", 'import "../requests/types"', "may not know"],
    ["a peer", "app/requests/form.ts", 'import "../shifts/types"', "may not know"],
    ["a rule with I/O", "app/requests/rules.ts", 'import "./queries.server"', "pure, yet"],
    [
      "a rule with tables",
      "app/accounts/policy.ts",
      'import "../../drizzle/schema/x"',
      "pure, yet",
    ],
    ["a view with a query", "app/dispatch/view/sheet.tsx", 'import "../queries.server"', "a view"],
    [
      "a private table",
      "app/requests/queries/list.server.ts",
      "from request_private",
      "ask reveal",
    ],
    ["a telephone", "app/shifts/queries/list.server.ts", "{ phone: person.phone }", "ask reveal"],
    [
      "a transaction of one's own",
      "app/shifts/commands/x.server.ts",
      "await ctx.db.transaction(async (tx) => {})",
      "a change is a command",
    ],
    ["a job by hand", "app/shifts/commands/x.server.ts", "select enqueue_job('x')", "ask schedule"],
    [
      "a state by hand",
      "app/shifts/commands/x.server.ts",
      '.set({ reason, state: "running" })',
      "ask transition",
    ],
    ["a clock", "app/shifts/rules/x.ts", "Date.now() - 5", "asks the clock"],
    ["a form without a key", "app/shifts/view/x.tsx", '<form method="post">', "PostForm"],
    ["a box by hand", "app/shifts/view/x.tsx", '<label className="option no-print">', "use Tick"],
    [
      "the house in the browser",
      "app/client/x.ts",
      'import "../ui/script"',
      "don't know each other",
    ],
    [
      "the browser in the house",
      "app/ui/x.tsx",
      'import "../client/member"',
      "don't know each other",
    ],
    [
      "a table of a room above",
      "app/accounts/queries/x.server.ts",
      'import { task } from "../../../drizzle/schema/dispatch"',
      "may not know tables of dispatch",
    ],
    [
      "a table of a peer",
      "app/shifts/queries/x.server.ts",
      'import { offer } from "../../../drizzle/schema/resources"',
      "may not know tables of resources",
    ],
    [
      "a table of another room, written",
      "app/dispatch/commands/x.server.ts",
      'import { person, request } from "../../../drizzle/schema/requests"; tx.update(request).set({})',
      "writes request, a table of requests",
    ],
    ["an unknown room", "app/stuff/types.ts", 'import "../platform/types"', "is no room"],
  ])("catches %s", (_, path, text, complaint) => {
    expect(violations([{ path, text }]).join()).toContain(complaint);
  });
});
