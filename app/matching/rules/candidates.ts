import { type Bar, barsFor, costFor } from "./judge";
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

/** Who is near enough and has the skills, their ways and costs in arrays of numbers: hundreds of thousands of objects would cost more than all else. */
type Ways = { helpers: number[]; minutes: number[]; costs: number[] };

/**
 * Who can go to a job: the best first, and whoever is there soonest first. Most are told apart by their skills and their way; the
 * few who are left are judged in their order.
 */
export function queuesFor(problem: Problem, index: number): Record<"best" | "soonest", Queue> {
  const { now, jobs, helpers } = problem;
  const job = jobs[index]!;
  const ways: Ways = { helpers: [], minutes: [], costs: [] };
  for (const [at, helper] of helpers.entries()) {
    if (lacksSkill(helper, job)) continue;
    const kilometres = kilometresTo(helper.home, job.place);
    if (kilometres !== null && kilometres > helper.radiusKm) continue;
    const { minutes, cost } = costFor(helper, job, now, kilometres);
    ways.helpers.push(at);
    ways.minutes.push(minutes);
    ways.costs.push(cost);
  }
  const judged = new Map<number, boolean>();
  const canGo = (helper: number): boolean => {
    const can = judged.get(helper) ?? barsFor(helpers[helper]!, job).length === 0;
    judged.set(helper, can);
    return can;
  };
  return {
    best: queueOf(index, ways, ways.costs, canGo),
    soonest: queueOf(index, ways, ways.minutes, canGo),
  };
}

/** Whoever has the smallest key first. */
function queueOf(
  job: number,
  { helpers, minutes, costs }: Ways,
  keys: readonly number[],
  canGo: (helper: number) => boolean,
): Queue {
  const order = Uint32Array.from(keys.keys()).sort((one, other) => keys[one]! - keys[other]!);
  const found: Pair[] = [];
  let next = 0;
  const at = (place: number) => {
    while (found.length <= place && next < order.length) {
      const way = order[next++]!;
      const helper = helpers[way]!;
      if (!canGo(helper)) continue;
      found.push({ job, helper, minutes: minutes[way]!, cost: costs[way]! });
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
export function commonBar({ helpers }: Problem, job: Job): Bar | null {
  const counts = new Map<Bar, number>();
  let fewest = Infinity;
  for (const helper of helpers) {
    const bars = barsFor(helper, job).filter((bar) => bar !== "already");
    if (bars.length === 0 || bars.length > fewest) continue;
    if (bars.length < fewest) counts.clear();
    fewest = bars.length;
    for (const bar of bars) counts.set(bar, (counts.get(bar) ?? 0) + 1);
  }
  const [first] = [...counts].sort((one, other) => other[1] - one[1]);
  return first?.[0] ?? null;
}
