// A thread of its own for what takes the processor for seconds: reading a file of boundaries or a table. It is started for one
// file and ends with it, so that neither its time nor its memory is the pages'.
import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { task, args } = workerData;
const work = {
  districts: async () => (await import("../app/districts/rules/geojson.ts")).readDistricts,
  requests: async () => (await import("../app/requests/rules/table.ts")).readRequests,
  streets: async () => (await import("../app/districts/rules/streets.ts")).readStreets,
  table: async () => (await import("../app/resources/rules/table.ts")).readTable,
}[task];
const read = await work();
parentPort.postMessage(read(...args));
