import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { type Defer, makeCleanup } from "../cleanup";
import { until } from "../debian";
import { someAddress } from "../forms";
import { judgeProcesses, stopAll } from "../judge";
import { emptyOutcome, type Outcome } from "../outcome";
import { startPostgres } from "../postgres";
import type { Program } from "../program";
import { connectIdle, trickleForm, trickleHead } from "../raw-clients";
import type { Scenario } from "../scenario";
import { openStage } from "../stage";

const IDLE = 250;
const DRIPPING = 24;
const BETWEEN_BYTES = 100;
const MOST = 1.5;
const WARM_UP = 100;
const PHASES = 4;
const SECONDS = 15;
const BETWEEN_PAGES = 20;

/** How long somebody waits for `/help`, in milliseconds. */
async function wait(base: string): Promise<number> {
  const began = performance.now();
  const answer = await fetch(`${base}/help`, { headers: { "X-Forwarded-For": someAddress() } });
  await answer.arrayBuffer();
  return performance.now() - began;
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

const p95 = (waits: readonly number[]) =>
  [...waits].sort((a, b) => a - b)[Math.floor((waits.length - 1) * 0.95)]!;

/**
 * Two programs, of which one has the slow clients and the other has none, are asked in turns: so whatever else the machine
 * does weighs on both. Then they change sides.
 */
async function besideSlowClients(defer: Defer): Promise<Outcome> {
  const outcome = emptyOutcome();
  const postgres = await startPostgres(defer);
  const stage = await openStage(defer, postgres.addresses, { judge: () => postgres.superuser });
  const [one, other] = stage.programs as [Program, Program];
  const waits = { slow: [] as number[], quiet: [] as number[] };
  // What is measured before everything is warm does not count.
  for (let count = 0; count < WARM_UP; count++)
    await Promise.all([one, other].map(({ base }) => wait(base)));
  for (let phase = 0; phase < PHASES; phase++) {
    const [beset, alone] = phase % 2 ? [other, one] : [one, other];
    const clients = makeCleanup();
    const connected = slowClients(clients.defer, beset.base);
    await until("all of them are connected", 20, async () => connected() === IDLE + DRIPPING);
    const end = performance.now() + SECONDS * 1_000;
    for (let turn = 0; performance.now() < end; turn++) {
      const early = turn % 2 ? await wait(alone.base) : null;
      waits.slow.push(await wait(beset.base));
      waits.quiet.push(early ?? (await wait(alone.base)));
      await delay(BETWEEN_PAGES);
    }
    await clients.run();
  }
  const [slow, quiet] = [p95(waits.slow), p95(waits.quiet)];
  const ratio = slow / quiet;
  outcome.notes.push(
    `p95 of /help ${slow.toFixed(1)} ms against ${quiet.toFixed(1)} ms quiet, ${waits.slow.length} pages each: ` +
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
