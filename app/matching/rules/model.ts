import { restRows } from "../../accounts/rules/rest";
import { AGAIN, emptyHandedCost, fitCost, meetings, unmetCost } from "./cost";
import { awayFor } from "./free";
import type { Assigned, Fit, Job, Pair, Plan, Problem } from "./problem";

/** An integer programme in rows: `lower ≤ a·x ≤ upper`, every column between 0 and `most`. */
export type Model = {
  costs: number[];
  most: number[];
  whole: boolean[];
  rows: { lower: number; upper: number; entries: [column: number, factor: number][] }[];
};
export type Made = {
  model: Model;
  /** What jobs cost that nobody can go to, whatever is chosen. */
  lost: number;
  /** The values of the columns for a plan, and the plan of values. */
  valuesOf: (plan: Plan) => Float64Array;
  planOf: (values: ArrayLike<number>) => Plan;
};

type Columns = {
  unmet: number;
  pairs: { column: number; pair: Pair }[];
  fits: { column: number; fit: Fit }[];
  emptyHanded: number | null;
};

/**
 * Who goes where, with what, as cheaply as can be. A column for each pair of a job and somebody who can go, each thing that would do,
 * each job that is left; rows for whole teams, one place at a time, rest, and no more of a thing than is free.
 */
export function makeModel(problem: Problem, candidates: readonly (readonly Pair[])[]): Made {
  const { jobs, now } = problem;
  const model: Model = { costs: [], most: [], whole: [], rows: [] };
  const column = (cost: number, { most = 1, whole = true } = {}) => {
    model.most.push(most);
    model.whole.push(whole);
    return model.costs.push(cost) - 1;
  };
  const columns = new Map<number, Columns>();
  let lost = 0;
  for (const [index, job] of jobs.entries()) {
    const pairs = candidates[index]!;
    if (pairs.length < job.places) {
      lost += unmetCost(job, now);
      continue;
    }
    const own: Columns = {
      unmet: column(unmetCost(job, now)),
      pairs: pairs.map((pair) => ({ column: column(pair.cost), pair })),
      fits: (job.wish?.fits ?? []).map((fit) => ({ column: column(fitCost(fit)), fit })),
      emptyHanded: job.wish ? column(emptyHandedCost(job, now)) : null,
    };
    columns.set(index, own);
    model.rows.push({
      lower: job.places,
      upper: job.places,
      entries: [[own.unmet, job.places], ...own.pairs.map(({ column }) => [column, 1] as Entry)],
    });
    if (own.emptyHanded === null) continue;
    const either = [own.unmet, own.emptyHanded, ...own.fits.map(({ column }) => column)];
    model.rows.push({ lower: 1, upper: 1, entries: either.map((one) => [one, 1] as Entry) });
  }
  const again = peopleRows(problem, columns, model, column);
  thingRows(problem, columns, model);
  return {
    model,
    lost,
    valuesOf: (plan) => valuesOf(plan, columns, again, model.costs.length),
    planOf: (values) => planOf(values, columns),
  };
}

type Entry = [column: number, factor: number];
type NewColumn = (cost: number, more?: { most?: number; whole?: boolean }) => number;
/** The jobs of one person, with the column that says how many more than one they are given. */
type Again = { own: number[]; column: number };

function peopleRows(
  { jobs, helpers }: Problem,
  columns: ReadonlyMap<number, Columns>,
  { rows }: Model,
  newColumn: NewColumn,
): Again[] {
  const byHelper = new Map<number, { column: number; window: Job["window"] }[]>();
  for (const [index, { pairs }] of columns)
    for (const { column, pair } of pairs) {
      const own = { column, window: jobs[index]!.window };
      byHelper.set(pair.helper, [...(byHelper.get(pair.helper) ?? []), own]);
    }
  const agains: Again[] = [];
  for (const [helper, own] of byHelper) {
    if (own.length < 2) continue;
    const groups = meetings(own);
    for (const group of groups)
      rows.push({ lower: 0, upper: 1, entries: group.map(({ column }) => [column, 1]) });
    // All at one time: nobody does two of them, whatever else is asked.
    if (groups.some((group) => group.length === own.length)) continue;
    const windows = own.map(({ window }) => window);
    for (const { hours, most } of restRows(windows, helpers[helper]!.promised))
      rows.push({
        lower: 0,
        upper: most,
        entries: own.flatMap(({ column }, at) =>
          hours[at]! > 0 ? [[column, hours[at]!] as Entry] : [],
        ),
      });
    const more = newColumn(AGAIN, { most: own.length, whole: false });
    agains.push({ own: own.map(({ column }) => column), column: more });
    rows.push({
      lower: -own.length,
      upper: 1,
      entries: [[more, -1], ...own.map(({ column }) => [column, 1] as Entry)],
    });
  }
  return agains;
}

function thingRows({ jobs }: Problem, columns: ReadonlyMap<number, Columns>, { rows }: Model) {
  type Use = { column: number; window: Job["window"]; amount: number; free: number };
  const byThing = new Map<string, Use[]>();
  for (const [index, { fits }] of columns) {
    const job = jobs[index]!;
    for (const { column, fit } of fits) {
      const { amount } = job.wish!;
      const use = { column, window: awayFor(job, job.wish!), amount, free: fit.free };
      byThing.set(fit.id, [...(byThing.get(fit.id) ?? []), use]);
    }
  }
  for (const uses of byThing.values())
    for (const group of meetings(uses))
      rows.push({
        lower: 0,
        // What is free over all of a window is free at each of its moments: the least of them is never too much.
        upper: Math.min(...group.map(({ free }) => free)),
        entries: group.map(({ column, amount }) => [column, amount]),
      });
}

function valuesOf(
  plan: Plan,
  columns: ReadonlyMap<number, Columns>,
  agains: readonly Again[],
  count: number,
): Float64Array {
  const values = new Float64Array(count);
  const planned = new Map(plan.map((one) => [one.job, one]));
  for (const [index, own] of columns) {
    const one = planned.get(index);
    if (!one) {
      values[own.unmet] = 1;
      continue;
    }
    for (const { column, pair } of own.pairs)
      if (one.pairs.some(({ helper }) => helper === pair.helper)) values[column] = 1;
    const fit = own.fits.find(({ fit }) => fit.id === one.fit?.id)?.column ?? own.emptyHanded;
    if (fit !== null) values[fit] = 1;
  }
  for (const { own, column } of agains)
    values[column] = Math.max(0, own.reduce((sum, one) => sum + values[one]!, 0) - 1);
  return values;
}

function planOf(values: ArrayLike<number>, columns: ReadonlyMap<number, Columns>): Plan {
  const isChosen = ({ column }: { column: number }) => values[column]! > 0.5;
  return [...columns].flatMap(([job, { unmet, pairs, fits }]): Assigned[] =>
    isChosen({ column: unmet })
      ? []
      : [
          {
            job,
            pairs: pairs.filter(isChosen).map(({ pair }) => pair),
            fit: fits.find(isChosen)?.fit ?? null,
          },
        ],
  );
}
