import type { Clients } from "./clients";
import { judgeInvariants } from "./invariants";
import type { Sink } from "./mail";
import { poll } from "./poll";
import { judgeDeliveries, judgeOrders } from "./post";
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
};

/** What is wrong with what the database holds, by kind of fault. */
export type Judgement = {
  lost: string[];
  doubled: string[];
  broken: string[];
  mail: string[];
  mailsOrdered: number;
  mailsAgain: number;
};

/** Lets everything come to rest, and judges whether just that is there which was acknowledged, whole. */
export async function restAndJudge(parts: Parts): Promise<Judgement> {
  const { clients, programs, server, proofs, sink } = parts;
  const { sql } = server;
  await clients.pause();
  await poll("both processes are ready", READY_WITHIN, () => bothReady(programs));
  await poll("the queue has come to rest", QUEUE_RESTS_WITHIN, () => queueRests(sql));
  const { lost, doubled } = await proofs.judge(sql);
  const broken = await judgeInvariants(sql);
  const { ordered, missing, again } = await judgeDeliveries(sql, sink);
  const mail = [...(await judgeOrders(sql)), ...missing];
  return { lost, doubled, broken, mail, mailsOrdered: ordered, mailsAgain: again };
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

/** Nothing is due. What has failed and would wait for its next try is tried now: the test has no hours. */
async function queueRests(sql: Sql): Promise<boolean> {
  await sql`update graphile_worker._private_jobs set run_at = now()
    where attempts > 0 and attempts < max_attempts and run_at > now() and locked_at is null`;
  const [row] = await sql<[{ due: number }]>`
    select count(*)::int as due from graphile_worker._private_jobs
    where attempts < max_attempts and (run_at <= now() or locked_at is not null)`;
  return row.due === 0;
}
