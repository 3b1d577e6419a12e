import { type Arrivals, judgeArrivals } from "./arrivals";
import type { Clients } from "./clients";
import { judgeInvariants } from "./invariants";
import type { Sink } from "./mail";
import type { Phones } from "./phones";
import { poll } from "./poll";
import { judgeOrders } from "./post";
import type { Kept } from "./programs";
import type { Proofs } from "./proofs";
import type { Server, Sql } from "./server";

/** Milliseconds, on a machine that is busy. */
const READY_WITHIN = 180_000;
const QUEUE_RESTS_WITHIN = 240_000;

type Parts = {
  clients: Clients;
  programs: readonly Kept[];
  server: Server;
  proofs: Proofs;
  sink: Sink;
  phones: Phones;
};

/** What is wrong with what the database holds, by kind of fault. */
export type Judgement = {
  lost: string[];
  doubled: string[];
  broken: string[];
  /** Of messages: not ordered just once, or ordered and never delivered. */
  unsent: string[];
  /** Messages that no committed change called for. */
  strays: string[];
  /** By channel. */
  arrivals: Record<string, Arrivals>;
  /** How long each step of the look took, in words. */
  took: string;
};

/** Lets everything come to rest, and judges whether just that is there which was acknowledged, whole. */
export async function restAndJudge(parts: Parts): Promise<Judgement> {
  const { clients, programs, server, proofs, sink, phones } = parts;
  const { sql } = server;
  const took: string[] = [];
  let began = performance.now();
  const step = (what: string) => {
    took.push(`${what} ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    began = performance.now();
  };
  await clients.pause();
  step("answers");
  await poll("both processes are ready", READY_WITHIN, () => bothReady(programs));
  await poll("the queue has come to rest", QUEUE_RESTS_WITHIN, () => queueRests(sql));
  step("queue");
  const { lost, doubled } = await proofs.judge(sql);
  const broken = await judgeInvariants(sql);
  const { byChannel, unreached } = await judgeArrivals(sql, sink, phones);
  const all = Object.values(byChannel);
  const missing = all.flatMap((one) => one.missing);
  const unsent = [...(await judgeOrders(sql)), ...missing, ...unreached];
  step("judged");
  const strays = all.flatMap((one) => one.strays);
  return { lost, doubled, broken, unsent, strays, arrivals: byChannel, took: took.join(", ") };
}

async function bothReady(programs: readonly Kept[]): Promise<boolean> {
  const answers = await Promise.all(
    programs.map(async (program) => {
      const base = program.base();
      return base !== null && (await fetch(`${base}/readyz`)).status === 200;
    }),
  );
  return answers.every(Boolean);
}

/** Nothing is due, and no broadcast is under way. What has failed and would wait for its next try is tried now: the test has no hours. */
async function queueRests(sql: Sql): Promise<boolean> {
  await sql`update graphile_worker._private_jobs set run_at = now()
    where attempts > 0 and attempts < max_attempts and run_at > now() and locked_at is null`;
  const [row] = await sql<[{ due: number }]>`
    select (select count(*) from graphile_worker._private_jobs
      where attempts < max_attempts and (run_at <= now() or locked_at is not null))::int
      + (select count(*) from broadcast where state = 'sending')::int as due`;
  return row.due === 0;
}
