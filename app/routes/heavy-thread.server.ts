import { parentPort, workerData } from "node:worker_threads";
import { readDistricts } from "../districts/rules/geojson";
import { readStreets } from "../districts/rules/streets";
import { readRequests } from "../requests/rules/table";
import { readTable } from "../resources/rules/table";

// A thread of its own for what takes the processor for seconds: reading a file of boundaries or a table. It is started for one
// file and ends with it, so that neither its time nor its memory is the pages'.
const READERS = {
  districts: readDistricts,
  streets: readStreets,
  table: readTable,
  requests: readRequests,
};
export type Readers = typeof READERS;

type Given<Task extends keyof Readers> = { task: Task; args: Parameters<Readers[Task]> };
const { task, args } = workerData as Given<keyof Readers>;
const read = READERS[task] as (...args: unknown[]) => unknown;
parentPort!.postMessage(read(...args));
