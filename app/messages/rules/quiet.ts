import { instantOf, wallTime, weekMoment } from "../../platform/zone";
import type { QuietHours } from "../types";

const MINUTE = 60_000;
/** When somebody is let sleep who can't choose quiet hours. */
export const NIGHT: QuietHours = { from: 22 * 60, to: 7 * 60 };

const two = (value: number) => String(value).padStart(2, "0");

/** `22:00` of so many minutes after midnight. */
export const clockOf = (minute: number): string =>
  `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** When somebody's quiet hours that hold at an instant end, by the city's wall clock; null where none hold. */
export function quietUntil(at: Date, hours: QuietHours | null, zone: string): Date | null {
  if (!hours || hours.from === hours.to) return null;
  const { minute } = weekMoment(at, zone);
  const { from, to } = hours;
  const isOvernight = from > to;
  const holds = isOvernight ? minute >= from || minute < to : minute >= from && minute < to;
  if (!holds) return null;
  const [today = ""] = wallTime(at, zone).split("T");
  const endsTomorrow = isOvernight && minute >= from;
  const day = new Date(`${today}T00:00:00Z`);
  if (endsTomorrow) day.setUTCDate(day.getUTCDate() + 1);
  const end = instantOf(`${day.toISOString().slice(0, 10)}T${clockOf(to)}`, zone);
  // In autumn's double hour the first of both is already over.
  return end && end > at ? end : new Date(at.getTime() + MINUTE);
}

/** When a message may go: once what follows within the minute has had its chance, and nobody is woken by what is no danger to life. */
export function dueAt(
  now: Date,
  {
    isPressing,
    gatherMs,
    hours,
    zone,
  }: {
    /** Danger to life, or what somebody waits for at this moment. */
    isPressing: boolean;
    gatherMs: number;
    hours: QuietHours | null;
    zone: string;
  },
): Date {
  if (isPressing) return now;
  const soon = new Date(now.getTime() + gatherMs);
  return quietUntil(soon, hours, zone) ?? soon;
}
