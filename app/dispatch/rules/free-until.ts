import {
  canComeAt,
  covers,
  freeUntil,
  type Hours,
  type MomentOf,
  stretchesOf,
} from "../../accounts/rules/availability";
import type { Window } from "../../platform/types";

/** So far ahead it is said until when somebody is free: whoever can stay longer can stay. */
const AHEAD_MS = 12 * 3_600_000;

type Facts = Hours & { promised: readonly Window[] };

/**
 * Until when people who are free now can stay: until their hours end or something begins that they have promised, whichever is first.
 * Null: for longer than is looked ahead, or not free now. `momentOf` is the city's week.
 */
export function freeUntilFrom(now: Date, momentOf: MomentOf): (facts: Facts) => Date | null {
  const end = new Date(now.getTime() + AHEAD_MS);
  const stretches = stretchesOf({ from: now, to: end }, momentOf);
  const moment = momentOf(now);
  return ({ promised, ...hours }) => {
    const isBusy = promised.some((window) => covers(window, now.getTime()));
    if (isBusy || !canComeAt(hours, now, moment)) return null;
    const until = freeUntil(hours, stretches);
    const next = promised.map(({ from }) => from).filter((from) => from > now && from < end);
    const ends = [...next, ...(until ? [until] : [])];
    return ends.length > 0 ? new Date(Math.min(...ends.map(Number))) : null;
  };
}
