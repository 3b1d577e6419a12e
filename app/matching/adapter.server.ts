import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { describeFault } from "../platform/log.server";
import { boundedQueue } from "../platform/queue.server";
import type { Problem } from "./rules/problem";
import { beginInTurns, type Outcome, outcomeOf } from "./solver.server";

/** Seconds for the solver, and for all of a plan: HiGHS looks at its clock too seldom to be trusted with it alone. */
const SOLVER_SECONDS = 2;
const LONGEST = 6_000;
const MEGABYTES = 512;

/** Throws `Busy` when too many wait, `Superseded` for whoever has asked again, and what went wrong where there is not even a simple plan. */
export type Planner = (whose: string, problem: Problem) => Promise<Outcome>;

type Options = {
  /** Compiled as it is asked for. */
  dev: boolean;
  seconds?: number;
  longest?: number;
  /** What runs in the thread, and the solver's WebAssembly. */
  thread?: string;
  wasm?: string;
  /** Hears of what went wrong where there is a plan all the same. */
  log?: { error: (about: { fault: unknown }, what: string) => void };
};

/**
 * Solves problems in threads of their own, one at a time, while the pages go on. Whoever asks again before the answer is there has
 * asked for another plan: the first is given up.
 */
export function makePlanner(
  root: string,
  {
    dev,
    seconds = SOLVER_SECONDS,
    longest = LONGEST,
    thread = join(root, dev ? "deploy/thread.mjs" : "build/threads/plan.js"),
    wasm: wasmFile = createRequire(join(root, "package.json")).resolve("highs/runtime"),
    log,
  }: Options,
): Planner {
  const queue = boundedQueue({ atOnce: 1, waiting: 20 });
  const running = new Map<string, AbortController>();
  const source = pathToFileURL(join(root, "app/matching/plan-thread.server.ts")).href;
  const failed = (fault: unknown) =>
    log?.error({ fault: describeFault(fault) }, "a plan was made without the solver");
  const compile = keptOnceMade(async () => WebAssembly.compile(await readFile(wasmFile)));

  async function plan(problem: Problem, signal: AbortSignal): Promise<Outcome> {
    const wasm = await compile().catch((fault: unknown) => {
      failed(fault);
      return null;
    });
    signal.throwIfAborted();
    const { best, fault } = await solve(
      () =>
        new Worker(thread, {
          workerData: { problem, seconds, source, wasm },
          resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
        }),
      longest,
      signal,
    );
    if (fault === null && best) return best;
    const late = fault instanceof Late;
    if (late && best) return best;
    failed(fault);
    const simple = best ?? (await planHere(problem, longest, signal));
    return { ...simple, why: late ? "time" : "failed" };
  }

  return async (whose, problem) => {
    running.get(whose)?.abort(new Superseded());
    const own = new AbortController();
    running.set(whose, own);
    try {
      return await queue(() => plan(problem, own.signal));
    } finally {
      if (running.get(whose) === own) running.delete(whose);
    }
  };
}

/**
 * Compiled once for all threads: what V8 has made faster in one serves the next. Compiled anew in each, the solver took four times as
 * long.
 */
function keptOnceMade<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => {
    made ??= make().catch((fault: unknown) => {
      made = null;
      throw fault;
    });
    return made;
  };
}

/** The simple plan without a thread, task by task so that the pages have their turn. */
async function planHere(problem: Problem, longest: number, signal: AbortSignal): Promise<Outcome> {
  const end = performance.now() + longest;
  const begun = await beginInTurns(problem, async () => {
    await setImmediate();
    signal.throwIfAborted();
    if (performance.now() > end) throw new Late();
  });
  return outcomeOf(problem, begun, begun.greedy);
}

/** Somebody has asked for another plan instead. */
export class Superseded extends Error {
  override name = "Superseded";
}

/** The time for all of it is over. */
class Late extends Error {
  override name = "Late";
  override message = "no plan in time";
}

/** The best that a thread has told, and why it told no more: null where it was done. */
type Told = { best: Outcome | null; fault: unknown };

function solve(start: () => Worker, longest: number, signal: AbortSignal): Promise<Told> {
  return new Promise((resolve, reject) => {
    const thread = start();
    let best: Outcome | null = null;
    const end = (fault: unknown) => {
      clearTimeout(late);
      signal.removeEventListener("abort", abort);
      void thread.terminate();
      resolve({ best, fault });
    };
    const abort = () => {
      reject(signal.reason);
      end(signal.reason);
    };
    const late = setTimeout(() => end(new Late()), longest);
    signal.addEventListener("abort", abort);
    thread.on("message", (message: Outcome | "done") => {
      if (message === "done") end(null);
      else best = message;
    });
    thread.once("error", end);
    thread.once("exit", () => end(new Error("the thread ended before it was done")));
  });
}
