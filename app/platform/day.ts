import { spelledDays } from "./spelled-day";
import { plainText } from "./text";
import { instantOf, type WallTime, wallTime } from "./zone";

/** `2026-12-24`. */
export type Day = string;

const WRITTEN = [
  /^(?<year>\d{4})[-./](?<month>\d{1,2})[-./](?<day>\d{1,2})$/,
  /^(?<day>\d{1,2})(?<mark>[-./])(?<month>\d{1,2})\k<mark>(?<year>\d{4})$/,
  /^(?<day>\d{1,2})[./](?<month>\d{1,2})\.?$/,
];
/** A span of more days is a slip of the finger. */
const LONGEST_SPAN = 366;

/**
 * A day as people write it: `2026-12-24`, `24.12.2026`, `24/12/2026`, `24 грудня 2026`; `24.12.` is of the year of `near`. Null for
 * no day, like 30 February, for a day and month without any year where there is no `near`, and for a year of another century.
 */
export const readDay = (typed: string, near?: Day): Day | null => dayFrom(spelledDays(typed), near);

function dayFrom(text: string, near?: Day): Day | null {
  for (const pattern of WRITTEN) {
    const { year = near?.slice(0, 4), month, day } = pattern.exec(text)?.groups ?? {};
    if (!month || !day || !year) continue;
    const read = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    const at = new Date(`${read}T00:00:00Z`);
    if (Number.isNaN(at.getTime()) || dayOf(at) !== read) return null;
    return read >= "2000" && read < "2100" ? read : null;
  }
  return null;
}

const UNTIL = /(?<!\p{L})(?:kuni|до|по|to|till|until)(?!\p{L})|\.{2,}/gu;
const AND = /(?<!\p{L})(?:ja|і|i|й|та|и|and)(?!\p{L})|[&+]/gu;
const FROM = /(?<!\p{L})(?:alates|з|із|від|с|со|от|from)(?!\p{L}) ?/gu;
/** A day, or of a span or a list the number alone, whose month stands with the next one. */
const ONE =
  /(?<day>\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}([-./])\d{1,2}\2\d{4}|\d{1,2}[./]\d{1,2}\.?|\d{1,2}\.?)(?!\d)/y;

/**
 * Days in a list or however they are parted in a text, a span of them like `24.12.2026 - 26.12.2026` or `24.-26.12.` as each of its
 * days. A day without its year is the first one from `near` on. Null where a part is no day.
 */
export function readDays(typed: string, near?: Day): Day[] | null {
  const text = spelledDays(typed).replace(FROM, "").replace(UNTIL, "~").replace(AND, ",");
  const parts = partsOf(text);
  if (!parts) return null;
  const spans: Day[][] = [];
  // From the last one back: what a day lacks stands with the one after it.
  let after = null as After;
  for (const { written, isSpan } of parts.toReversed()) {
    const day: Day | null = resolved(written, after, near);
    if (!day) return null;
    const span: Day[] | null = isSpan && after ? spanOf(day, after.day) : [day];
    if (!span) return null;
    spans.push(span);
    after = { day, dated: after?.dated || /\d{4}/.test(written) };
  }
  return [...new Set(spans.toReversed().flat())];
}

const UNTIL_NEXT = /^ ?[-~] ?(?=\d)/;
/** An interval of ISO 8601 has a slash. */
const ISO_UNTIL = /^ ?[-~/] ?(?=\d)/;
type Part = { written: string; isSpan: boolean };

/** What stands in the text, one by one; `isSpan`: up to the next. Null where something else is between. */
function partsOf(text: string): Part[] | null {
  const parts: Part[] = [];
  let at = 0;
  while (at < text.length) {
    ONE.lastIndex = at;
    const written = ONE.exec(text)?.groups?.day;
    if (!written) return null;
    const until = /^\d{4}/.test(written) ? ISO_UNTIL : UNTIL_NEXT;
    const rest = text.slice(at + written.length);
    const between = (until.exec(rest) ?? /^[ ,;]*/.exec(rest))![0];
    at += written.length + between.length;
    if (between === "" && at < text.length) return null;
    parts.push({ written, isSpan: /[-~/]/.test(between) });
  }
  return parts.at(-1)?.isSpan ? null : parts;
}

/** `dated`: its year was written. */
type After = { day: Day; dated: boolean } | null;

/** A day that may lack its year, or its month too, which it has in common with the one after it. */
function resolved(written: string, after: After, near?: Day): Day | null {
  if (/\d{4}/.test(written)) return dayFrom(written);
  const [year = "", month] = after?.day.split("-") ?? [];
  if (!/\d[./]\d/.test(written))
    return month ? dayFrom(`${written.replace(".", "")}.${month}.${year}`) : null;
  if (!after?.dated) return fromOn(written, near);
  const day = dayFrom(written, year);
  return day && day > after.day ? dayFrom(written, String(Number(year) - 1)) : day;
}

function fromOn(text: string, near?: Day): Day | null {
  const day = dayFrom(text, near);
  return day && near && day < near ? dayFrom(text, nextYear(near)) : day;
}

const nextYear = (day: Day) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
const dayOf = (at: Date): Day => at.toISOString().slice(0, 10);

function spanOf(first: Day, last: Day): Day[] | null {
  const begins = new Date(`${first}T00:00:00Z`).getTime();
  const count = (new Date(`${last}T00:00:00Z`).getTime() - begins) / 86_400_000 + 1;
  if (count < 1 || count > LONGEST_SPAN) return null;
  return Array.from({ length: count }, (_, index) => dayOf(new Date(begins + index * 86_400_000)));
}

const A_DAY =
  /(?<![\d./-])(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}([-./])\d{1,2}\1\d{4})(?![\d/-])/;

/**
 * What a wall clock shows, as people and spreadsheets write it: `2026-12-24T18:00`, `24.12.2026 18:00`, `24 грудня 2026 о 18:00`,
 * `18:00 24.12.2026`. A day alone is its beginning, or as the end of something its last minute over; 24:00 is that too. Null for
 * whatever else it is.
 */
export function readWallTime(
  typed: string,
  bareDay: "begins" | "ends" = "begins",
): WallTime | null {
  const text = spelledDays(typed);
  const [written = ""] = A_DAY.exec(text) ?? [];
  const day = dayFrom(written);
  if (!day) return null;
  const [before, after] = text.split(written) as [string, string];
  const clock = `${before} ${after.replace(/^t(?=\d)/, "")}`
    .replace(/^[ ,.]+/, "")
    .trim()
    .replace(/ ?,$/, "");
  if (before && after.replace(/[ ,.]/g, "")) return null;
  if (!clock) return `${bareDay === "ends" ? dayAfter(day) : day}T00:00`;
  // A number alone beside a day may be anything.
  const time = /^\d+$/.test(clock) ? null : timeFrom(clock);
  if (time === "24:00") return `${dayAfter(day)}T00:00`;
  return time && `${day}T${time}`;
}

/** `05:00`; a day ends at `24:00`. */
type TimeOfDay = string;

/** Words beside a time, which say nothing more: at, o'clock. */
const CLOCK_WORDS =
  /^(?:kell|klo|о|об|в|у|at|@)(?!\p{L}) ?|(?<=\d) ?(?:година|годині|год|г|час|ч|h)\.?$/gu;
const CLOCKS = [
  /^(?<hours>\d{1,2})(?:[:. ]?(?<minutes>\d{2}))?(?::\d{2}(?:\.\d+)?)?$/,
  /^(?<hours>\d{1,2}) ?(?:h|год\.?|ч\.?) ?(?<minutes>\d{2}) ?(?:m|min|хв|мин)?\.?$/,
  // `9-12` is from nine to twelve; `18-00` and `18-30` are times.
  /^(?<hours>\d{1,2})-(?<minutes>00|2[4-9]|[3-5]\d)$/,
];
const HALF = / ?([ap])\.?m\.?$/;

function timeFrom(typed: string): TimeOfDay | null {
  const [, half] = HALF.exec(typed) ?? [];
  const text = typed.replace(HALF, "").replace(CLOCK_WORDS, "");
  for (const clock of CLOCKS) {
    const { hours, minutes = "00" } = clock.exec(text)?.groups ?? {};
    if (!hours) continue;
    const hour = Number(hours);
    if (half ? hour < 1 || hour > 12 : hour > 24) return null;
    if (Number(minutes) > 59 || (hour === 24 && !/24\D?00/.test(text))) return null;
    const shown = half ? (hour % 12) + (half === "p" ? 12 : 0) : hour;
    return `${String(shown).padStart(2, "0")}:${minutes}`;
  }
  return null;
}

/** A time of the day as people write it: `5`, `5:00`, `05.00`, `0500`, `kell 5`, `17 год 30`, `5 pm`. Null for whatever else it is. */
export function readTimeOfDay(typed: string): TimeOfDay | null {
  const time = timeFrom(plainText(typed).toLowerCase().replaceAll("∶", ":"));
  return time === "24:00" ? "00:00" : time;
}

/** The first moment after `now` at which a clock of the zone shows this. */
export function nextTimeOfDay(time: TimeOfDay, now: Date, zone: string): Date {
  const today = wallTime(now, zone).slice(0, 10);
  const at = instantOf(`${today}T${time}`, zone)!;
  return at > now ? at : instantOf(`${dayAfter(today)}T${time}`, zone)!;
}

const dayAfter = (day: Day): Day =>
  dayOf(new Date(new Date(`${day}T00:00:00Z`).getTime() + 86_400_000));
