import type { Window } from "../../platform/types";
import type { WeeklySpan } from "../types";

/** Parts of a day as people speak of them; minutes from midnight. */
export const DAY_PARTS = {
  night: [0, 360],
  morning: [360, 720],
  day: [720, 1080],
  evening: [1080, 1440],
} as const satisfies Record<string, readonly [number, number]>;
export type DayPart = keyof typeof DAY_PARTS;
export const DAY_PART_NAMES = Object.keys(DAY_PARTS) as DayPart[];
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** `3-evening`, as the form sends it. */
export const tickOf = (weekday: number, part: DayPart): string => `${weekday}-${part}`;

/** Many parts by one tick. */
export const SHORTCUTS = ["weekdays-evening", "weekdays-all", "weekend-all"] as const;

/** The parts that a tick stands for: itself, or those of its shortcut. */
function partsOf(tick: string): string[] {
  const [days, part] = tick.split("-");
  if (!SHORTCUTS.some((one) => one === tick)) return [tick];
  const meant = WEEKDAYS.filter((weekday) => weekday > 5 === (days === "weekend"));
  const parts = DAY_PART_NAMES.filter((one) => part === "all" || one === part);
  return meant.flatMap((weekday) => parts.map((one) => tickOf(weekday, one)));
}

/** Spans of a week out of ticked parts; parts that touch become one, ticks that are none are left out. */
export function spansOf(ticks: readonly string[]): WeeklySpan[] {
  const ticked = new Set(ticks.flatMap(partsOf));
  const spans: WeeklySpan[] = [];
  for (const weekday of WEEKDAYS)
    for (const part of DAY_PART_NAMES) {
      if (!ticked.has(tickOf(weekday, part))) continue;
      const [from, to] = DAY_PARTS[part];
      const last = spans.at(-1);
      if (last?.weekday === weekday && last.to === from) last.to = to;
      else spans.push({ weekday, from, to });
    }
  return spans;
}

/** The parts that lie within the spans. */
export function ticksOf(spans: readonly WeeklySpan[]): string[] {
  return WEEKDAYS.flatMap((weekday) =>
    DAY_PART_NAMES.filter((part) => {
      const [from, to] = DAY_PARTS[part];
      return spans.some((span) => span.weekday === weekday && span.from <= from && span.to >= to);
    }).map((part) => tickOf(weekday, part)),
  );
}

/** Whether a moment of the week lies in a person's spans; no spans mean any time. */
export const isAvailable = (
  spans: readonly WeeklySpan[],
  weekday: number,
  minute: number,
): boolean =>
  spans.length === 0 ||
  spans.some((span) => span.weekday === weekday && span.from <= minute && minute < span.to);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Part of a window within one day of the city's week, whose clock does not change in it; all but `weekday` in milliseconds. */
export type Stretch = {
  weekday: number;
  /** From the midnight before, by the wall clock. */
  from: number;
  length: number;
  /** The instant at which it begins. */
  at: number;
};

export type MomentOf = (at: Date) => { weekday: number; minute: number };

/** A window as it lies in the city's week; `momentOf` is that week. */
export function stretchesOf({ from, to }: Window, momentOf: MomentOf): Stretch[] {
  const stretches: Stretch[] = [];
  for (let at = from.getTime(); at < to.getTime(); ) {
    const { weekday, minute } = momentOf(new Date(at));
    const start = minute * MINUTE + (at % MINUTE);
    // Not over the full hour, where the clocks may change, nor over midnight.
    const length = Math.min(to.getTime() - at, HOUR - (at % HOUR), DAY - start);
    const last = stretches.at(-1);
    if (last?.weekday === weekday && last.from + last.length === start) last.length += length;
    else stretches.push({ weekday, from: start, length, at });
    at += length;
  }
  return stretches;
}

/** When somebody can come: their hours of the week, none meaning any time; and a time for which they have said so besides. */
export type Hours = { availability: readonly WeeklySpan[]; freeDuring: Window | null };

/** For how much of a time somebody can come. */
export type Freedom = "all" | "part" | "none";

/** For how much of a window, given as it lies in the week, somebody can come, to the millisecond. */
export function freedomOver(hours: Hours, stretches: readonly Stretch[]): Freedom {
  if (hours.availability.length === 0) return "all";
  const lengths = stretches.map((one) => {
    const spans = spansWithin(hours, one);
    return { own: one.length, free: spans.reduce((sum, [from, to]) => sum + to - from, 0) };
  });
  if (lengths.every(({ own, free }) => free === own)) return "all";
  return lengths.some(({ free }) => free > 0) ? "part" : "none";
}

/** When somebody can come within a stretch, in order, none touching another; milliseconds of its day. */
function spansWithin({ availability, freeDuring }: Hours, stretch: Stretch): [number, number][] {
  const { weekday, from, length, at } = stretch;
  const spans = availability
    .filter((span) => span.weekday === weekday)
    .map((span): [number, number] => [span.from * MINUTE, span.to * MINUTE]);
  if (freeDuring)
    spans.push([freeDuring.from.getTime() - at + from, freeDuring.to.getTime() - at + from]);
  const within: [number, number][] = [];
  for (const [start, end] of spans.sort(([a], [b]) => a - b)) {
    const [begin, until] = [Math.max(start, from), Math.min(end, from + length)];
    const last = within.at(-1);
    if (last && begin <= last[1]) last[1] = Math.max(last[1], until);
    else if (begin < until) within.push([begin, until]);
  }
  return within;
}

/** Whether somebody can come for all of a window; `momentOf` is the city's week. */
export const coversWindow = (hours: Hours, window: Window, momentOf: MomentOf): boolean =>
  freedomOver(hours, stretchesOf(window, momentOf)) === "all";

/**
 * Until when somebody who can come now can stay, of a window that begins now; null where that is all of it, and where they can't come
 * now. Whoever can come at any time and has said until when is taken at their word.
 */
export function freeUntil(hours: Hours, stretches: readonly Stretch[]): Date | null {
  const [now] = stretches;
  if (!now) return null;
  const { freeDuring } = hours;
  if (hours.availability.length === 0)
    return freeDuring && covers(freeDuring, now.at) ? freeDuring.to : null;
  for (const one of stretches) {
    const [first] = spansWithin(hours, one);
    const until = first && first[0] === one.from ? first[1] - one.from : 0;
    if (until < one.length) return one === now && until === 0 ? null : new Date(one.at + until);
  }
  return null;
}

/** Whether somebody can come at an instant, which is `moment` of the city's week: by their hours, or as they have said besides. */
export const canComeAt = (
  { availability, freeDuring }: Hours,
  at: Date,
  { weekday, minute }: { weekday: number; minute: number },
): boolean =>
  (freeDuring !== null && covers(freeDuring, at.getTime())) ||
  isAvailable(availability, weekday, minute);

/** Whether an instant lies in a time that somebody has said they are free for. */
export const covers = ({ from, to }: Window, at: number): boolean =>
  from.getTime() <= at && at < to.getTime();
