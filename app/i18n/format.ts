import type { Locale } from "../platform/types";
import { lookUp, type Translate } from "./translate";

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;
/** From ten hours on, minutes say nothing more. */
const TELLING_MINUTES = 10 * 60;

/** Between a number and its unit, so that no line breaks there. */
const NO_BREAK_SPACE = "\u00a0";

/** What Intl writes after a year, as an abbreviation whose full stop would meet that of the sentence. */
const YEARS: Partial<Record<Locale, readonly [abbreviated: RegExp, inFull: string]>> = {
  uk: [/(?<!\p{L})р\.$/u, "року"],
  ru: [/(?<!\p{L})г\.$/u, "года"],
};

/** The country whose way of writing days and numbers is meant, where the language's own default is another. */
const COUNTRIES: Partial<Record<Locale, string>> = { en: "GB" };
const tagOf = (locale: Locale) => [locale, COUNTRIES[locale]].filter(Boolean).join("-");

const ownNames = new Map<Locale, string>();

/** What a language calls itself, `Eesti`; its code where that is not known. */
export function ownName(locale: Locale): string {
  const known = ownNames.get(locale);
  if (known) return known;
  const name = new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
  const own = name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  ownNames.set(locale, own);
  return own;
}

export type Formats = {
  /** `18:40` in the city's zone. */
  clock: (at: Date) => string;
  /** `18:40` today, `23 Nov, 18:40` on another day. */
  moment: (at: Date) => string;
  /** `Thursday 26 November, 20:03`, today too: for what is read who knows when. */
  dated: (at: Date) => string;
  /** `Thursday 26 November, 20:00–22:00`; the day of its end too where that is another. */
  span: (from: Date, to: Date) => string;
  /** `23 November 2026`; in Ukrainian and Russian with the word for year, never with its abbreviation. */
  day: (at: Date) => string;
  /** `Wednesday 25 November`. */
  weekday: (at: Date) => string;
  /** `Wed 25/11`, for the head of a column. */
  columnDay: (at: Date) => string;
  /** `23–29 November 2026`. */
  days: (from: Date, to: Date) => string;
  /** `2 h 5 min`, from two days on `3 days`; below a minute, `less than a minute`. Never negative. */
  duration: (milliseconds: number) => string;
  /** The same where there is little room: below a minute, `< 1 min`. */
  brief: (milliseconds: number) => string;
  /** Time that somebody has worked: always hours and minutes, `75 h`, `0 min`. Never negative. */
  hours: (milliseconds: number) => string;
  /** `in 20 min` or `20 min ago`, from now. */
  relative: (at: Date) => string;
  number: (value: number) => string;
  /**
   * `19.5 l`, `1 person`, and `8 / 20 l` where a part of it is there. `unit` is a key of `common:amount`; one
   * that no text knows stays as it was written.
   */
  amount: (value: number, unit: string, part?: number) => string;
  /** `a, b and c`. */
  list: (items: readonly string[]) => string;
  /** The same of terms that each begin with a capital where they stand alone: `Driving and first aid`. */
  terms: (items: readonly string[]) => string;
  /** What the reader calls a language, by its BCP 47 tag: `Estonian`. */
  language: (tag: string) => string;
  /** With a capital, to begin a line: many languages write days and months small. */
  initial: (text: string) => string;
};

/** Dear to make, so made once for each language and zone. */
function makeTools(locale: Locale, zone: string) {
  const tag = tagOf(locale);
  const inZone = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { timeZone: zone, ...options });
  return {
    time: inZone({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    shortDay: inZone({ day: "numeric", month: "short" }),
    longDay: inZone({ day: "numeric", month: "long", year: "numeric" }),
    weekday: inZone({ weekday: "long", day: "numeric", month: "long" }),
    columnDay: inZone({ weekday: "short", day: "numeric", month: "numeric" }),
    amount: new Intl.NumberFormat(tag, { maximumFractionDigits: 2 }),
    and: new Intl.ListFormat(tag, { type: "conjunction" }),
    languages: new Intl.DisplayNames(tag, { type: "language" }),
    /** Minutes in words. */
    spans: new Map<number, string>(),
  };
}

const made = new Map<string, ReturnType<typeof makeTools>>();

function toolsOf(locale: Locale, zone: string) {
  const key = `${locale} ${zone}`;
  const tools = made.get(key) ?? makeTools(locale, zone);
  made.set(key, tools);
  return tools;
}

export function formats(locale: Locale, zone: string, now: Date, t: Translate): Formats {
  const tools = toolsOf(locale, zone);
  const { time, shortDay, longDay, weekday, columnDay, amount, and, languages, spans } = tools;
  const sameDay = (at: Date) => longDay.format(at) === longDay.format(now);
  const clock = (at: Date) => time.format(at);
  const [abbreviated, inFull] = YEARS[locale] ?? [];
  const withYear = (text: string) =>
    abbreviated && inFull ? text.replace(abbreviated, inFull) : text;

  const inWords = (minutes: number) => {
    if (minutes < 1) return t("common:time.underMinute");
    if (minutes >= 2 * DAY_MINUTES)
      return t("common:time.days", { count: Math.floor(minutes / DAY_MINUTES) });
    return inHours(minutes < TELLING_MINUTES ? minutes : minutes - (minutes % 60));
  };
  const inHours = (minutes: number) => {
    if (minutes < 60) return t("common:time.minutes", { minutes });
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    return rest
      ? t("common:time.hoursMinutes", { hours, minutes: rest })
      : t("common:time.hours", { hours });
  };
  const duration = (milliseconds: number) => {
    const minutes = Math.floor(Math.max(0, milliseconds) / MINUTE);
    const text = spans.get(minutes) ?? inWords(minutes);
    // A board says a hundred of them; those below two days are few enough to keep.
    if (minutes < 2 * DAY_MINUTES) spans.set(minutes, text);
    return text;
  };

  const dated = (at: Date) => `${weekday.format(at)}, ${clock(at)}`;

  /** A name of capitals alone, or one with a capital inside, stays. */
  const small = (text: string) =>
    text.replace(/^\p{Lu}(?=\p{Ll}|$)/u, (letter) => letter.toLocaleLowerCase(tagOf(locale)));

  return {
    clock,
    moment: (at) => (sameDay(at) ? clock(at) : `${shortDay.format(at)}, ${clock(at)}`),
    dated,
    span: (from, to) =>
      longDay.format(from) === longDay.format(to)
        ? `${dated(from)}–${clock(to)}`
        : `${dated(from)} – ${dated(to)}`,
    day: (at) => withYear(longDay.format(at)),
    weekday: (at) => weekday.format(at),
    columnDay: (at) => columnDay.format(at),
    days: (from, to) => withYear(longDay.formatRange(from, to)),
    duration,
    brief: (milliseconds) =>
      milliseconds < MINUTE ? t("common:time.underMinuteShort") : duration(milliseconds),
    hours: (milliseconds) => inHours(Math.floor(Math.max(0, milliseconds) / MINUTE)),
    relative: (at) => {
      const gap = at.getTime() - now.getTime();
      if (Math.abs(gap) < MINUTE)
        return t(gap >= 0 ? "common:time.inUnderMinute" : "common:time.agoUnderMinute");
      return gap >= 0
        ? t("common:time.in", { duration: duration(gap) })
        : t("common:time.ago", { duration: duration(-gap) });
    },
    number: (value) => amount.format(value),
    amount: (value, unit, part) => {
      const said = `${part ? `${amount.format(part)} / ` : ""}${amount.format(value)}`;
      const found = lookUp(locale, `common:amount.${unit}`, { amount: said, count: value });
      return found ?? `${said}${NO_BREAK_SPACE}${unit}`.trim();
    },
    list: (items) => and.format(items),
    terms: (items) => and.format(items.map((item, i) => (i === 0 ? item : small(item)))),
    language: (tag) => languages.of(tag) ?? tag,
    initial: (text) =>
      text.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(tagOf(locale))),
  };
}
