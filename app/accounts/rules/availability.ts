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

/** Whether all of a window lies in a person's spans, to the minute; `momentOf` is the city's week. */
export function coversWindow(
  spans: readonly WeeklySpan[],
  { from, to }: Window,
  momentOf: (at: Date) => { weekday: number; minute: number },
): boolean {
  if (spans.length === 0) return true;
  for (let at = from.getTime(); at < to.getTime(); ) {
    const { weekday, minute } = momentOf(new Date(at));
    const span = spans.find(
      (one) => one.weekday === weekday && one.from <= minute && minute < one.to,
    );
    if (!span) return false;
    // On to the end of the span, but not over the full hour: there the clocks may change.
    const left = (span.to - minute) * MINUTE - (at % MINUTE);
    at += Math.min(left, HOUR - (at % HOUR));
  }
  return true;
}
