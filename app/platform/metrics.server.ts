import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Connection } from "./database.server";
import type { JobWorker } from "./jobs.server";
import type { Watch } from "./watch.server";

/** Seconds, from what nobody notices to what a page may never take. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Milliseconds after which a figure of the database's is left out rather than waited for. */
const ASK_WITHIN = 2_000;

type Parts = {
  connection: Connection;
  watch: Watch;
  worker: () => JobWorker | null;
  /** Requests that wait for their turn. */
  waiting: () => number;
  /** Live boards that are told of changes by this process. */
  boards: () => number;
};

type Failing = { job: string; jobs: number; attempts: number; given_up: number };
type Queue = { waiting: number; oldest_seconds: number; running: number };

export type State = {
  database: { answers: boolean; awaySince: Date | null; connections: number };
  requestsWaiting: number;
  /** Null where the worker is another process's. */
  workerRunning: boolean | null;
  /** Null while the database can't be asked. */
  queue: (Queue & { failing: readonly Failing[]; dead: number }) | null;
};

/** How the process is doing, in figures for Prometheus and in words for whoever asks at night. */
export function makeMetrics({ connection, watch, worker, waiting, boards }: Parts) {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register, prefix: "naaber_" });
  const requests = new Histogram({
    name: "naaber_http_request_seconds",
    help: "Time from a request to the end of its answer",
    labelNames: ["method", "page", "status"],
    buckets: BUCKETS,
    registers,
  });
  const waits = new Histogram({
    name: "naaber_http_wait_seconds",
    help: "Time that a request waited for its turn",
    buckets: BUCKETS,
    registers,
  });
  const outages = new Counter({
    name: "naaber_database_outages_total",
    help: "Times that the database fell silent",
    registers,
  });
  watch.on("away", () => outages.inc());

  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `naaber_${name}`, help, labelNames, registers });
  const gauges = {
    answers: gauge("database_answers", "1 while the database answers"),
    connections: gauge("database_connections", "Connections of the application's pool"),
    turns: gauge("http_waiting", "Requests that wait for their turn"),
    boards: gauge("board_streams", "Live boards that this process tells of changes"),
    worker: gauge("worker_running", "1 while jobs are worked off in this process"),
    jobs: gauge("queue_jobs", "Jobs that are due, by what becomes of them", ["state"]),
    oldest: gauge("queue_oldest_seconds", "How long the oldest due job has waited"),
    dead: gauge("queue_dead_jobs", "Jobs that are not tried any more"),
    failing: gauge("queue_failing_jobs", "Jobs that have failed five times or more", ["job"]),
  };

  async function askQueue(): Promise<State["queue"]> {
    if (watch.awaySince()) return null;
    const { sql } = connection;
    const asked = Promise.all([
      sql<[Queue]>`select * from queue_length()`,
      sql<Failing[]>`select * from failing_jobs()`,
    ]).then(([[queue], failing]) => ({
      ...queue,
      failing: [...failing],
      dead: failing.reduce((sum, { given_up }) => sum + given_up, 0),
    }));
    const late = new Promise<null>((resolve) => setTimeout(resolve, ASK_WITHIN, null).unref());
    return Promise.race([asked.catch(() => null), late]);
  }

  async function state(): Promise<State> {
    const awaySince = watch.awaySince();
    return {
      database: { answers: !awaySince, awaySince, connections: connection.open() },
      requestsWaiting: waiting(),
      workerRunning: worker()?.running() ?? null,
      queue: await askQueue(),
    };
  }

  return {
    state,
    answered: (labels: { method: string; page: string; status: number }, seconds: number) =>
      requests.observe(labels, seconds),
    waited: (seconds: number) => waits.observe(seconds),
    contentType: register.contentType,
    async text(): Promise<string> {
      const { database, requestsWaiting, workerRunning, queue } = await state();
      gauges.answers.set(Number(database.answers));
      gauges.connections.set(database.connections);
      gauges.turns.set(requestsWaiting);
      gauges.boards.set(boards());
      if (workerRunning !== null) gauges.worker.set(Number(workerRunning));
      gauges.failing.reset();
      if (queue) {
        gauges.jobs.set({ state: "waiting" }, queue.waiting);
        gauges.jobs.set({ state: "running" }, queue.running);
        gauges.oldest.set(queue.oldest_seconds);
        gauges.dead.set(queue.dead);
        for (const { job, jobs } of queue.failing) gauges.failing.set({ job }, jobs);
      }
      return register.metrics();
    },
  };
}

export type Metrics = ReturnType<typeof makeMetrics>;
