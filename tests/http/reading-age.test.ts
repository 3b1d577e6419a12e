import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { syllable } from "syllable";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { I18nProvider } from "../../app/i18n/context";
import { hashOf } from "../../app/requests/link.server";
import { COVERS, REQUEST_STATES } from "../../app/requests/states";
import { CLOSING_REASONS } from "../../app/requests/types";
import { StatusOnly, TrackPage } from "../../app/requests/view/resident/track-page";
import type { TrackedRequest } from "../../app/requests/views";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { makeWorld } from "../factories/world";
import { serve } from "./serve";

/** A reader of twelve is in the sixth grade. */
const GRADE = 6;
/** A label or a button is no sentence. */
const SENTENCE_WORDS = 5;

const TOKEN = "r".repeat(22);
const ENDED = "e".repeat(22);
let database: FreshDatabase;
let program: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  database = await freshDatabase();
  const world = await makeWorld(database.app.db);
  await world.request({ tokenHash: hashOf(TOKEN), locale: "en" });
  await world.request({
    tokenHash: hashOf(ENDED),
    locale: "en",
    state: "cancelled",
    closingReason: "not_needed",
  });
  const { appUrl, ownerUrl } = database;
  program = await serve({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
});
afterAll(() => program.end("SIGTERM"));

/** The sentences of a page that somebody sees, of five words or more. */
function sentencesOf(html: string): string[][] {
  const [, main = html] = /<main[^>]*>(.*)<\/main>/su.exec(html) ?? [];
  return main
    .replace(/<(script|style|svg|template)\b.*?<\/\1>/gsu, "")
    .replace(/<!--.*?-->/gsu, "")
    .replace(/<\/?(?:a|b|strong|em|span|small|time|code|i)\b[^>]*>/gu, "")
    .replace(/<[^<>]*>/gu, "\n")
    .replace(/&(?:#x27|#39);/gu, "’")
    .replace(/&\w+;|&#\w+;/gu, " ")
    .split("\n")
    .flatMap((line) => line.split(/(?<=[.!?])\s+/u))
    .map((sentence) => sentence.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? [])
    .filter((words) => words.length >= SENTENCE_WORDS);
}

/** Flesch-Kincaid: years of school that it takes to read something (Kincaid and others, 1975). */
function gradeOf(sentences: readonly (readonly string[])[]): number {
  const words = sentences.flat();
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return (0.39 * words.length) / sentences.length + (11.8 * syllables) / words.length - 15.59;
}

function expectPlain(html: string) {
  const sentences = sentencesOf(html);
  expect(sentences.length).toBeGreaterThan(0);
  const hardest = [...sentences].sort((one, other) => gradeOf([other]) - gradeOf([one]));
  const said = hardest
    .slice(0, 5)
    .map((words) => `${gradeOf([words]).toFixed(1)} ${words.join(" ")}`);
  expect(gradeOf(sentences), said.join("\n")).toBeLessThanOrEqual(GRADE);
}

describe("the grade of a text", () => {
  it("is that of the formula, and counts sentences alone", () => {
    expect(sentencesOf("<main><h1>Ask for help</h1><p>The cat sat on the mat.</p></main>")).toEqual(
      [["The", "cat", "sat", "on", "the", "mat"]],
    );
    expect(gradeOf([["The", "cat", "sat", "on", "the", "mat"]])).toBeCloseTo(-1.45, 2);
    const hard = "Notwithstanding organisational considerations, municipal authorities deliberate.";
    expect(() => expectPlain(`<main><p>${hard}</p></main>`)).toThrow();
  });
});

describe("residents’ pages read at the level of a twelve-year-old", () => {
  it.each([
    "/",
    "/help",
    "/track",
    `/track/${TOKEN}`,
    `/track/${TOKEN}/looks`,
    `/track/${TOKEN}/data`,
    `/track/${TOKEN}/corrections`,
    `/track/${TOKEN}/cancellation`,
    "/track/answers",
    "/track/erasures",
    "/forgotten",
    `/help?again=${ENDED}`,
    `/track/${ENDED}`,
    "/track/nobody-s-link-at-all-x",
    "/certificate",
    "/sign-in",
    "/sign-in/code",
    "/password-resets",
    "/offers/new",
    "/sign-up",
    "/about",
    "/privacy",
    "/accessibility",
    "/no-such-page",
  ])("%s", async (path) => {
    const answer = await fetch(program.base + path, { headers: { "Accept-Language": "en" } });
    const html = await answer.text();
    expect(html).toContain('<html lang="en"');
    expectPlain(html);
  });

  it.each([
    "/help",
    "/track",
    "/track/answers",
    "/track/erasures",
    "/offers/new",
    "/sign-up",
  ])("%s with errors", async (path) => {
    const answer = await fetch(program.base + path, {
      method: "POST",
      body: new URLSearchParams({ key: crypto.randomUUID(), people: "many", hours: "x" }),
      headers: { "Accept-Language": "en" },
    });
    expect(answer.status).toBe(422);
    expectPlain(await answer.text());
  });

  const now = new Date("2026-11-26T18:40:00Z");
  const shown = (children: ReturnType<typeof createElement>) => {
    const props = { locale: "en", zone: "Europe/Kyiv", now, children } as const;
    return renderToStaticMarkup(createElement(I18nProvider, props));
  };
  const ends = REQUEST_STATES.flatMap((state) => {
    const reasons = ["closed", "declined", "duplicate"].includes(state) ? CLOSING_REASONS : [];
    const covers = state === "in_progress" ? COVERS : (["nobody_asked"] as const);
    return [
      ...covers.map((cover) => ({ state, cover, reason: null })),
      ...reasons.map((reason) => ({ state, cover: covers[0], reason })),
    ];
  });

  it.each(
    ends,
  )("a request that is $state ($cover, $reason), by its link and by its code", (stands) => {
    const tracked: TrackedRequest = {
      ...stands,
      code: "12345678",
      stateAt: now,
      trouble: null,
      names: { en: "Water" },
      advice: {},
      passed: [{ at: now, type: "request.submitted", state: "submitted", reason: null }],
      joined: null,
      notes: [],
      written: {
        people: 1,
        floor: 9,
        lift: "none",
        address: "",
        access: "",
        details: "",
        phone: "",
        email: "",
        forPhone: "",
        forOther: true,
      },
      hasEnded: false,
      endedBySelf: false,
    };
    const usual = { count: 50, half: 600_000, most: 1_800_000 };
    const links = { link: "/track/x", url: "https://naaber.example/track/x" };
    const more = {
      visitors: [{ number: "417", name: "Vera" }],
      usual,
      kept: { emergency: "112" },
      noteForm: null,
      correction: null,
    };
    expectPlain(shown(createElement(TrackPage, { ...links, tracked, ...more })));
    expectPlain(shown(createElement(StatusOnly, tracked)));
  });
});
