import type { Highs } from "highs";
import { BEST, queuesFor } from "./rules/candidates";
import { figuresOf, gainOf } from "./rules/compare";
import { costOfPlan } from "./rules/cost";
import { explain } from "./rules/explain";
import { firstCome, greedyPlan } from "./rules/greedy";
import { type Made, makeModel } from "./rules/model";
import type { Pair, Plan, Problem } from "./rules/problem";

/** Why a plan is the simple one: no time was left for the solver, it failed or could not be loaded, or the problem is too large for it. */
export type WhySimple = "time" | "failed" | "large";

/**
 * How a plan came about. `gap`: how much cheaper the best plan could be at most, as a part of this one's cost; null: unknown. `why`: null where
 * the solver made it.
 */
export type Solved = {
  plan: Plan;
  by: "solver" | "greedy";
  why: WhySimple | null;
  gap: number | null;
  cost: number;
};

/** What is known before the solver has begun: it is good enough when nothing better comes. */
export type Begun = { greedy: Solved; firstCome: Plan; candidates: Pair[][] };

/** Each job's `most` best people, and whoever else is in a plan that is known already: where all asks for the same few, they are too few. */
export function begin(problem: Problem, most: number = BEST): Begun {
  const steps = beginning(problem, most);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same with a pause after each job, for where others wait for the processor. */
export async function beginInTurns(problem: Problem, pause: () => Promise<void>): Promise<Begun> {
  const steps = beginning(problem, BEST);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await pause();
  }
}

function* beginning(problem: Problem, most: number): Generator<undefined, Begun> {
  const queues: ReturnType<typeof queuesFor>[] = [];
  for (const [index, { places }] of problem.jobs.entries()) {
    const queue = queuesFor(problem, index);
    queue.best.first(most + places - 1);
    queues.push(queue);
    yield;
  }
  const plan = greedyPlan(
    problem,
    queues.map(({ best }) => best),
  );
  yield;
  const first = firstCome(
    problem,
    queues.map(({ soonest }) => soonest),
  );
  const known = [...plan, ...first].flatMap(({ pairs }) => pairs);
  const candidates = queues.map((queue, index) => {
    const best = queue.best.first(most + problem.jobs[index]!.places - 1);
    const others = known.filter(
      ({ job, helper }) => job === index && !best.some((one) => one.helper === helper),
    );
    return [...best, ...new Map(others.map((one) => [one.helper, one])).values()];
  });
  const cost = costOfPlan(problem, plan);
  return {
    candidates,
    firstCome: first,
    greedy: { plan, by: "greedy", why: "time", gap: null, cost },
  };
}

/** What a page shows of a plan. */
export type Outcome = ReturnType<typeof outcomeOf>;

export function outcomeOf(problem: Problem, begun: Begun, solved: Solved) {
  const { plan, by, why, gap } = solved;
  const figures = figuresOf(problem, plan);
  return {
    by,
    why,
    gap,
    figures,
    gain: gainOf(figures, figuresOf(problem, begun.firstCome)),
    ...explain(problem, plan, begun.candidates),
  };
}

/** Columns that are too many to be solved in the time that a person waits for a page. */
const MOST_COLUMNS = 60_000;
/** HiGHS ends once it knows that the best is at most so much better. */
const GAP = 0.002;

/** The relaxation is nearly whole, and cuts do what is left: presolve and searches for other plans took as long again on made nights. */
const FASTEST = {
  presolve: "off",
  mip_heuristic_effort: 0,
  mip_heuristic_run_rens: false,
  mip_heuristic_run_rins: false,
  mip_heuristic_run_root_reduced_cost: false,
};

type Options = { seconds: number; most?: number };

/**
 * The cheapest plan that HiGHS finds within the time, and by how much it may miss the best; the greedy one where that is better or
 * the problem too large. Throws what the solver throws: whoever calls has the greedy plan already.
 */
export function improve(
  highs: Highs,
  problem: Problem,
  { greedy, candidates }: Begun,
  { seconds, most = MOST_COLUMNS }: Options,
): Solved {
  const made = makeModel(problem, candidates);
  if (made.model.costs.length === 0) return { ...greedy, by: "solver", why: null, gap: 0 };
  if (made.model.costs.length > most) return { ...greedy, why: "large" };
  const { values, bound, ended } = solve(highs, made, greedy.plan, seconds);
  const { optimal, timeLimit } = highs.constants.modelStatus;
  const plan = values ? made.planOf(values) : greedy.plan;
  const cost = costOfPlan(problem, plan);
  if (cost < greedy.cost) return { plan, by: "solver", why: null, gap: gapOf(cost, bound), cost };
  const gap = gapOf(greedy.cost, bound);
  if (ended === optimal) return { ...greedy, by: "solver", why: null, gap };
  return { ...greedy, why: ended === timeLimit ? "time" : "failed", gap };

  function gapOf(cost: number, bound: number | null) {
    if (bound === null) return null;
    // What nobody can change counts on neither side.
    const own = cost - made.lost;
    return own <= 0 ? 0 : Math.max(0, (own - bound) / own);
  }
}

function solve(highs: Highs, { model, valuesOf }: Made, start: Plan, seconds: number) {
  const { costs, most, whole, rows } = model;
  const starts = [0];
  for (const { entries } of rows) starts.push(starts.at(-1)! + entries.length);
  const { integer, continuous } = highs.constants.variableType;
  return highs.withModel(
    {
      numCols: costs.length,
      numRows: rows.length,
      colCost: costs,
      colLower: costs.map(() => 0),
      colUpper: most,
      rowLower: rows.map(({ lower }) => lower),
      rowUpper: rows.map(({ upper }) => upper),
      matrix: {
        format: "csr",
        numRows: rows.length,
        numCols: costs.length,
        starts,
        indices: rows.flatMap(({ entries }) => entries.map(([column]) => column)),
        values: rows.flatMap(({ entries }) => entries.map(([, factor]) => factor)),
      },
      integrality: whole.map((one) => (one ? integer : continuous)),
    },
    (solver) => {
      solver.options.set({ ...FASTEST, output_flag: false, time_limit: seconds, mip_rel_gap: GAP });
      solver.setSolution({ colValue: valuesOf(start) });
      solver.run();
      const bound = Number(solver.info.get("mip_dual_bound"));
      const isFeasible = Number(solver.info.get("primal_solution_status")) === FEASIBLE;
      return {
        values: isFeasible ? solver.getSolution().colValue : null,
        bound: Number.isFinite(bound) ? bound : null,
        ended: solver.getModelStatus(),
      };
    },
  );
}

/** `kSolutionStatusFeasible` of HiGHS. */
const FEASIBLE = 2;
