/**
 * `npm run bench:plan`: plans for three made nights of 200 tasks: how long they take in a thread of their own, how near they are to the best there
 * is, what they are worth against first come, first served, and what it costs when one in ten says no. Notes the figures in
 * docs/benchmarks.md.
 */
import { loadavg } from "node:os";
import { resolve } from "node:path";
import highs from "highs";
import { makePlanner } from "../../app/matching/adapter.server";
import { figuresOf } from "../../app/matching/rules/compare";
import { costOfPlan } from "../../app/matching/rules/cost";
import type { Job, Plan, Problem } from "../../app/matching/rules/problem";
import { begin, improve } from "../../app/matching/solver.server";
import { makeNight, NIGHTS, randomFrom } from "../factories/nights";
import { keep } from "./keep";

const root = resolve(import.meta.dirname, "../..");
const ROUNDS = 5;
/** Enough for every pair that is possible. */
const ALL = { seconds: 40, most: Infinity };

const solver = await highs();
const percent = (part: number | null) =>
  part === null ? "unknown" : `${(part * 100).toFixed(2)} %`;
const rounded = (value: number | null) => (value === null ? "–" : value.toFixed(1));
const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[all.length >> 1]!;

/** One planner, as in the program: its first plan is slower, since the solver's code is not yet compiled as fast as it can be. */
const planner = makePlanner(root, { dev: false });

/** How long the program's own thread takes, on the clock and of the processor, and how near it comes in its two seconds. */
async function timed(problem: Problem) {
  const rounds: { seconds: number; processor: number; gap: number | null; by: string }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [began, used] = [performance.now(), process.cpuUsage()];
    const { gap, by } = await planner("bench", problem);
    const { user, system } = process.cpuUsage(used);
    const seconds = (performance.now() - began) / 1000;
    rounds.push({ seconds, processor: (user + system) / 1e6, gap, by });
  }
  const gaps = rounds.map(({ gap, by }) => (by === "solver" ? gap : null));
  const times = rounds.map(({ seconds }) => seconds);
  return {
    middle: median(times),
    longest: Math.max(...times),
    processor: median(rounds.map(({ processor }) => processor)),
    worst: gaps.reduce((worst, gap) =>
      worst === null || gap === null ? null : Math.max(worst, gap),
    ),
  };
}

/** One in ten of those who are asked says no: what they were asked for is planned again, and whoever said yes stays. */
function afterRefusals(problem: Problem, plan: Plan) {
  const random = randomFrom(10);
  const refused = new Map<number, Set<number>>();
  const promised = new Map<number, Job["window"][]>();
  let noes = 0;
  for (const { job, pairs } of plan)
    for (const { helper } of pairs)
      if (random.chance(0.1)) {
        noes += 1;
        refused.set(job, (refused.get(job) ?? new Set()).add(helper));
      } else promised.set(helper, [...(promised.get(helper) ?? []), problem.jobs[job]!.window]);
  const helpers = problem.helpers.map((helper, at) => ({
    ...helper,
    promised: [...helper.promised, ...(promised.get(at) ?? [])],
  }));
  const jobs = [...refused].map(([job, who]) => {
    const wanted = problem.jobs[job]!;
    const past = [...who].map((at) => [problem.helpers[at]!.id, "declined"] as const);
    return { ...wanted, places: who.size, wish: null, past: Object.fromEntries(past) };
  });
  const left = { ...problem, helpers, jobs };
  const began = performance.now();
  const again = improve(solver, left, begin(left), { seconds: 2 });
  return {
    noes,
    jobs: jobs.length,
    again,
    figures: figuresOf(left, again.plan),
    ms: performance.now() - began,
  };
}

const lines: string[] = [];
const load = () => loadavg()[0]!.toFixed(1);
{
  const began = performance.now();
  await planner("bench", makeNight(2, NIGHTS.quarter!));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  lines.push(`the first plan of a process: ${seconds} s, load of the machine ${load()}`);
}
for (const [name, night] of Object.entries(NIGHTS)) {
  const problem = makeNight(1, night);
  const { middle, longest, processor, worst } = await timed(problem);
  const begun = begin(problem);
  const best = improve(solver, problem, begun, { seconds: 20 });
  const every = begin(problem, Infinity);
  const all = improve(solver, problem, every, ALL);
  const bound = all.cost * (1 - (all.gap ?? 1));
  lines.push(
    `${name}: ${night.jobs} tasks, ${night.helpers} volunteers, ${night.things} things; in a thread of its own median ${middle.toFixed(1)} s, longest ${longest.toFixed(1)} s of ${ROUNDS} (2 s at most), of the processor ${processor.toFixed(1)} s, load of the machine ${load()}, worst gap of them ${percent(worst)} (at most 1 %)`,
    `${name}: solved for 20 s at most, the 30 best of each task come within ${percent(Math.max(0, (best.cost - bound) / best.cost))} of the bound over all ${every.candidates.reduce((sum, pairs) => sum + pairs.length, 0)} pairs that are possible; the simple plan costs ${(begun.greedy.cost / best.cost).toFixed(2)} times as much`,
  );
  const ours = figuresOf(problem, best.plan);
  const first = figuresOf(problem, begun.firstCome);
  lines.push(
    `${name}, against first come, first served: tasks met ${ours.met} and ${first.met}, of ${ours.pressing.asked} most urgent ${ours.pressing.met} and ${first.pressing.met}; minutes on the way each ${rounded(ours.minutes)} and ${rounded(first.minutes)}; until the most urgent are reached ${rounded(ours.pressing.minutes)} and ${rounded(first.pressing.minutes)}; promises of one person at most ${ours.mostOfOne} and ${first.mostOfOne}, their spread ${ours.spread.toFixed(2)} and ${first.spread.toFixed(2)}; cost ${best.cost.toFixed(0)} and ${costOfPlan(problem, begun.firstCome).toFixed(0)}`,
  );
  const { noes, jobs, again, figures, ms } = afterRefusals(problem, best.plan);
  lines.push(
    `${name}, when one in ten says no (${noes} people, ${jobs} tasks): planned again in ${(ms / 1000).toFixed(1)} s, ${again.plan.length} of ${jobs} met again, minutes on the way each ${rounded(figures.minutes)}`,
  );
}
keep("`npm run bench:plan`, with other work on the same machine, its load in each line,", lines);
