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
