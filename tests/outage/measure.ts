import type { Attempt, Page } from "./load";

/** When something was done to the database, and when it was back; by `performance.now()`. */
export type Span = { struck: number; back: number };

const GOOD: Record<Page, number> = { help: 303, board: 200, readyz: 200, healthz: 200 };
/** What stops and comes back with the database. */
const PAGES: readonly Page[] = ["help", "board", "readyz"];

export const isGood = ({ page, result }: Attempt) => result === GOOD[page];
const isPage = ({ page }: Attempt) => page === "help" || page === "board";

/** Seconds that anybody waited for an answer, from when it was struck; null when nobody met it. */
export function slowest(attempts: readonly Attempt[], { struck }: Span): number | null {
  const waits = attempts.map(({ began, ended }) => (ended - Math.max(began, struck)) / 1_000);
  return waits.length > 0 ? Math.max(...waits) : null;
}

/** Those that overlap the time in which the database was away or is still allowed to be missed. */
export const during = (attempts: readonly Attempt[], { struck, back }: Span, grace: number) =>
  attempts.filter(({ began, ended }) => ended >= struck && began <= back + grace * 1_000);

/** Pages that met the outage: refused, or not answered at all. */
export const refusals = (attempts: readonly Attempt[]) =>
  attempts.filter((one) => isPage(one) && !isGood(one));

/** Seconds until the last of the programs said that it is not ready; null when one of them never did. */
export function saidWithin(
  attempts: readonly Attempt[],
  programs: number,
  { struck, back }: Span,
): number | null {
  const firsts = Array.from(
    { length: programs },
    (_, program) =>
      attempts.find(
        (one) =>
          one.page === "readyz" &&
          one.program === program &&
          one.result === 503 &&
          one.ended >= struck &&
          one.began <= back,
      )?.ended,
  );
  if (firsts.some((ended) => ended === undefined)) return null;
  return (Math.max(...(firsts as number[])) - struck) / 1_000;
}

/**
 * Seconds from when the database was back until every page of every program worked and went on working; infinite while one
 * does not.
 */
export function recoveredAfter(
  attempts: readonly Attempt[],
  programs: number,
  { back }: Span,
): number {
  let worst = 0;
  for (let program = 0; program < programs; program++)
    for (const page of PAGES) {
      const since = attempts.filter(
        (one) => one.page === page && one.program === program && one.ended >= back,
      );
      const lastBad = since.findLast((one) => !isGood(one))?.ended ?? back;
      const good = since.find((one) => isGood(one) && one.began >= back && one.ended >= lastBad);
      worst = Math.max(worst, good ? Math.max(good.ended, lastBad) - back : Infinity);
    }
  return worst / 1_000;
}
