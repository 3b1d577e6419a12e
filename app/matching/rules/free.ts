import { lacksRest } from "../../accounts/rules/rest";
import type { Window } from "../../platform/types";
import { overlaps } from "./judge";
import type { Assigned, Fit, Helper, Job, Problem, Wish } from "./problem";

/** From when to when a thing is away for a job: what is used up is gone for good. */
export const awayFor = ({ window }: Pick<Job, "window">, { forGood }: Wish): Window =>
  forGood ? { from: window.from, to: new Date(8.64e15) } : window;

/** Whether somebody who is given these windows besides what they have promised can take one more. */
export const canTake = (helper: Helper, given: readonly Window[], window: Window): boolean =>
  given.every((one) => !overlaps(one, window)) &&
  (given.length === 0 || !lacksRest(window, [...helper.promised, ...given]));

type Use = { window: Window; amount: number };

/** What a plan has given away so far, person by person and thing by thing. */
export function makeBook({ jobs, helpers }: Problem) {
  const people = new Map<number, Window[]>();
  const things = new Map<string, Use[]>();
  return {
    isFree: (helper: number, job: Job) =>
      canTake(helpers[helper]!, people.get(helper) ?? [], job.window),
    /** The first thing of a wish of which enough is left. */
    firstFit(job: Job): Fit | null {
      const { wish } = job;
      if (!wish) return null;
      const away = awayFor(job, wish);
      const left = ({ id, free }: Fit) =>
        (things.get(id) ?? [])
          .filter(({ window }) => overlaps(window, away))
          .reduce((rest, { amount }) => rest - amount, free);
      return wish.fits.find((fit) => left(fit) >= wish.amount) ?? null;
    },
    take({ job: index, pairs, fit }: Assigned) {
      const job = jobs[index]!;
      for (const { helper } of pairs)
        people.set(helper, [...(people.get(helper) ?? []), job.window]);
      if (!fit || !job.wish) return;
      const use = { window: awayFor(job, job.wish), amount: job.wish.amount };
      things.set(fit.id, [...(things.get(fit.id) ?? []), use]);
    },
  };
}
