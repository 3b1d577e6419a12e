import fc from "fast-check";
import highs from "highs";
import { beforeAll, describe, expect, it } from "vitest";
import { makeNight, NIGHT } from "../../../tests/factories/nights";
import { lacksRest } from "../../accounts/rules/rest";
import { begin, improve } from "../solver.server";
import { queuesFor } from "./candidates";
import { costOfPlan } from "./cost";
import { awayFor, canTake } from "./free";
import { overlaps } from "./judge";
import type { Assigned, Fit, Job, Pair, Plan, Problem } from "./problem";

let solver: Awaited<ReturnType<typeof highs>>;
beforeAll(async () => {
  solver = await highs();
});

const hours = (count: number) => new Date(NIGHT.getTime() + count * 3_600_000);
const night = fc.record({
  seed: fc.integer(),
  jobs: fc.integer({ min: 1, max: 12 }),
  helpers: fc.integer({ min: 0, max: 12 }),
  things: fc.integer({ min: 0, max: 6 }),
  spread: fc.constantFrom(1, 6),
  danger: fc.constantFrom(0, 0.3),
  busy: fc.constantFrom(0, 0.7),
});

/** What is wrong with a plan, whoever made it; the judge knows nothing of how plans are made. */
function faultsOf({ jobs, helpers }: Problem, plan: Plan): string[] {
  const faults: string[] = [];
  const given = new Map<number, Job[]>();
  for (const { job: index, pairs, fit } of plan) {
    const job = jobs[index]!;
    if (pairs.length !== job.places) faults.push(`${job.id}: not a whole team`);
    if (new Set(pairs.map(({ helper }) => helper)).size !== pairs.length)
      faults.push(`${job.id}: somebody twice`);
    if (fit && !job.wish?.fits.includes(fit)) faults.push(`${job.id}: a thing that does not do`);
    for (const { helper } of pairs) given.set(helper, [...(given.get(helper) ?? []), job]);
  }
  for (const [index, own] of given) {
    const { id, skills, promised } = helpers[index]!;
    for (const [at, job] of own.entries()) {
      if (job.skills.some((skill) => !skills.includes(skill))) faults.push(`${id}: no skill`);
      const others = own.filter((_, other) => other !== at).map(({ window }) => window);
      if ([...promised, ...others].some((one) => overlaps(one, job.window)))
        faults.push(`${id}: in two places`);
      if (lacksRest(job.window, [...promised, ...others])) faults.push(`${id}: no rest`);
    }
  }
  const uses = plan.flatMap(({ job, fit }) =>
    fit
      ? { fit, window: awayFor(jobs[job]!, jobs[job]!.wish!), amount: jobs[job]!.wish!.amount }
      : [],
  );
  for (const { fit, window } of uses) {
    const then = { from: window.from, to: new Date(window.from.getTime() + 1) };
    const held = uses
      .filter((one) => one.fit.id === fit.id && overlaps(one.window, then))
      .reduce((sum, { amount }) => sum + amount, 0);
    if (held > fit.free) faults.push(`${fit.id}: ${held} of ${fit.free}`);
  }
  return faults;
}

const solved = (problem: Problem, seconds = 20) => {
  const begun = begin(problem);
  return { begun, best: improve(solver, problem, begun, { seconds }) };
};

describe("a plan", () => {
  it("puts nobody in two places, asks nobody without the skill or rest, and gives nothing away that is not there", () => {
    fc.assert(
      fc.property(night, ({ seed, ...some }) => {
        const problem = makeNight(seed, some);
        const { begun, best } = solved(problem);
        for (const plan of [best.plan, begun.greedy.plan, begun.firstCome])
          expect(faultsOf(problem, plan)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("is never worse than the simple one, nor than first come, first served", () => {
    fc.assert(
      fc.property(night, ({ seed, ...some }) => {
        const problem = makeNight(seed, some);
        const { begun, best } = solved(problem);
        const least = Math.min(begun.greedy.cost, costOfPlan(problem, begun.firstCome));
        expect(best.cost).toBeLessThanOrEqual(least * 1.002 + 1e-6);
      }),
      { numRuns: 100 },
    );
  });
});

/** The cheapest of all plans that there are, by trying every one. */
function cheapest(problem: Problem): number {
  const { jobs, helpers } = problem;
  let least = Infinity;
  const things = (job: Job): (Fit | null)[] => [null, ...(job.wish?.fits ?? [])];
  const walk = (index: number, plan: Assigned[]) => {
    if (index === jobs.length) {
      if (faultsOf(problem, plan).length === 0) least = Math.min(least, costOfPlan(problem, plan));
      return;
    }
    walk(index + 1, plan);
    const job = jobs[index]!;
    const pairs = queuesFor(problem, index).best.first(Infinity);
    for (const team of teamsOf(pairs, job.places)) {
      const free = team.every(({ helper }) => {
        const own = plan.filter((one) => one.pairs.some((pair) => pair.helper === helper));
        return canTake(
          helpers[helper]!,
          own.map((one) => jobs[one.job]!.window),
          job.window,
        );
      });
      if (free)
        for (const fit of things(job)) walk(index + 1, [...plan, { job: index, pairs: team, fit }]);
    }
  };
  walk(0, []);
  return least;
}

function teamsOf(pairs: readonly Pair[], size: number): Pair[][] {
  if (size === 0) return [[]];
  return pairs.flatMap((pair, at) =>
    teamsOf(pairs.slice(at + 1), size - 1).map((rest) => [pair, ...rest]),
  );
}

describe("the solver", () => {
  it("finds the cheapest of all plans where they are few enough to try", () => {
    const few = fc.record({
      seed: fc.integer(),
      jobs: fc.integer({ min: 1, max: 4 }),
      helpers: fc.integer({ min: 1, max: 4 }),
      things: fc.integer({ min: 0, max: 3 }),
      spread: fc.constant(3),
      danger: fc.constantFrom(0, 0.4),
      busy: fc.constantFrom(0, 0.6),
    });
    fc.assert(
      fc.property(few, ({ seed, ...some }) => {
        const problem = makeNight(seed, some);
        const { best } = solved(problem);
        const least = cheapest(problem);
        expect(best.cost).toBeGreaterThanOrEqual(least - 1e-6);
        expect(best.cost).toBeLessThanOrEqual(least * 1.002 + 1e-6);
      }),
      { numRuns: 120 },
    );
  });

  it.each([
    ["too many columns", { seconds: 5, most: 3 }],
    ["no time at all", { seconds: 0 }],
  ])("has the simple plan to give with %s", (_, options) => {
    const problem = makeNight(7, { ...MIDDLE, jobs: 20 });
    const begun = begin(problem);
    const { plan, cost } = improve(solver, problem, begun, options);
    expect(faultsOf(problem, plan)).toEqual([]);
    expect(cost).toBeLessThanOrEqual(begun.greedy.cost);
  });
});

const MIDDLE = { jobs: 2, helpers: 30, things: 10, spread: 3, danger: 0.2, busy: 0.2 };
const base = makeNight(1, MIDDLE);
const person = {
  ...base.helpers[0]!,
  skills: [],
  home: { lat: 49.84, lon: 24.03 },
  radiusKm: 50,
  promised: [],
  vehicle: "car" as const,
};
const job: Job = {
  ...base.jobs[0]!,
  skills: [],
  place: { lat: 49.85, lon: 24.03 },
  window: { from: hours(0), to: hours(2) },
  priority: "normal",
  neededBy: null,
  places: 1,
  wish: null,
  dueAt: hours(3),
};
const metBy = (problem: Problem) =>
  solved(problem).best.plan.map(({ job }) => problem.jobs[job]!.id);

describe("what presses more", () => {
  const far = { lat: 49.95, lon: 24.03 };
  it.each([
    ["danger to life", { priority: "critical" as const }],
    ["a deadline within the hour", { neededBy: hours(1) }],
    ["what is high, before what is normal", { priority: "high" as const }],
  ])("comes before what is near: %s", (_, pressing) => {
    const jobs = [
      { ...job, id: "near" },
      { ...job, ...pressing, id: "pressing", place: far },
    ];
    expect(metBy({ now: NIGHT, jobs, helpers: [person] })).toEqual(["pressing"]);
  });

  it("does not keep one person from two tasks that follow each other", () => {
    const later = { from: hours(2), to: hours(4) };
    const jobs = [
      { ...job, id: "first" },
      { ...job, id: "second", window: later },
    ];
    expect(metBy({ now: NIGHT, jobs, helpers: [person] })).toEqual(["first", "second"]);
  });

  it("is shared: of two who are alike each takes one", () => {
    const jobs = [
      { ...job, id: "first" },
      { ...job, id: "second", window: { from: hours(2), to: hours(4) } },
    ];
    const helpers = [person, { ...person, id: "other" }];
    const { plan } = solved({ now: NIGHT, jobs, helpers }).best;
    expect(new Set(plan.flatMap(({ pairs }) => pairs.map(({ helper }) => helper))).size).toBe(2);
  });

  it("leaves nobody with more than twelve hours of a day", () => {
    const six = (from: number) => ({ from: hours(from), to: hours(from + 6) });
    const jobs = [0, 6, 12].map((from) => ({ ...job, id: `at ${from}`, window: six(from) }));
    expect(metBy({ now: NIGHT, jobs, helpers: [person] })).toHaveLength(2);
  });
});
