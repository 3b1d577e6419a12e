import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as dispatch from "../app/dispatch/states";
import * as incidents from "../app/incidents/states";
import * as messages from "../app/messages/states";
import { LOCALES } from "../app/platform/types";
import * as requests from "../app/requests/states";
import * as resources from "../app/resources/states";
import * as shifts from "../app/shifts/states";

const root = resolve(import.meta.dirname, "..");
type Source = { path: string; text: string };

/** Where a language is named: the list, what `Intl` writes otherwise than people do, and by what a text is told to be in one. */
const LANGUAGES_STAND = ["app/platform/types.ts", "app/i18n/format.ts", "app/i18n/guess-locale.ts"];
/** Where a list of states is named: everybody else asks there. */
const STATES_STAND = /^app\/\w+\/states\.ts$/;

const anyOf = (words: readonly string[]) => `(${words.join("|")})`;
const QUOTED_LANGUAGE = new RegExp(`(["'\`])${anyOf(LOCALES)}\\1`);
/** As a property, or taken apart: `{ en, et }`. */
const NAMED_LANGUAGE = new RegExp(`(?<=[{,]\\s*)${anyOf(LOCALES)}(?=\\s*[:,}])`, "g");

const WORD = String.raw`["'\`][\w-]+["'\`]`;
/** `["a", "b"]`, `('a', 'b')`, and the type `"a" | "b"`, all without their spaces. */
const LIST = new RegExp(String.raw`[[(]${WORD}(?:,${WORD})+,?[\])]|${WORD}(?:\|${WORD})+`, "g");

const sameWords = (a: readonly string[], b: readonly string[]) =>
  [...new Set(a)].sort().join() === [...new Set(b)].sort().join();

/** The lists that each room's table of states gives a name, by that name. */
const NAMED = [requests, dispatch, resources, shifts, incidents, messages].flatMap((states) =>
  Object.entries(states).filter(
    (entry): entry is [string, readonly string[]] => Array.isArray(entry[1]) && entry[1].length > 1,
  ),
);

const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(?<=^|\s)\/\/.*$/gm, "");

function languages({ path, text }: Source): string[] {
  if (LANGUAGES_STAND.includes(path)) return [];
  const properties = new Set(Array.from(text.matchAll(NAMED_LANGUAGE), ([code]) => code));
  return QUOTED_LANGUAGE.test(text) || properties.size > 1
    ? [`${path}: names a language; ask LOCALES, or FALLBACK_LOCALE`]
    : [];
}

function states({ path, text }: Source): string[] {
  if (STATES_STAND.test(path)) return [];
  const lists = Array.from(text.replace(/\s+/g, "").matchAll(LIST), ([list]) =>
    Array.from(list.matchAll(/[\w-]+/g), ([word]) => word),
  );
  return lists.flatMap((words) => {
    const ofRequests = words.every((word) => requests.REQUEST_STATES.some((one) => one === word));
    const [name] = NAMED.find(([, named]) => sameWords(named, words)) ?? [];
    if (name) return [`${path}: lists ${words.join(", ")}; that is ${name}`];
    return ofRequests ? [`${path}: lists states of requests; name the list in states.ts`] : [];
  });
}

const violations = (sources: Source[]) =>
  sources
    .map(({ path, text }) => ({ path, text: withoutComments(text) }))
    .flatMap((source) => [...languages(source), ...states(source)]);

const readSources = (folder: string): Source[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(tsx?|mjs)$/.test(name) && !name.endsWith(".test.ts"))
    .map((name) => join(root, folder, name))
    .map((path) => ({ path: relative(root, path), text: readFileSync(path, "utf8") }));

const quoted = (words: readonly string[], mark: string) =>
  words.map((word) => `${mark}${word}${mark}`).join(", ");

describe("languages and states", () => {
  it("are listed in one place each", () => {
    const sources = ["app", "deploy", "drizzle/schema"].flatMap(readSources);
    expect(sources.length).toBeGreaterThan(500);
    expect(violations(sources)).toEqual([]);
  });

  it.each([
    ["a list of languages", 'const ORDER = ["en", "et", "uk", "ru"];', "names a language"],
    ["one language", "sql`locale = 'uk'`", "names a language"],
    ["a table of languages", "const tags = { et: estonian, ru: russian };", "names a language"],
    ["languages taken apart", "({ en, et, ...rest }) => rest", "names a language"],
    ["open states in SQL", `state in (${quoted(requests.OPEN_STATES, "'")})`, "OPEN_STATES"],
    [
      "states in another order, a line each",
      `[\n${quoted(requests.OPEN_STATES.toReversed(), '"').replaceAll(" ", "\n")},\n]`,
      "OPEN_STATES",
    ],
    ["some states of requests", '["submitted", "closed"]', "states of requests"],
    ["their type", 'to: "fulfilled" | "closed"', "states of requests"],
    ["live tasks", `inArray(task.state, [${quoted(dispatch.LIVE_TASK_STATES, '"')}])`, "LIVE_TASK"],
    [
      "who said yes",
      `[${quoted(dispatch.ACCEPTED_STATES, '"')}].includes(state)`,
      "ACCEPTED_STATES",
    ],
    [
      "live reservations",
      `r.state in (${quoted(resources.LIVE_RESERVATIONS, "'")})`,
      "LIVE_RESERVATIONS",
    ],
    ["who came", `[${quoted(shifts.CAME, '"')}].includes(own.state)`, "CAME"],
  ])("catches %s", (_, text, complaint) => {
    expect(violations([{ path: "app/shifts/view/x.tsx", text }]).join()).toContain(complaint);
  });

  it.each([
    ["one state", 'state === "submitted"'],
    ["another list", '["cancelled", "failed"]'],
    ["a comment", '/** `submitted` or `triaged`: ["submitted", "triaged"] */'],
    ["one property", "{ en: names.en }"],
  ])("has nothing against %s", (_, text) => {
    expect(violations([{ path: "app/shifts/view/x.tsx", text }])).toEqual([]);
  });
});
