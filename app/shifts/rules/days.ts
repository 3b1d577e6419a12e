import type { Window } from "../../platform/types";
import { instantOf } from "../../platform/zone";

const DAY = 86_400_000;

/** The day so many days after `2026-11-26`. */
export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** From the midnight at which one day begins to that at which another ends, by the city's clock; null where one of them is no day. */
export function windowOfDays(first: string, last: string, zone: string): Window | null {
  const from = instantOf(`${first}T00:00`, zone);
  const to = from && instantOf(`${dayAfter(last)}T00:00`, zone);
  return from && to && { from, to };
}

/** Saturday and Sunday that come, or what is left of them: first and last day. */
export function weekendOf(today: string): { first: string; last: string } {
  const weekday = new Date(Date.parse(today)).getUTCDay();
  if (weekday === 0) return { first: today, last: today };
  const first = dayAfter(today, 6 - weekday);
  return { first, last: dayAfter(first) };
}
