import type { Window } from "../../platform/types";

const HOUR = 3_600_000;
/** Hours that may be promised in any so many hours: twelve in a day, and a week's 48 of Directive 2003/88/EC, article 6. */
const LIMITS = [
  { within: 24 * HOUR, most: 12 * HOUR },
  { within: 7 * 24 * HOUR, most: 48 * HOUR },
];

const overlap = (a: Window, from: number, to: number) =>
  Math.max(0, Math.min(a.to.getTime(), to) - Math.max(a.from.getTime(), from));

/**
 * Whether one more promise would leave somebody too little rest. `promised` is what they have promised a week before
 * and after, free of overlaps. A promise that is long by itself is everybody's own to judge: only together with
 * others it is too much.
 */
export function lacksRest(window: Window, promised: readonly Window[]): boolean {
  const all = [...promised, window];
  // A period that holds the most begins where a promise begins, or ends where one ends.
  return LIMITS.some(({ within, most }) =>
    all
      .flatMap(({ from, to }) => [from.getTime(), to.getTime() - within])
      .some((from) => {
        const own = overlap(window, from, from + within);
        const others = promised.reduce((sum, one) => sum + overlap(one, from, from + within), 0);
        return own > 0 && others > 0 && own + others > most;
      }),
  );
}

/**
 * The same for many at once, of which nobody takes two that overlap: of each period in which some of the windows can be too much
 * together, the hours of each and how many may be taken. A window that is too long by itself counts as all of them, so that it may be
 * taken alone.
 */
export function restRows(
  windows: readonly Window[],
  promised: readonly Window[],
): { hours: number[]; most: number }[] {
  const rows = LIMITS.flatMap(({ within, most }) => {
    const edges = [...promised, ...windows].flatMap(({ from, to }) => [
      from.getTime(),
      to.getTime() - within,
    ]);
    return [...new Set(edges)].flatMap((from) => {
      const before = promised.reduce((sum, one) => sum + overlap(one, from, from + within), 0);
      if (before + lengthOf(windows, from, from + within) <= most) return [];
      const own = windows.map((one) => Math.min(most, overlap(one, from, from + within)));
      if (own.filter((one) => one > 0).length < 2) return [];
      return { hours: own.map((one) => one / HOUR), most: (most - before) / HOUR };
    });
  });
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

/** How much of a period windows cover, however many of them at a time. */
function lengthOf(windows: readonly Window[], from: number, to: number): number {
  let covered = 0;
  let end = from;
  for (const one of windows.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const next = Math.min(one.to.getTime(), to);
    covered += Math.max(0, next - Math.max(end, one.from.getTime()));
    end = Math.max(end, next);
  }
  return covered;
}
