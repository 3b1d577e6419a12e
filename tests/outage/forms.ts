import { randomBytes, randomInt } from "node:crypto";
import { OUTAGE_SECONDS } from "../../app/platform/waiting";

/** `broken`: the connection ended without an answer; `silent`: none came in time. */
export type Result = number | "broken" | "silent";
export type Form = { details: string; email: string | null; fields: Record<string, string> };
/** A request for help that was acknowledged; `at` by `performance.now()`. */
export type Acknowledged = { details: string; path: string; email: string | null; at: number };
export type Answer = {
  result: Result;
  location: string | null;
  /** What the page of an outage lacks. */
  lacks: string | null;
};

/** Milliseconds. */
const SILENT_AFTER = 15_000;

const run = randomBytes(4).toString("hex");
let number = 0;

/** A request for help like no other, with an address to which a mail goes or without. */
export function makeForm({ withEmail }: { withEmail: boolean }): Form {
  number += 1;
  const details = `Outage ${run} number ${number}, 20 litres of water`;
  const email = withEmail ? `resident-${run}-${number}@mail.example` : null;
  const fields = {
    key: randomBytes(16).toString("base64url"),
    category: "water",
    details,
    people: "2",
    address: "Naukova 7",
    phone: `+38067${randomInt(1e7).toString().padStart(7, "0")}`,
    email: email ?? "",
  };
  return { details, email, fields };
}

/** Everybody has an address of their own, as far as the program can tell. */
export const someAddress = () => `198.18.${randomInt(256)}.${randomInt(1, 255)}`;

/** What a form that was answered so has become; null unless it was acknowledged. */
export function acknowledgedBy({ result, location }: Answer, form: Form): Acknowledged | null {
  if (result !== 303 || !location?.startsWith("/track/")) return null;
  const { details, email } = form;
  return { details, email, path: location, at: performance.now() };
}

/** Sends a form, as a resident does. */
export const sendForm = (base: string, form: Form) =>
  ask(`${base}/help`, { method: "POST", body: new URLSearchParams(form.fields) }, form);

/** Opens a page. */
export const openPage = (url: string, cookie: string) => ask(url, { headers: { Cookie: cookie } });

async function ask(url: string, init: RequestInit, form?: Form): Promise<Answer> {
  const headers = new Headers(init.headers);
  headers.set("X-Forwarded-For", someAddress());
  headers.set("Accept-Language", "en");
  try {
    const signal = AbortSignal.timeout(SILENT_AFTER);
    const answer = await fetch(url, { ...init, headers, signal, redirect: "manual" });
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
  if (form && !text.includes(`value="${form.fields.key}"`)) return "the form's key";
  return null;
}
