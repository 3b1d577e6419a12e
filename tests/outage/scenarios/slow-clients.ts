import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { type Defer, makeCleanup } from "../cleanup";
import { until } from "../debian";
import { someAddress } from "../forms";
import { judgeProcesses, stopAll } from "../judge";
import { emptyOutcome, type Outcome } from "../outcome";
import { startPostgres } from "../postgres";
import { connectIdle, trickleForm, trickleHead } from "../raw-clients";
import type { Scenario } from "../scenario";
import { openStage } from "../stage";

const IDLE = 250;
const DRIPPING = 24;
const BETWEEN_BYTES = 100;
const MOST = 1.5;
const ROUNDS = 16;
const SECONDS = 2.5;
const BETWEEN_PAGES = 25;

/** How long people from everywhere wait for `/help`, in milliseconds. */
async function others(base: string): Promise<number[]> {
  const waits: Promise<number>[] = [];
  const until = performance.now() + SECONDS * 1_000;
  while (performance.now() < until) {
    const began = performance.now();
    const headers = { "X-Forwarded-For": someAddress() };
    waits.push(
      fetch(`${base}/help`, { headers })
        .then((answer) => answer.arrayBuffer())
        .then(() => performance.now() - began),
    );
    await delay(BETWEEN_PAGES);
  }
  return Promise.all(waits);
}

/** Those who say nothing and those who take for ever; who is cut off comes again. Gives how many are connected. */
function slowClients(defer: Defer, base: string): () => number {
  let here = true;
  let connected = 0;
  defer(() => {
    here = false;
  });
  const keep = (make: () => Socket) => {
    make()
      .once("connect", () => {
        connected += 1;
      })
      .once("close", () => {
        connected -= 1;
        if (here) keep(make);
      });
  };
  for (let count = 0; count < IDLE; count++) keep(() => connectIdle(defer, base));
  for (let count = 0; count < DRIPPING; count++)
    keep(() => (count % 2 ? trickleForm : trickleHead)(defer, base, BETWEEN_BYTES));
  return () => connected;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1]!;
const p95 = (waits: readonly number[]) =>
  [...waits].sort((a, b) => a - b)[Math.floor((waits.length - 1) * 0.95)]!;

async function besideSlowClients(defer: Defer): Promise<Outcome> {
  const outcome = emptyOutcome();
  const postgres = await startPostgres(defer);
  const judge = () => postgres.superuser;
  const stage = await openStage(defer, postgres.addresses, { count: 1, judge });
  const { base } = stage.programs[0]!;
  const beside = async () => {
    const clients = makeCleanup();
    const connected = slowClients(clients.defer, base);
    await until("all of them are connected", 20, async () => connected() === IDLE + DRIPPING);
    const waits = await others(base);
    await clients.run();
    return waits;
  };
  const rounds: { quiet: number; slow: number }[] = [];
  // What is measured before everything is warm does not count.
  await others(base);
  for (let round = 0; round < ROUNDS; round++) {
    const early = round % 2 ? p95(await others(base)) : null;
    const slow = p95(await beside());
    rounds.push({ quiet: early ?? p95(await others(base)), slow });
  }
  // Of each round its own, so that what else the machine does weighs on both sides.
  const ratio = median(rounds.map(({ quiet, slow }) => slow / quiet));
  const [quiet, slow] = [
    median(rounds.map((round) => round.quiet)),
    median(rounds.map((round) => round.slow)),
  ];
  outcome.notes.push(
    `p95 of /help ${slow.toFixed(1)} ms against ${quiet.toFixed(1)} ms quiet, medians of ${ROUNDS} rounds: ` +
      `${ratio.toFixed(2)} times (at most ${MOST})`,
  );
  if (ratio > MOST) outcome.faults.push(`others wait ${ratio.toFixed(2)} times as long`);
  judgeProcesses(stage.programs, outcome);
  await stopAll(stage.programs, outcome);
  return outcome;
}

/** Clients that take a connection and do nothing with it. */
export const slowClientScenarios: Scenario[] = [
  {
    name: "slow-clients",
    title: `${IDLE} idle and ${DRIPPING} dripping connections: others’ p95 on /help against quiet, at most ${MOST} times`,
    needs: ["postgresql"],
    play: besideSlowClients,
  },
];
