import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { Busy, boundedQueue } from "../platform/queue.server";
import type { Readers } from "./heavy-thread.server";

type Read = <Task extends keyof Readers>(
  task: Task,
  ...args: Parameters<Readers[Task]>
) => Promise<ReturnType<Readers[Task]>>;

const LONGEST = 60_000;
const MEGABYTES = 512;

/**
 * Reads a large file in a thread of its own, one at a time, while the pages go on. Throws `Busy` when others wait already, or
 * when it takes longer than a minute.
 */
export function makeReaders(root: string, { dev }: { dev: boolean }): Read {
  const file = join(root, dev ? "deploy/thread.mjs" : "build/threads/heavy.js");
  const source = pathToFileURL(join(root, "app/routes/heavy-thread.server.ts")).href;
  const queue = boundedQueue({ atOnce: 1, waiting: 6 });
  return (task, ...args) =>
    queue(
      () =>
        new Promise((resolve, reject) => {
          const thread = new Worker(file, {
            workerData: { task, args, source },
            resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
          });
          const end = setTimeout(() => {
            reject(new Busy());
            void thread.terminate();
          }, LONGEST);
          thread.once("message", resolve);
          thread.once("error", reject);
          thread.once("exit", () => {
            clearTimeout(end);
            reject(new Error(`the thread that read ${task} ended before it had`));
          });
        }),
    );
}

export type ReadFile = Read;
