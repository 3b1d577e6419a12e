// What is built for threads, from its source: for `npm run dev` and tests.
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
await import(workerData.source);
