import { PRIORITIES } from "../../districts/types";
import type { Queue } from "./candidates";
import { makeBook } from "./free";
import { pressingOf } from "./judge";
import type { Assigned, Pair, Plan, Problem } from "./problem";

/** Job by job in an order, each with whoever is best of those who are left. */
function oneAfterAnother(
  problem: Problem,
  queues: readonly Queue[],
  order: readonly number[],
): Plan {
  const book = makeBook(problem);
  return order.flatMap((index) => {
    const job = problem.jobs[index]!;
    const pairs: Pair[] = [];
    for (let place = 0; pairs.length < job.places; place++) {
      const pair = queues[index]!.at(place);
      if (!pair) return [];
      if (book.isFree(pair.helper, job)) pairs.push(pair);
    }
    const assigned: Assigned = { job: index, pairs, fit: book.firstFit(job) };
    book.take(assigned);
    return [assigned];
  });
}

const orderBy = ({ jobs }: Problem, key: (index: number) => number[]): number[] => {
  const keys = jobs.map((_, index) => key(index));
  return [...jobs.keys()].sort((one, other) => {
    const at = keys[one]!.findIndex((value, place) => value !== keys[other]![place]);
    return at < 0 ? one - other : keys[one]![at]! - keys[other]![at]!;
  });
};

/** The most pressing first, each with its cheapest people: what is left where no solver can help. */
export function greedyPlan(problem: Problem, queues: readonly Queue[]): Plan {
  const { jobs, now } = problem;
  const order = orderBy(problem, (index) => {
    const job = jobs[index]!;
    return [PRIORITIES.indexOf(pressingOf(job, now)), job.dueAt.getTime()];
  });
  return oneAfterAnother(problem, queues, order);
}

/** As it goes without a plan: who asked first is served first, by whoever is there soonest; `soonest` are queues by the way. */
export const firstCome = (problem: Problem, soonest: readonly Queue[]): Plan =>
  oneAfterAnother(
    problem,
    soonest,
    orderBy(problem, (index) => [problem.jobs[index]!.since.getTime()]),
  );
