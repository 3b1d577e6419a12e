import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import {
  type JobHelpers,
  Logger,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import { Client, Pool } from "pg";
import type { z } from "zod";
import { type Command, execute } from "./command.server";
import type { Around, CityFacts, Ctx } from "./context.server";
import type { Db } from "./database.server";
import { describeFault, type Log } from "./log.server";
import { trackSockets } from "./sockets.server";
import { tryAgain } from "./try-again.server";
import { type Actor, LOCALES } from "./types";
import type { Watch } from "./watch.server";

export type SystemActor = Extract<Actor, { kind: "system" }>;

/** In what a job runs: as the program itself, by the job's name. `job`: which one of the queue it is, the same however often it is tried. */
export type JobCtx = Ctx<SystemActor> & { job?: string };
/** A room's handlers by the name of the job. A job may come more than once and must not mind. */
export type Jobs = Record<string, (payload: never, ctx: JobCtx) => Promise<unknown>>;

/**
 * A job that is one command. What the command refuses is not wanted any more; when somebody else was first, and after a fault, it
 * is tried again.
 */
export const byJob =
  <Schema extends z.ZodType, Value>(which: Command<Schema, Value, Around<SystemActor>>) =>
  async (payload: z.input<Schema>, ctx: JobCtx) => {
    const result = await execute(ctx, which, payload);
    if (!result.ok && result.code === "taken") throw new Error(`${which.name}: ${result.code}`);
  };

type Options = {
  ownerUrl: string;
  db: Db;
  origin: string;
  city: CityFacts;
  log: Log;
  jobs: Jobs;
  watch: Watch;
};

/** Jobs at a time. With one connection for notices and one for the lease, a process holds two more. */
const AT_ONCE = 4;
/** Milliseconds. */
const CONNECT_WITHIN = 5_000;
const STOP_WITHIN = 5_000;
const FREE_EVERY = 10_000;
const TELL_EVERY = 60_000;
const AGAIN_AFTER = 500;
const AGAIN_AT_LATEST = 4_000;
/** Any constant: the class of the locks by which workers show that they are alive. */
const LEASE = 7_237_452;

/** Frees what is locked by workers whose lease has ended: their process was killed, or has lost the database. */
const FREE = `
  with holders as (
    select locked_by from graphile_worker._private_jobs where locked_by is not null
    union
    select locked_by from graphile_worker._private_job_queues where locked_by is not null),
  dead as materialized (
    select locked_by from holders where pg_try_advisory_xact_lock(${LEASE}, hashtext(locked_by)))
  select graphile_worker.force_unlock_workers(array(select locked_by from dead)),
    (select count(*)::int from dead) as workers`;

/** Works off the queue until it is stopped, whatever becomes of the database or of a worker meanwhile. */
export function startWorker({ watch, log, ...options }: Options) {
  const taskList = toTasks({ log, ...options });
  const stopping = new AbortController();
  let current: Run | null = null;

  const pause = (ms: number) => delay(ms, undefined, { signal: stopping.signal }).catch(() => {});
  const stopped = new Promise<void>((resolve) =>
    stopping.signal.addEventListener("abort", () => resolve()),
  );

  async function supervise() {
    let again = AGAIN_AFTER;
    while (!stopping.signal.aborted) {
      await Promise.race([watch.answering(), stopped]);
      if (stopping.signal.aborted) return;
      try {
        current = await startRun({ ownerUrl: options.ownerUrl, taskList, log, watch });
        again = AGAIN_AFTER;
        await Promise.race([current.died, stopped]);
      } catch (fault) {
        log.error({ fault: describeFault(fault) }, "the worker could not start");
      }
      const ended = current;
      current = null;
      await ended?.end(stopping.signal.aborted ? STOP_WITHIN : 0);
      if (stopping.signal.aborted) return;
      log.error("the worker has ended and is started again");
      await pause(again * (0.5 + Math.random()));
      again = Math.min(again * 2, AGAIN_AT_LATEST);
    }
  }
  const supervised = supervise();

  return {
    /** Whether jobs are being worked off. */
    running: () => current !== null,
    async stop() {
      stopping.abort();
      await supervised;
    },
  };
}

export type JobWorker = ReturnType<typeof startWorker>;

type RunOptions = Pick<Options, "ownerUrl" | "log" | "watch"> & { taskList: TaskList };
type Run = { died: Promise<unknown>; end: (within: number) => Promise<void> };

/** One life of the workers, on connections of their own, until one of these or of the workers is lost. */
async function startRun({ ownerUrl, taskList, log, watch }: RunOptions): Promise<Run> {
  const sockets = trackSockets();
  // So an outage ends this life, also one that has only begun and waits for an answer.
  const stopHearing = watch.on("away", sockets.drop);
  const connection = {
    connectionString: ownerUrl,
    application_name: "naaber worker",
    connectionTimeoutMillis: CONNECT_WITHIN,
    keepAlive: true,
    stream: sockets.make,
  };
  const pool = new Pool({ ...connection, max: AT_ONCE + 1 });
  const lease = new Client(connection);
  const events: WorkerEvents = new EventEmitter();
  const workers: string[] = [];
  events.on("worker:create", ({ worker }) => void workers.push(worker.workerId));
  const died = new Promise<unknown>((resolve) => {
    lease.once("error", resolve).once("end", resolve);
    events.once("worker:fatalError", resolve).once("pool:release", resolve);
  });
  // What breaks outside a job is seen by `died`; unheard, it would end the process.
  pool.on("error", () => {});
  lease.on("error", () => {});

  let leased: () => void = () => {};
  const hasLease = new Promise<void>((resolve) => {
    leased = resolve;
  });
  const holdBack = { startWorker: () => hasLease };
  const plugins = [{ name: "lease", version: "1", worker: { hooks: holdBack } }];
  let runner: Runner | null = null;
  const stop = async () => void (await runner?.stop().catch(() => {}));
  try {
    await lease.connect();
    runner = await run({
      pgPool: pool,
      events,
      taskList,
      preset: { plugins },
      crontab:
        "17 * * * * housekeeping\n23 2 * * * retention\n29 2 * * * handover-notes\n41 * * * * watch-looks\n* * * * * seal-record\n* * * * * tell-dead-jobs",
      concurrency: AT_ONCE,
      noHandleSignals: true,
      logger: silent,
    });
    void runner.promise.catch(() => {});
    await lease.query(
      `select pg_advisory_lock(${LEASE}, hashtext(id)) from unnest($1::text[]) id`,
      [workers],
    );
    await freeDead(pool, log);
    await tellFailing(pool, log);
    leased();
    const every = (ms: number, work: typeof freeDead) =>
      setInterval(() => void work(pool, log).catch(() => {}), ms);
    const timers = [every(FREE_EVERY, freeDead), every(TELL_EVERY, tellFailing)];
    return {
      died,
      async end(within) {
        for (const timer of timers) clearInterval(timer);
        const graceful = stop();
        if (within > 0) await Promise.race([graceful, delay(within, undefined, { ref: false })]);
        await letGo();
      },
    };
  } catch (fault) {
    void stop();
    await letGo();
    throw fault;
  }

  async function letGo() {
    leased();
    stopHearing();
    void pool.end().catch(() => {});
    void lease.end().catch(() => {});
    sockets.drop();
  }
}

/** Frees the jobs of dead workers. Not in the lease's own session, which could take its locks. */
async function freeDead(pool: Pool, log: Log) {
  const { rows } = await pool.query<{ workers: number }>(FREE);
  const workers = rows[0]?.workers ?? 0;
  if (workers > 0) log.warn({ workers }, "jobs of dead workers were freed");
}

async function tellFailing(pool: Pool, log: Log) {
  const { rows: failing } = await pool.query("select * from failing_jobs()");
  if (failing.length > 0) log.error({ failing }, "jobs keep failing");
}

/** In another database, or one that was restored, another job may have the same number. */
export const nameOfJob = (id: string, at: Date): string => `${id} ${Math.floor(+at / 1_000)}`;

type Handled = Pick<Options, "db" | "origin" | "city" | "log" | "jobs">;

function toTasks({ db, origin, city, log, jobs }: Handled) {
  return Object.fromEntries(
    Object.entries(jobs).map(([name, handle]) => [
      name,
      async (payload: unknown, { job }: Pick<JobHelpers, "job">) => {
        try {
          const actor = { kind: "system" as const, name };
          const around = { now: new Date(), origin, city, actor, locale: LOCALES[0] };
          const ctx = { ...around, db, job: nameOfJob(job.id, job.created_at) };
          await tryAgain(() => handle(payload as never, ctx));
        } catch (fault) {
          const isLast = job.attempts >= job.max_attempts;
          const said = isLast ? "a job was given up" : "a job failed and will be retried";
          log.error({ job: name, jobId: job.id, fault: describeFault(fault) }, said);
          // The queue keeps what is thrown, so the message must not say who either.
          throw new Error(describeFault(fault).name);
        }
      },
    ]),
  ) satisfies TaskList;
}

const silent = new Logger(() => () => {});
