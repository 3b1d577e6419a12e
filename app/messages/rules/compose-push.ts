import { makeI18n } from "../../i18n/context";
import { lookUp } from "../../i18n/translate";
import { ownPath } from "../../platform/own-path";
import type { Locale } from "../../platform/types";
import type { Part, Template } from "../types";
import { type City, composePart } from "./compose";

/** Characters: with these, and letters of four bytes, a message stays below the 4,096 bytes that push services take. */
const LONGEST_TITLE = 120;
const LONGEST_BODY = 400;

/**
 * Of which a later one says all that the earlier one said, and takes its place: those of one group that lead to the same
 * thing. Whatever else brings words, or is about something within its page, stands beside the others.
 */
const REPLACED: Partial<Record<Template, string>> = {
  task_offered: "task",
  task_released: "task",
  task_moved: "task_moved",
  safety_check: "safety_check",
  coming_check: "coming_check",
  volunteer_silent: "volunteer_silent",
  resident_word: "resident_word",
  request_danger: "request",
  request_unanswered: "request",
  shift_offered: "shift",
  shift_asked: "shift",
  shift_moved: "shift",
  shift_lapsed: "shift",
  shift_moved_waiting: "shift",
  shift_free: "shift_free",
  shift_soon: "shift_soon",
  shift_left: "shift_left",
  shift_thin: "shift_thin",
};
const ONE_THING = /\/[\da-f]{8}-[\da-f-]{27}$/;

export type PushWords = {
  title: string;
  body: string;
  /** Where it leads, on this site. */
  path: string;
  /** What tells those apart that stand beside each other. */
  tag: string;
};

type Order = { locale: Locale; parts: readonly [Part, ...Part[]]; notificationId: string };

/**
 * A push message in its reader's language: what its mail is about, and what has to be known at a glance. It is shown on a screen
 * that others may see, so it has no link that opens anything by itself and nothing of whoever asks for help.
 */
export function composePush({ locale, parts, notificationId }: Order, city: City, now: Date) {
  const [first, ...more] = parts;
  const { template, params } = first;
  const { dated } = makeI18n(locale, city.zone, now);
  const by = params.by || (template === "task_offered" && params.at);
  const values = {
    number: params.number ?? "",
    by: by ? dated(new Date(by)) : "",
    words: first.words ?? "",
  };
  const body = [
    lookUp(locale, `messages:push.body.${template}`, values),
    more.length > 0 && lookUp(locale, "sms:several", { count: more.length }),
  ];
  const path = pathOf(params.url);
  const title =
    lookUp(locale, `messages:push.subject.${template}`) ??
    composePart({ locale, template, params }, city, now).subject;
  const group = more.length === 0 && ONE_THING.test(path) ? REPLACED[template] : undefined;
  const words: PushWords = {
    title: cut(title, LONGEST_TITLE),
    body: cut(body.filter(Boolean).join("\n"), LONGEST_BODY),
    path,
    tag: group ? `${group} ${path}` : notificationId,
  };
  return { words, until: by ? new Date(by) : null };
}

const pathOf = (url: string | number | undefined): string => {
  if (typeof url !== "string" || !URL.canParse(url)) return "/";
  const { pathname, search } = new URL(url);
  return ownPath(pathname + search);
};

/** Whole signs, on as many lines as there are. */
function cut(text: string, most: number): string {
  const signs = [...text.trim()];
  return signs.length > most
    ? `${signs
        .slice(0, most - 1)
        .join("")
        .trim()}…`
    : signs.join("");
}
