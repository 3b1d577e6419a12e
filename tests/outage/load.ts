import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { OUTAGE_SECONDS } from "../../app/platform/waiting";
import type { Stage } from "./stage";

/** `broken`: the connection ended without an answer; `silent`: none came in time. */
export type Result = number | "broken" | "silent";
export type Page = "help" | "board" | "readyz" | "healthz";
/** One request; times by `performance.now()`. */
export type Attempt = {
  page: Page;
  program: number;
  began: number;
  ended: number;
  result: Result;
  /** What the answer lacks that it has to have. */
  lacks: string | null;
};
/** A request for help that was acknowledged. */
export type Acknowledged = { details: string; path: string; email: string | null; at: number };

type Form = { details: string; email: string | null; fields: Record<string, string> };

/** Milliseconds. */
const SILENT_AFTER = 15_000;
const BETWEEN_FORMS = 80;
const BEFORE_SENT_AGAIN = 250;
const BETWEEN_PAGES = 250;
const BETWEEN_CHECKS = 100;
/** How long a form that was begun is sent again after everything else has stopped. */
const LAST_FORMS = 20_000;

export type Load = ReturnType<typeof startLoad>;

/**
 * People who use the programs: `posters` of each ask for help, send the same form again to the next program when it was not
 * acknowledged, a coordinator of each opens the board, and each is asked whether it is ready and alive.
 */
export function startLoad(stage: Stage, { posters = 2 } = {}) {
  const attempts: Attempt[] = [];
  const acknowledged: Acknowledged[] = [];
  const sent: string[] = [];
  const refused: string[] = [];
  const stopping = new AbortController();
  const going = () => !stopping.signal.aborted;
  const pause = (ms: number) => delay(ms, undefined, { signal: stopping.signal }).catch(() => {});
  let number = 0;
  let stoppedAt = Number.POSITIVE_INFINITY;

  async function attempt(page: Page, program: number, path: string, form?: Form) {
    const began = performance.now();
    const { base } = stage.programs[program]!;
    const sending = send(base + path, stage.cookie, form);
    const { result, location, lacks } = await sending;
    attempts.push({ page, program, began, ended: performance.now(), result, lacks });
    return { result, location };
  }

  async function poster(home: number) {
    while (going()) {
      const form = makeForm(++number);
      sent.push(form.details);
      for (let tried = 0; ; tried++) {
        const program = (home + tried) % stage.programs.length;
        const { result, location } = await attempt("help", program, "/help", form);
        if (result === 303 && location?.startsWith("/track/")) {
          const { details, email } = form;
          acknowledged.push({ details, email, path: location, at: performance.now() });
          break;
        }
        if (typeof result === "number" && result < 500) break;
        if (performance.now() - stoppedAt > LAST_FORMS) {
          refused.push(form.details);
          break;
        }
        await delay(BEFORE_SENT_AGAIN);
      }
      await pause(BETWEEN_FORMS);
    }
  }

  async function visitor(page: Page, program: number, ms: number) {
    while (going()) {
      await attempt(page, program, `/${page}`);
      await pause(ms);
    }
  }

  const people = stage.programs.flatMap((_, program) => [
    ...Array.from({ length: posters }, () => poster(program)),
    visitor("board", program, BETWEEN_PAGES),
    visitor("readyz", program, BETWEEN_CHECKS),
    visitor("healthz", program, BETWEEN_PAGES),
  ]);

  return {
    attempts,
    acknowledged,
    /** The details of every form that was sent at all. */
    sent,
    /** Of those that were never acknowledged, however often they were sent. */
    refused,
    /** Nobody begins anything more; forms that were begun are sent until they are acknowledged. */
    async stop() {
      stoppedAt = performance.now();
      stopping.abort();
      await Promise.all(people);
    },
  };
}

const run = randomBytes(4).toString("hex");

/** Every other one with an address to which a mail goes. */
function makeForm(number: number): Form {
  const details = `Outage ${run} number ${number}, 20 litres of water`;
  const email = number % 2 === 0 ? `resident-${run}-${number}@mail.example` : null;
  return {
    details,
    email,
    fields: {
      formKey: randomBytes(16).toString("base64url"),
      category: "water",
      details,
      people: "2",
      address: "Naukova 7",
      phone: `+38067${randomInt(1e7).toString().padStart(7, "0")}`,
      email: email ?? "",
    },
  };
}

/** Everybody has an address of their own, as far as the program can tell. */
const someAddress = () => `198.18.${randomInt(256)}.${randomInt(1, 255)}`;

async function send(url: string, cookie: string, form?: Form) {
  const headers: Record<string, string> = {
    "X-Forwarded-For": someAddress(),
    "Accept-Language": "en",
  };
  if (!form) headers.Cookie = cookie;
  try {
    const answer = await fetch(url, {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers,
      signal: AbortSignal.timeout(SILENT_AFTER),
      ...(form ? { body: new URLSearchParams(form.fields) } : {}),
    });
    const text = await answer.text();
    const isPage = !/\/(readyz|healthz)$/.test(url);
    const lacks = answer.status === 503 && isPage ? lackOf(answer, text, form) : null;
    return { result: answer.status, location: answer.headers.get("location"), lacks };
  } catch (fault) {
    const result: Result = (fault as Error).name === "TimeoutError" ? "silent" : "broken";
    return { result, location: null, lacks: null };
  }
}

/** What the page of an outage has to have: when to come back, whom to call, and all that was typed. */
function lackOf(answer: Response, text: string, form?: Form): string | null {
  if (answer.headers.get("retry-after") !== String(OUTAGE_SECONDS)) return "Retry-After";
  if (!text.includes("tel:112")) return "the emergency number";
  if (form && !text.includes(form.details)) return "the typed text";
  if (form && !text.includes(`value="${form.fields.formKey}"`)) return "the form's key";
  return null;
}
