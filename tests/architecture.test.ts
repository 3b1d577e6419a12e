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
  ["requests", "resources", "shifts", "places"],
  ["matching"],
  ["dispatch"],
  ["messages", "realtime", "privacy", "exports"],
  ["routes"],
];
const OUTSIDE_ROOMS = /^app\/(root|shell|server|worker|entry\.(client|server))\.tsx?$/;
const NO_ROOM_FOR = /(^|\/)(index|utils|util|helpers|helper|service|manager|misc)\.(ts|tsx)$/;

/** Where personal details are written, searched, compared or sent; they are given out by `reveal` alone. */
const PERSONAL = {
  "the private tables": {
    word: /\b(requestPrivate|offerPrivate|request_private|offer_private)\b/,
    places: [
      "app/accounts/queries/reveal.server.ts",
      // The rights to them.
      "app/platform/rights.server.ts",
      // Written, corrected, copied to the task's point.
      "app/requests/commands/submit.server.ts",
      "app/requests/commands/triage.server.ts",
      "app/resources/commands/make-offer.server.ts",
      "app/resources/commands/change-offer.server.ts",
      "app/dispatch/commands/create-task.server.ts",
      // Searched in and compared; what was found by is not shown.
      "app/requests/queries/search.server.ts",
      "app/requests/queries/request.server.ts",
      "app/requests/queries/track.server.ts",
      // Written to.
      "app/messages/channels/email.server.ts",
      "app/requests/commands/make-link.server.ts",
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
      "app/shifts/queries/candidates.server.ts",
      "app/privacy/queries/record.server.ts",
      // Written to, where it is proven.
      "app/accounts/queries/proven.server.ts",
    ],
  },
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
  ]);
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
  if (isPure(path) && /\.server$|^drizzle\//.test(target))
    found.push(`${path}: pure, yet imports ${target}`);
  if (path.endsWith(".tsx") && !path.startsWith("app/routes/") && target.endsWith(".server"))
    found.push(`${path}: a view imports ${target}`);
  if (!target.startsWith("app/") || OUTSIDE_ROOMS.test(path)) return found;
  const [from, to] = [roomOf(path), roomOf(target)];
  const [own, other] = [floorOf(from), floorOf(to)];
  if (own < 0) found.push(`${path}: ${from} is no room`);
  if (from !== to && other >= own) found.push(`${path}: ${from} may not know ${to}`);
  return found;
}

function readSources(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(root, folder, name))
    .map((path) => ({ path: relative(root, path), text: readFileSync(path, "utf8") }));
}

describe("the house", () => {
  it("keeps its laws", () => {
    expect(violations([...readSources("app"), ...readSources("drizzle")])).toEqual([]);
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
    ["an unknown room", "app/stuff/types.ts", 'import "../platform/types"', "is no room"],
  ])("catches %s", (_, path, text, complaint) => {
    expect(violations([{ path, text }]).join()).toContain(complaint);
  });
});
