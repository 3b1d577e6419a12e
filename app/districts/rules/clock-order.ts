import { type Clock, type Clocks, PRIORITIES, type Priority } from "../types";

const HOUR = 60;
const DAY = 24 * HOUR;

/** Minutes that a stage may have at most: longer, and nobody would see in time that somebody is forgotten. */
export const LONGEST: Clocks = {
  critical: { triageMinutes: 30, assignMinutes: 2 * HOUR, fulfilMinutes: 12 * HOUR },
  high: { triageMinutes: 4 * HOUR, assignMinutes: 12 * HOUR, fulfilMinutes: 3 * DAY },
  normal: { triageMinutes: DAY, assignMinutes: 3 * DAY, fulfilMinutes: 14 * DAY },
  low: { triageMinutes: 3 * DAY, assignMinutes: 14 * DAY, fulfilMinutes: 30 * DAY },
};

/**
 * What is wrong with the limits of one priority beside those of the others: `most` for one that is longer than it may be, `order` for
 * one that is longer than that of something less urgent or shorter than that of something more urgent. By stage; empty for nothing.
 */
export function judgeLimits(
  priority: Priority,
  wanted: Clock,
  stands: Clocks,
): Partial<Record<keyof Clock, "most" | "order">> {
  const wrong: Partial<Record<keyof Clock, "most" | "order">> = {};
  const own = PRIORITIES.indexOf(priority);
  for (const stage of ["triageMinutes", "assignMinutes", "fulfilMinutes"] as const) {
    const inOrder = PRIORITIES.every((other, index) => {
      if (index === own) return true;
      const [more, less] = index < own ? [stands[other], wanted] : [wanted, stands[other]];
      return more[stage] <= less[stage];
    });
    if (wanted[stage] > LONGEST[priority][stage]) wrong[stage] = "most";
    else if (!inOrder) wrong[stage] = "order";
  }
  return wrong;
}
