const DAY = 86_400_000;

/** The day so many days after `2026-11-26`. */
export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** Saturday and Sunday that come, or what is left of them: first and last day. */
export function weekendOf(today: string): { first: string; last: string } {
  const weekday = new Date(Date.parse(today)).getUTCDay();
  if (weekday === 0) return { first: today, last: today };
  const first = dayAfter(today, 6 - weekday);
  return { first, last: dayAfter(first) };
}
