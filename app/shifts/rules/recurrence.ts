import { createRequire } from "node:module";
import type { Window } from "../../platform/types";
import { instantOf, type WallTime } from "../../platform/zone";
import { FREQUENCIES, type Repeat } from "../types";
import { MOST_OF_SERIES } from "./limits";
import { DAY, MINUTE } from "./timing";

// The package names its exports so that Node's own modules don't see them.
const { RRule } = createRequire(import.meta.url)("rrule") as typeof import("rrule");

/**
 * A repeating shift: `rule` is an RRULE value (RFC 5545, 3.3.10) without DTSTART, `starts` its
 * first wall clock, `lasts` minutes by the wall clock (a night from 20:00 to 08:00 lasts 720 also
 * when the clocks change), `except` days `2026-12-24` on which it does not take place.
 */
export type Series = {
  rule: string;
  starts: WallTime;
  lasts: number;
  except: readonly string[];
};
export type Occurrence = { wall: WallTime; window: Window };

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

// The wall clock's digits as if they were UTC: with `tzid` the library would ask the process's
// zone, and be wrong around clock changes.
const floating = (wall: WallTime) => new Date(`${wall}:00Z`);
const wallOf = (at: Date): WallTime => at.toISOString().slice(0, 16);
const dayOf = (wall: WallTime) => wall.slice(0, 10);
const weekdayOf = (wall: WallTime) => floating(wall).getUTCDay() || 7;

/** A local time, like DTSTART (RFC 5545, 3.3.10). */
const untilEndOf = (day: string) => `UNTIL=${day.replaceAll("-", "")}T235959`;

/** Minutes between two wall clocks, by the wall clock. */
export const lastsOf = (from: WallTime, to: WallTime): number =>
  (floating(to).getTime() - floating(from).getTime()) / MINUTE;

const expanded = ({ rule, starts }: Series) =>
  new RRule({ ...RRule.parseString(rule), dtstart: floating(starts) });

/**
 * The RRULE value (RFC 5545, 3.3.10) of a form's answers. The first one always takes place, so
 * the weekday of `starts` is among those of a weekly rule.
 */
export function ruleOf(repeat: Repeat, starts: WallTime): string {
  const { frequency, interval, weekdays, until, count } = repeat;
  const days = [...new Set([...weekdays, weekdayOf(starts)])].sort((a, b) => a - b);
  return [
    `FREQ=${frequency === "month_end" ? "MONTHLY" : frequency.toUpperCase()}`,
    `INTERVAL=${interval}`,
    frequency === "month_end" && LAST_DAY,
    frequency === "weekly" && `BYDAY=${days.map((day) => DAYS[day - 1]).join(",")}`,
    count !== null && `COUNT=${count}`,
    until !== null && untilEndOf(until),
  ]
    .filter(Boolean)
    .join(";");
}

const LAST_DAY = "BYMONTHDAY=-1";
const PARTS = new Map([
  ["BYMONTHDAY", /^-1$/],
  ["FREQ", /^(DAILY|WEEKLY|MONTHLY)$/],
  ["INTERVAL", /^\d{1,4}$/],
  ["BYDAY", /^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$/],
  ["COUNT", /^\d{1,4}$/],
  ["UNTIL", /^\d{8}T235959$/],
]);

/**
 * Reads an RRULE value back, for the form and for words; null for a rule that `ruleOf` would not
 * write. Whether its numbers can be is for `whyNotRepeat`.
 */
export function repeatOf(rule: string): Repeat | null {
  const parts = rule.split(";").map((part) => part.split("=") as [string, string?, string?]);
  const fields = new Map(parts.map(([name, value = ""]) => [name, value]));
  const ours = parts.every(([name, value = "", more]) => !more && PARTS.get(name)?.test(value));
  const named = FREQUENCIES.find((one) => one.toUpperCase() === fields.get("FREQ"));
  const frequency = named === "monthly" && fields.has("BYMONTHDAY") ? "month_end" : named;
  if (!ours || !frequency || fields.size < parts.length) return null;
  if (frequency !== "weekly" && fields.has("BYDAY")) return null;
  if (frequency !== "month_end" && fields.has("BYMONTHDAY")) return null;
  const until = fields.get("UNTIL")?.replace(/^(....)(..)(..).*/, "$1-$2-$3");
  return {
    frequency,
    interval: Number(fields.get("INTERVAL") ?? 1),
    until: until ?? null,
    weekdays: (fields.get("BYDAY")?.split(",") ?? []).map((day) => DAYS.indexOf(day) + 1),
    count: fields.has("COUNT") ? Number(fields.get("COUNT")) : null,
  };
}

/** Whether `2026-12-24` is a day of the calendar. */
export function isDay(day: string): boolean {
  const at = floating(`${day}T00:00`);
  return !Number.isNaN(at.getTime()) && wallOf(at) === `${day}T00:00`;
}

const isLastOfMonth = (day: string) =>
  new Date(Date.parse(`${day}T00:00Z`) + DAY).getUTCDate() === 1;

/** Months of the year from its start on, `2027-02`, that a monthly series leaves out: they have no such day (RFC 5545, 3.3.10). */
export function monthsWithout({ rule, starts }: Pick<Series, "rule" | "starts">): string[] {
  const repeat = repeatOf(rule);
  const [year = 0, month = 0, day = 0] = dayOf(starts).split("-").map(Number);
  if (repeat?.frequency !== "monthly" || day < 29) return [];
  const months = Array.from({ length: 12 }, (_, index) => index)
    .filter((index) => index % repeat.interval === 0)
    .map((index) => new Date(Date.UTC(year, month + index, 0)));
  return months
    .filter((last) => last.getUTCDate() < day)
    .map((last) => last.toISOString().slice(0, 7))
    .filter((one) => !repeat.until || one <= repeat.until.slice(0, 7));
}

/** What is wrong with a form's answers or with a rule read back; null if nothing. */
export function whyNotRepeat(
  { frequency, interval, weekdays, until, count }: Repeat,
  starts: WallTime,
): "frequency" | "interval" | "count" | "until" | "weekdays" | null {
  const whole = (value: number, most: number) =>
    Number.isInteger(value) && value >= 1 && value <= most;
  if (!FREQUENCIES.includes(frequency)) return "frequency";
  if (frequency === "month_end" && !isLastOfMonth(dayOf(starts))) return "frequency";
  if (!whole(interval, 52)) return "interval";
  if (count !== null && (!whole(count, 500) || until !== null)) return "count";
  if (until !== null && (!isDay(until) || until < dayOf(starts))) return "until";
  if (new Set(weekdays).size !== weekdays.length || !weekdays.every((day) => whole(day, 7)))
    return "weekdays";
  return null;
}

/**
 * When a span of the wall clock is. Both ends keep to the clock, so that shifts that adjoin on it
 * adjoin; only one that the spring gap would leave no time lasts its minutes from its start on.
 */
export function windowAt(wall: WallTime, lasts: number, zone: string): Window {
  const from = instantOf(wall, zone)!;
  const to = instantOf(wallOf(new Date(floating(wall).getTime() + lasts * MINUTE)), zone)!;
  return { from, to: to > from ? to : new Date(from.getTime() + lasts * MINUTE) };
}

/**
 * The occurrences in a zone (IANA name) whose start lies in the window, in order, at most `most`;
 * exceptions left out.
 */
export function occurrences(
  series: Series,
  zone: string,
  { from, to }: Window,
  most = MOST_OF_SERIES,
): Occurrence[] {
  const found: Occurrence[] = [];
  // A zone is never a day away from its own digits.
  const around = [new Date(from.getTime() - DAY), new Date(to.getTime() + DAY)] as const;
  expanded(series).between(...around, true, (at) => {
    const wall = wallOf(at);
    const window = windowAt(wall, series.lasts, zone);
    const meant = window.from >= from && window.from < to && !series.except.includes(dayOf(wall));
    if (meant && found.length < most) found.push({ wall, window });
    return found.length < most;
  });
  return found;
}

/**
 * "This and following": what stays before the occurrence that starts at `wall`, and what begins
 * with it. `before` is null when it is the first one; null for the whole when there is no such
 * occurrence, or it is an exception.
 */
export function splitAt(
  series: Series,
  wall: WallTime,
): { before: Series | null; after: Series } | null {
  const { rule, starts, except } = series;
  const at = floating(wall);
  if (Number.isNaN(at.getTime()) || except.includes(dayOf(wall))) return null;
  // COUNT counts exceptions too (RFC 5545, 3.8.5.1).
  const upTo = expanded(series).between(floating(starts), at, true).map(wallOf);
  if (upTo.pop() !== wall) return null;
  const count = Number(/COUNT=(\d+)/.exec(rule)?.[1] ?? 0);
  const endless = rule.replace(/;?(COUNT|UNTIL)=[^;]*/g, "");
  const dayBefore = dayOf(wallOf(new Date(at.getTime() - DAY)));
  const first = `${endless};${count ? `COUNT=${upTo.length}` : untilEndOf(dayBefore)}`;
  const rest = count ? `${endless};COUNT=${count - upTo.length}` : rule;
  const keep = (later: boolean) => except.filter((day) => day > dayOf(wall) === later);
  return {
    before: upTo.some((one) => !except.includes(dayOf(one)))
      ? { ...series, rule: first, except: keep(false) }
      : null,
    after: { ...series, rule: rest, starts: wall, except: keep(true) },
  };
}
