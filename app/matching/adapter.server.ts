import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { boundedQueue } from "../platform/queue.server";
import type { Problem } from "./rules/problem";
import type { Outcome } from "./solver.server";

/** Seconds for the solver, and for all of a plan: HiGHS looks at its clock too seldom to be trusted with it alone. */
const SOLVER_SECONDS = 2;
const LONGEST = 6_000;
const MEGABYTES = 512;

/** `hurried`: the solver was stopped, or failed, and this is what was known until then. */
export type Planned = Outcome & { hurried: boolean };
/** Throws `Busy` when too many wait, and what the thread threw where it had nothing. */
export type Planner = (whose: string, problem: Problem) => Promise<Planned>;

type Options = {
  /** Compiled as it is asked for. */
  dev: boolean;
  seconds?: number;
  longest?: number;
};

/**
 * Solves problems in threads of their own, one at a time, while the pages go on. Whoever asks again before the answer is there has
 * asked for another plan: the first is given up.
 */
export function makePlanner(
  root: string,
  { dev, seconds = SOLVER_SECONDS, longest = LONGEST }: Options,
): Planner {
  const queue = boundedQueue({ atOnce: 1, waiting: 20 });
  const running = new Map<string, AbortController>();
  const file = join(root, dev ? "deploy/thread.mjs" : "build/threads/plan.js");
  const source = pathToFileURL(join(root, "app/matching/plan-thread.server.ts")).href;
  const start = (problem: Problem) =>
    new Worker(file, {
      workerData: { problem, seconds, source },
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    });

  return async (whose, problem) => {
    running.get(whose)?.abort();
    const own = new AbortController();
    running.set(whose, own);
    try {
      return await queue(() => solve(() => start(problem), longest, own.signal));
    } finally {
      if (running.get(whose) === own) running.delete(whose);
    }
  };
}

/** Somebody has asked for another plan instead. */
export class Superseded extends Error {
  override name = "Superseded";
}

function solve(start: () => Worker, longest: number, signal: AbortSignal): Promise<Planned> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Superseded());
    const thread = start();
    let best: Outcome | null = null;
    const end = (fault: unknown, hurried: boolean) => {
      clearTimeout(late);
      signal.removeEventListener("abort", abort);
      void thread.terminate();
      if (best) resolve({ ...best, hurried });
      else reject(fault);
    };
    const abort = () => {
      best = null;
      end(new Superseded(), false);
    };
    const late = setTimeout(() => end(new Error("no plan in time"), true), longest);
    signal.addEventListener("abort", abort);
    thread.on("message", (message: Outcome | "done") => {
      if (message === "done") end(null, false);
      else best = message;
    });
    thread.once("error", (fault) => end(fault, true));
    thread.once("exit", () => end(new Error("the thread ended before it had a plan"), true));
  });
}
