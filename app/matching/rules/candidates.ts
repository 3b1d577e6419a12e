import { type Bar, barsOf, costFor, judge } from "./judge";
import type { Job, Pair, Problem } from "./problem";
import { kilometresTo, lacksSkill } from "./why-not";

/** As many people are looked at for each place of a job. */
export const BEST = 30;

/** Those who can go to a job, the best first, judged only as far as somebody asks. */
export type Queue = {
  /** The one at a place of the order; undefined after the last. */
  at: (place: number) => Pair | undefined;
  first: (count: number) => Pair[];
};

type Way = { at: number; minutes: number; cost: number };

/**
 * Who can go to a job: the best first, and whoever is there soonest first. Most are told apart by their skills and their way; the
 * few who are left are judged in their order.
 */
export function queuesFor(problem: Problem, index: number): Record<"best" | "soonest", Queue> {
  const { now, jobs, helpers } = problem;
  const job = jobs[index]!;
  const ways: Way[] = [];
  for (const [at, helper] of helpers.entries()) {
    if (lacksSkill(helper, job)) continue;
    const kilometres = kilometresTo(helper.home, job.place);
    if (kilometres !== null && kilometres > helper.radiusKm) continue;
    ways.push({ at, ...costFor(helper, job, now, kilometres) });
  }
  return {
    best: queueOf(
      problem,
      index,
      ways.toSorted((one, other) => one.cost - other.cost),
    ),
    soonest: queueOf(
      problem,
      index,
      ways.toSorted((one, other) => one.minutes - other.minutes),
    ),
  };
}

function queueOf({ now, jobs, helpers }: Problem, index: number, order: readonly Way[]): Queue {
  const found: Pair[] = [];
  let next = 0;
  const at = (place: number) => {
    while (found.length <= place && next < order.length) {
      const { at: helper, minutes, cost } = order[next++]!;
      if (barsOf(judge(helpers[helper]!, jobs[index]!, now)).length > 0) continue;
      found.push({ job: index, helper, minutes, cost });
    }
    return found[place];
  };
  return {
    at,
    first(count) {
      at(count - 1);
      return found.slice(0, count);
    },
  };
}

/** What keeps most of those who come nearest to fitting from a job; null where there is nobody at all. */
export function commonBar({ now, helpers }: Problem, job: Job): Bar | null {
  const counts = new Map<Bar, number>();
  let fewest = Infinity;
  for (const helper of helpers) {
    const bars = barsOf(judge(helper, job, now)).filter((bar) => bar !== "already");
    if (bars.length === 0 || bars.length > fewest) continue;
    if (bars.length < fewest) counts.clear();
    fewest = bars.length;
    for (const bar of bars) counts.set(bar, (counts.get(bar) ?? 0) + 1);
  }
  const [first] = [...counts].sort((one, other) => other[1] - one[1]);
  return first?.[0] ?? null;
}
