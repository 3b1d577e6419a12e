import type { Locale } from "../platform/types";
import type { Translate } from "./translate";

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;

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
  /** `23 November 2026`. */
  day: (at: Date) => string;
  /** `Wednesday 25 November`. */
  weekday: (at: Date) => string;
  /** `Wed 25/11`, for the head of a column. */
  columnDay: (at: Date) => string;
  /** `23–29 November 2026`. */
  days: (from: Date, to: Date) => string;
  /** `2 h 5 min`; below a minute, `less than a minute`. Never negative. */
  duration: (milliseconds: number) => string;
  /** `in 20 min` or `20 min ago`, from now. */
  relative: (at: Date) => string;
  number: (value: number) => string;
  /** `a, b and c`. */
  list: (items: readonly string[]) => string;
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
  const { time, shortDay, longDay, weekday, columnDay, amount, and, spans } = toolsOf(locale, zone);
  const sameDay = (at: Date) => longDay.format(at) === longDay.format(now);
  const clock = (at: Date) => time.format(at);

  const inWords = (minutes: number) => {
    if (minutes < 1) return t("common:time.underMinute");
    if (minutes < 60) return t("common:time.minutes", { minutes });
    if (minutes >= 2 * DAY_MINUTES)
      return t("common:time.days", { count: Math.floor(minutes / DAY_MINUTES) });
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

  return {
    clock,
    moment: (at) => (sameDay(at) ? clock(at) : `${shortDay.format(at)}, ${clock(at)}`),
    day: (at) => longDay.format(at),
    weekday: (at) => weekday.format(at),
    columnDay: (at) => columnDay.format(at),
    days: (from, to) => longDay.formatRange(from, to),
    duration,
    relative: (at) => {
      const gap = at.getTime() - now.getTime();
      return gap >= 0
        ? t("common:time.in", { duration: duration(gap) })
        : t("common:time.ago", { duration: duration(-gap) });
    },
    number: (value) => amount.format(value),
    list: (items) => and.format(items),
  };
}
