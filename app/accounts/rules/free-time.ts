import type { Window } from "../../platform/types";
import { instantOf, wallTime } from "../../platform/zone";

/** For how many hours at most somebody says at once that they are free: what is later they tick in their week. */
export const MOST_FREE_HOURS = 12;
/** What one press says. */
export const FREE_HOURS = [1, 2, 4] as const;
const HOUR = 3_600_000;

/** For how long, or until what the clock shows next, `18:30`. */
export type SaidFree = { hours: number } | { until: string };

/** The time from now on for which somebody has said that they are free; null where it is longer than can be said. */
export function freeTimeOf(said: SaidFree, now: Date, zone: string): Window | null {
  if ("hours" in said) return { from: now, to: new Date(now.getTime() + said.hours * HOUR) };
  const [today = ""] = wallTime(now, zone).split("T");
  const tomorrow = new Date(`${today}T00:00:00Z`);
  tomorrow.setUTCDate(tomorrow.getUTCDate() + 1);
  const to = [today, tomorrow.toISOString().slice(0, 10)]
    .map((day) => instantOf(`${day}T${said.until}`, zone))
    .find((at) => at !== null && at > now);
  return to && to.getTime() - now.getTime() <= MOST_FREE_HOURS * HOUR ? { from: now, to } : null;
}
