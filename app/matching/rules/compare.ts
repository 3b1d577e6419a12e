import { PRIORITIES } from "../../districts/types";
import { loadOf, pressingOf } from "./judge";
import type { Plan, Problem } from "./problem";

/** What a plan comes to. Minutes are those of one way; null where nobody goes. */
export type Figures = {
  met: number;
  minutes: number | null;
  /** Of what is most pressing in the problem, whatever that is. */
  pressing: { asked: number; met: number; minutes: number | null };
  /** How many things at most one person has promised about that time, with this plan. */
  mostOfOne: number;
  /** How unevenly: the standard deviation of that among those who go. */
  spread: number;
};

const mean = (all: readonly number[]): number | null =>
  all.length === 0 ? null : all.reduce((sum, one) => sum + one, 0) / all.length;

export function figuresOf({ jobs, helpers, now }: Problem, plan: Plan): Figures {
  const ranks = jobs.map((job) => PRIORITIES.indexOf(pressingOf(job, now)));
  const highest = Math.min(...ranks);
  const pressing = plan.filter(({ job }) => ranks[job] === highest);
  // A team begins with the last who comes.
  const waits = pressing.map(({ pairs }) => Math.max(...pairs.map(({ minutes }) => minutes)));
  const loads = new Map<number, number>();
  for (const { job, pairs } of plan)
    for (const { helper } of pairs)
      loads.set(helper, (loads.get(helper) ?? loadOf(helpers[helper]!, jobs[job]!.window)) + 1);
  const counts = [...loads.values()];
  const average = mean(counts) ?? 0;
  return {
    met: plan.length,
    minutes: mean(plan.flatMap(({ pairs }) => pairs.map(({ minutes }) => minutes))),
    pressing: {
      asked: ranks.filter((rank) => rank === highest).length,
      met: pressing.length,
      minutes: mean(waits),
    },
    mostOfOne: Math.max(0, ...counts),
    spread: Math.sqrt(mean(counts.map((one) => (one - average) ** 2)) ?? 0),
  };
}

/** What a plan is better by than another, in words' terms: nothing that is none, nothing smaller than a minute. */
export type Gain = {
  met: number;
  pressingMet: number;
  /** Sooner, of what is most pressing; where both reach as many. */
  sooner: number;
  /** Less on the road for each who goes. */
  shorter: number;
};

export function gainOf(plan: Figures, other: Figures): Gain {
  const by = (one: number | null, less: number | null) =>
    one === null || less === null ? 0 : Math.round(one - less);
  return {
    met: plan.met - other.met,
    pressingMet: plan.pressing.met - other.pressing.met,
    sooner:
      plan.pressing.met === other.pressing.met
        ? by(other.pressing.minutes, plan.pressing.minutes)
        : 0,
    shorter: plan.met === other.met ? by(other.minutes, plan.minutes) : 0,
  };
}
