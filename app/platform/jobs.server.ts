import { Logger, type Runner, run, type TaskList } from "graphile-worker";
import type { Db } from "./database.server";
import { describeFault, type Log } from "./log.server";

/** In what a job runs; `origin` as in `Ctx`. */
export type JobCtx = { db: Db; now: Date; origin: string };
/** A room's handlers by the name of the job. A job may come more than once and must not mind. */
export type Jobs = Record<string, (payload: never, ctx: JobCtx) => Promise<unknown>>;

type Options = { ownerUrl: string; db: Db; origin: string; log: Log; jobs: Jobs };

/** Works off the queue until it is stopped; what fails is tried again, later each time. */
export async function startWorker({ ownerUrl, db, origin, log, jobs }: Options): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(
    Object.entries(jobs).map(([name, handle]) => [
      name,
      async (payload: unknown) => {
        try {
          await handle(payload as never, { db, now: new Date(), origin });
        } catch (fault) {
          log.error({ job: name, fault: describeFault(fault) }, "a job failed and will be retried");
          // The queue keeps what is thrown, so the message must not say who either.
          throw new Error(describeFault(fault).name);
        }
      },
    ]),
  );
  return run({
    connectionString: ownerUrl,
    taskList,
    crontab: "17 * * * * housekeeping",
    concurrency: 4,
    noHandleSignals: true,
    logger: silent,
  });
}

const silent = new Logger(() => () => {});
