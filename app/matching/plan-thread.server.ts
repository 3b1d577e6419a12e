import { parentPort, workerData } from "node:worker_threads";
import type { Problem } from "./rules/problem";
import { begin, improve, outcomeOf } from "./solver.server";

// A thread of its own for what takes the processor for seconds. It tells what it has as soon as it has it: what it does not live to
// better stands. WebAssembly that has failed once is not used again: the thread ends with its plan.
const { problem, seconds } = workerData as { problem: Problem; seconds: number };
const port = parentPort!;
const begun = begin(problem);
port.postMessage(outcomeOf(problem, begun, begun.greedy));
const { default: load } = await import("highs");
port.postMessage(outcomeOf(problem, begun, improve(await load(), problem, begun, { seconds })));
port.postMessage("done");
