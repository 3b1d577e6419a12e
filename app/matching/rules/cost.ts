import type { Priority } from "../../districts/types";
import type { Window } from "../../platform/types";
import { pressingOf } from "./judge";
import type { Job, Plan, Problem } from "./problem";

/**
 * What it costs, in minutes of the road, to leave a place of a job empty. One of these outweighs every way that is saved for
 * it (a way costs 480 at most), and danger to life outweighs whatever is less pressing.
 */
const UNMET: Record<Priority, number> = {
  critical: 20_000,
  high: 5_000,
  normal: 2_000,
  low: 1_000,
};
/** Overdue counts so many times. */
const OVERDUE = 1.5;
/** To go without the thing that is wished for, as a part of that. */
const EMPTY_HANDED = 0.2;
/** Whoever is given a second job in one plan, and each further one. */
export const AGAIN = 20;
const FARTHEST_THING = 120;

export const unmetCost = (job: Job, now: Date): number =>
  UNMET[pressingOf(job, now)] * job.places * (job.dueAt < now ? OVERDUE : 1);

export const emptyHandedCost = (job: Job, now: Date): number => EMPTY_HANDED * unmetCost(job, now);

export const fitCost = ({ minutes }: { minutes: number }): number =>
  Math.min(minutes, FARTHEST_THING);

/** What a plan costs; what the solver makes as small as it can. */
export function costOfPlan({ jobs, now }: Problem, plan: Plan): number {
  const met = new Map(plan.map((one) => [one.job, one]));
  const times = new Map<number, number>();
  for (const { pairs } of plan)
    for (const { helper } of pairs) times.set(helper, (times.get(helper) ?? 0) + 1);
  const again = [...times.values()].reduce((sum, count) => sum + (count - 1) * AGAIN, 0);
  return jobs.reduce((sum, job, index) => {
    const one = met.get(index);
    if (!one) return sum + unmetCost(job, now);
    const ways = one.pairs.reduce((cost, pair) => cost + pair.cost, 0);
    if (!job.wish) return sum + ways;
    return sum + ways + (one.fit ? fitCost(one.fit) : emptyHandedCost(job, now));
  }, again);
}

/** Groups of windows that all lie over one moment, none within another group: what a person can do one of. */
export function meetings<Each extends { window: Window }>(all: readonly Each[]): Each[][] {
  const starts = [...new Set(all.map(({ window }) => window.from.getTime()))].sort((a, b) => a - b);
  const groups = starts.map((start) =>
    all.filter(({ window }) => window.from.getTime() <= start && start < window.to.getTime()),
  );
  return groups.filter((group, at) => {
    const next = starts[at + 1];
    const goesOn = next !== undefined && group.every(({ window }) => window.to.getTime() > next);
    return group.length > 1 && !goesOn;
  });
}
