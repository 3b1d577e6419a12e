import { commonBar } from "./candidates";
import { type Bar, type Con, judge, type Pro } from "./judge";
import type { Fit, Pair, Plan, Problem } from "./problem";

/** Somebody for a place of a job, with what speaks for and against them. */
export type Choice = {
  helper: string;
  kilometres: number | null;
  pros: readonly Pro[];
  cons: readonly Con[];
  /** Is on another line of the plan: to be swapped, or taken out there. */
  elsewhere: boolean;
};
export type PlanLine = {
  job: string;
  chosen: Choice[];
  /** Who else could go, those first who are nowhere else in the plan. */
  others: Choice[];
  fit: Fit | null;
  /** Nothing of the wished kind is free. */
  emptyHanded: boolean;
};
/**
 * Why nobody is planned for a job. `team`: fewer can go than are wanted; `taken`: whoever could go is needed where it presses more; else what
 * keeps most of those who come nearest to fitting.
 */
export type LeftOut = {
  job: string;
  why: Bar | "nobody" | "team" | "taken";
  found: number;
  places: number;
};

const OTHERS = 6;

/** The plan in an order in which it is read, the most pressing first as the jobs are given. */
export function explain(
  problem: Problem,
  plan: Plan,
  candidates: readonly (readonly Pair[])[],
): { lines: PlanLine[]; left: LeftOut[] } {
  const { jobs, helpers, now } = problem;
  const planned = new Map(plan.map((one) => [one.job, one]));
  const used = new Set(plan.flatMap(({ pairs }) => pairs.map(({ helper }) => helper)));
  const choice = ({ job, helper }: Pair, elsewhere: boolean): Choice => {
    const { kilometres, pros, cons } = judge(helpers[helper]!, jobs[job]!, now);
    return { helper: helpers[helper]!.id, kilometres, pros, cons, elsewhere };
  };
  const othersFor = (index: number, own: readonly Pair[]) => {
    const others = candidates[index]!.filter(
      ({ helper }) => !own.some((one) => one.helper === helper),
    );
    const isUsed = ({ helper }: Pair) => used.has(helper);
    return [...others.filter((one) => !isUsed(one)), ...others.filter(isUsed)]
      .slice(0, OTHERS)
      .map((one) => choice(one, isUsed(one)));
  };
  const lines: PlanLine[] = [];
  const left: LeftOut[] = [];
  for (const [index, job] of jobs.entries()) {
    const one = planned.get(index);
    const found = candidates[index]!.length;
    if (one)
      lines.push({
        job: job.id,
        chosen: one.pairs.map((pair) => choice(pair, false)),
        others: othersFor(index, one.pairs),
        fit: one.fit,
        emptyHanded: job.wish !== null && one.fit === null,
      });
    else
      left.push({
        job: job.id,
        why:
          found >= job.places
            ? "taken"
            : found > 0
              ? "team"
              : (commonBar(problem, job) ?? "nobody"),
        found,
        places: job.places,
      });
  }
  return { lines, left };
}
