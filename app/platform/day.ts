import { instantOf, type WallTime, wallTime } from "./zone";

/** `2026-12-24`. */
export type Day = string;

const WRITTEN = [
  /^(?<year>\d{4})[-./](?<month>\d{1,2})[-./](?<day>\d{1,2})$/,
  /^(?<day>\d{1,2})[./](?<month>\d{1,2})[./](?<year>\d{4})$/,
  /^(?<day>\d{1,2})[./](?<month>\d{1,2})\.?$/,
];
const TIME = /^(\d{1,2})[:.](\d{2})(?::\d{2})?$/;
/** A span of more days is a slip of the finger. */
const LONGEST_SPAN = 366;

const dashes = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[‐-―−]/g, "-")
    .trim();

/**
 * A day as people write it: `2026-12-24`, `24.12.2026`, `24/12/2026`; `24.12.` is of the year of `near`. Null for no day, like
 * 30 February, and for a day and month without any year where there is no `near`.
 */
export function readDay(typed: string, near?: Day): Day | null {
  const text = dashes(typed);
  for (const pattern of WRITTEN) {
    const { year = near?.slice(0, 4), month, day } = pattern.exec(text)?.groups ?? {};
    if (!month || !day || !year) continue;
    const read = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    const at = new Date(`${read}T00:00:00Z`);
    return Number.isNaN(at.getTime()) || dayOf(at) !== read ? null : read;
  }
  return null;
}

/**
 * Days in a list or however they are parted in a text, a span of them like `24.12.2026 - 26.12.2026` as each of its days. A day
 * without its year is the first one from `near` on. Null where a part is no day.
 */
export function readDays(typed: string, near?: Day): Day[] | null {
  const parts = dashes(typed)
    .replace(/\s-\s/g, "~")
    .split(/[\s,;]/)
    .filter(Boolean);
  const days: Day[] = [];
  for (const part of parts) {
    const [first, last, ...more] = part.split("~").map((text) => fromOn(text, near));
    if (!first || last === null || more.length > 0) return null;
    const span = spanOf(first, last ?? first);
    if (!span) return null;
    days.push(...span);
  }
  return [...new Set(days)];
}

function fromOn(text: string, near?: Day): Day | null {
  const day = readDay(text, near);
  const hasYear = /\d{4}/.test(text);
  return day && near && !hasYear && day < near ? readDay(text, nextYear(near)) : day;
}

const nextYear = (day: Day) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
const dayOf = (at: Date): Day => at.toISOString().slice(0, 10);

function spanOf(first: Day, last: Day): Day[] | null {
  const begins = new Date(`${first}T00:00:00Z`).getTime();
  const count = (new Date(`${last}T00:00:00Z`).getTime() - begins) / 86_400_000 + 1;
  if (count < 1 || count > LONGEST_SPAN) return null;
  return Array.from({ length: count }, (_, index) => dayOf(new Date(begins + index * 86_400_000)));
}

/**
 * What a wall clock shows, as people and spreadsheets write it: `2026-12-24T18:00`, `24.12.2026 18:00`, `2026-12-24 9:00:00`. A
 * day alone is its beginning, or as the end of something its last minute over. Null for whatever else it is.
 */
export function readWallTime(
  typed: string,
  bareDay: "begins" | "ends" = "begins",
): WallTime | null {
  const text = dashes(typed);
  const [written = "", clock, ...more] = text.split(/[T ]/).filter(Boolean);
  const day = readDay(written.replace(/,$/, ""));
  if (!day || more.length > 0) return null;
  if (!clock) return `${bareDay === "ends" ? dayAfter(day) : day}T00:00`;
  const time = timeOf(TIME.exec(clock));
  return time && `${day}T${time}`;
}

/** `05:00`. */
type TimeOfDay = string;

/** Hours and minutes that a pattern has found; without the minutes, the full hour. */
function timeOf(match: RegExpExecArray | null): TimeOfDay | null {
  const [, hours, minutes = "00"] = match ?? [];
  if (!hours || Number(hours) > 23 || Number(minutes) > 59) return null;
  return `${hours.padStart(2, "0")}:${minutes}`;
}

const BARE_TIME = /^(\d{1,2})(?:[:. ]?(\d{2}))?(?::\d{2})?$/;

/** A time of the day as people write it: `5`, `5:00`, `05.00`, `0500`. Null for whatever else it is. */
export const readTimeOfDay = (typed: string): TimeOfDay | null =>
  timeOf(BARE_TIME.exec(typed.normalize("NFKC").trim()));

/** The first moment after `now` at which a clock of the zone shows this. */
export function nextTimeOfDay(time: TimeOfDay, now: Date, zone: string): Date {
  const today = wallTime(now, zone).slice(0, 10);
  const at = instantOf(`${today}T${time}`, zone)!;
  return at > now ? at : instantOf(`${dayAfter(today)}T${time}`, zone)!;
}

const dayAfter = (day: Day): Day =>
  dayOf(new Date(new Date(`${day}T00:00:00Z`).getTime() + 86_400_000));
