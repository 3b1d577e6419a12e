import { createRequire } from "node:module";
import type { Weekday } from "rrule";
import type { Window } from "../../platform/types";
import { instantOf, type WallTime } from "../../platform/zone";
import { FREQUENCIES, type Repeat } from "../types";

// The package names its exports so that Node's own modules don't see them.
const { RRule } = createRequire(import.meta.url)("rrule") as typeof import("rrule");
type Rule = InstanceType<typeof RRule>;

/**
 * A repeating shift: `rule` is an RRULE value (RFC 5545, 3.3.10) without DTSTART, `starts` its first wall clock, `lasts`
 * minutes by the wall clock (a night from 20:00 to 08:00 lasts 720 also when the clocks change), `except` days without it.
 */
export type Series = {
  rule: string;
  starts: WallTime;
  lasts: number;
  except: readonly string[];
};
export type Occurrence = { wall: WallTime; window: Window };

const EACH = { daily: RRule.DAILY, weekly: RRule.WEEKLY, monthly: RRule.MONTHLY } as const;
const DAYS = [RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA, RRule.SU];
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** The wall clock's digits as if they were UTC: the library then knows no zone, and no process's zone matters. */
const floating = (wall: WallTime) => new Date(`${wall}:00Z`);
const wallOf = (at: Date): WallTime => at.toISOString().slice(0, 16);
const weekdayOf = (wall: WallTime) => floating(wall).getUTCDay() || 7;
const endOf = (day: string) => new Date(`${day}T23:59:59Z`);

/** Minutes between two wall clocks. */
export const lastsOf = (from: WallTime, to: WallTime): number =>
  (floating(to).getTime() - floating(from).getTime()) / MINUTE;

function ruleIn(series: Pick<Series, "rule" | "starts">): Rule {
  const options = RRule.parseString(series.rule);
  return new RRule({ ...options, dtstart: floating(series.starts) });
}

/** The RRULE value of a form's answers. The first one always takes place, so its weekday is among them. */
export function ruleOf(repeat: Repeat, starts: WallTime): string {
  const { frequency, interval, weekdays, until, count } = repeat;
  const days = [...new Set([...weekdays, weekdayOf(starts)])].sort();
  const text = new RRule({
    ...{ freq: EACH[frequency], interval },
    ...(frequency === "weekly" ? { byweekday: days.map((day) => DAYS[day - 1]!) } : {}),
    ...(until ? { until: endOf(until) } : {}),
    ...(count ? { count } : {}),
  }).toString();
  // UNTIL is of the same kind as DTSTART, a local time (RFC 5545, 3.3.10).
  return text.replace(/^RRULE:/, "").replace(/(UNTIL=\d{8}T\d{6})Z/, "$1");
}

/** Reads an RRULE back, for the form and for words; null for a rule that is none of ours. */
export function repeatOf(rule: string): Repeat | null {
  const { freq, interval = 1, byweekday, until, count } = RRule.parseString(rule);
  const frequency = FREQUENCIES.find((one) => EACH[one] === freq);
  if (!frequency) return null;
  return {
    ...{ frequency, interval, count: count ?? null },
    weekdays: ([byweekday ?? []].flat() as Weekday[]).map((day) => day.weekday + 1),
    until: until ? until.toISOString().slice(0, 10) : null,
  };
}

/** What is wrong with a form's answers; null if nothing. */
export function whyNotRepeat(
  { frequency, interval, weekdays, until, count }: Repeat,
  starts: WallTime,
): "frequency" | "interval" | "count" | "until" | "days" | null {
  const whole = (value: number, most: number) =>
    Number.isInteger(value) && value >= 1 && value <= most;
  if (!FREQUENCIES.includes(frequency)) return "frequency";
  if (!whole(interval, 52)) return "interval";
  if (count !== null && (!whole(count, 500) || until !== null)) return "count";
  if (until !== null && (!/^\d{4}-\d\d-\d\d$/.test(until) || until < starts.slice(0, 10)))
    return "until";
  if (new Set(weekdays).size !== weekdays.length || !weekdays.every((day) => whole(day, 7)))
    return "days";
  return null;
}

/** From when to when a wall clock's span is; a span that the spring gap swallows lasts what it should have. */
function windowAt(wall: WallTime, lasts: number, zone: string): Window {
  const from = instantOf(wall, zone)!;
  const to = instantOf(wallOf(new Date(floating(wall).getTime() + lasts * MINUTE)), zone)!;
  return { from, to: to > from ? to : new Date(from.getTime() + lasts * MINUTE) };
}

/** The occurrences whose start lies in the window, in order, at most `most`; exceptions left out. */
export function occurrences(
  series: Series,
  zone: string,
  { from, to }: Window,
  most = 400,
): Occurrence[] {
  // A zone is never a day away from its own digits.
  const around = [new Date(from.getTime() - DAY), new Date(to.getTime() + DAY)] as const;
  return ruleIn(series)
    .between(...around, true)
    .map(wallOf)
    .filter((wall) => !series.except.includes(wall.slice(0, 10)))
    .map((wall) => ({ wall, window: windowAt(wall, series.lasts, zone) }))
    .filter(({ window }) => window.from >= from && window.from < to)
    .slice(0, most);
}

/**
 * "This and following": what stays before the occurrence that starts at `wall`, and what begins with it. `before` is null
 * when it is the first one; null for the whole when there is no such occurrence.
 */
export function splitAt(
  series: Series,
  wall: WallTime,
): { before: Series | null; after: Series } | null {
  const rule = ruleIn(series);
  const at = floating(wall);
  if (rule.after(at, true)?.getTime() !== at.getTime()) return null;
  const earlier = rule.between(floating(series.starts), new Date(at.getTime() - 1), true).length;
  const { count, until: _, ...options } = RRule.parseString(series.rule);
  const ended = /;?(COUNT|UNTIL)=[^;]*/g;
  const plain = series.rule.replace(ended, "");
  const until = /UNTIL=[^;]*/.exec(series.rule)?.[0];
  const rest = count ? `COUNT=${count - earlier}` : until;
  const after = { ...series, rule: rest ? `${plain};${rest}` : plain, starts: wall };
  const keep = (days: readonly string[], later: boolean) =>
    days.filter((day) => day >= wall.slice(0, 10) === later);
  return {
    before:
      earlier === 0 || options.freq === undefined
        ? null
        : { ...series, rule: `${plain};COUNT=${earlier}`, except: keep(series.except, false) },
    after: { ...after, except: keep(series.except, true) },
  };
}
