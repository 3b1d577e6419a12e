import { parentPort, workerData } from "node:worker_threads";
import type { Problem } from "./rules/problem";
import { begin, improve, outcomeOf } from "./solver.server";

// A thread of its own for what takes the processor for seconds. It tells what it has as soon as it has it: what it does not live to
// better stands. WebAssembly that has failed once is not used again: the thread ends with its plan.
type Given = { problem: Problem; seconds: number; wasm: WebAssembly.Module | null };
const { problem, seconds, wasm } = workerData as Given;
const port = parentPort!;
const begun = begin(problem);
port.postMessage(outcomeOf(problem, begun, begun.greedy));
if (!wasm) throw new Error("there is no solver to load");
const { default: load } = await import("highs");
const highs = await load({ wasmModule: wasm });
port.postMessage(outcomeOf(problem, begun, improve(highs, problem, begun, { seconds })));
port.postMessage("done");
