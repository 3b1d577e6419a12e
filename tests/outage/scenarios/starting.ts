import { setTimeout as delay } from "node:timers/promises";
import type { Defer } from "../cleanup";
import { freePort, until } from "../debian";
import { judgeAnswers, judgeProcesses, judgeRequests, stopAll, tellComplaints } from "../judge";
import { type Load, startLoad } from "../load";
import { RECOVER_WITHIN, warmUp } from "../outage";
import { emptyOutcome, type Outcome } from "../outcome";
import { type Postgres, startPostgres } from "../postgres";
import { launchProgram, startPrograms, whenItServes } from "../program";
import { query } from "../query";
import type { Scenario } from "../scenario";
import { openStage, type Stage } from "../stage";

const AWAY_FOR = 8_000;
/** Seconds in which a start without a database has to give up: a minute, and what the start itself takes. */
const GIVES_UP = { from: 55, to: 80 };
const ROUNDS = 3;

/** Some requests, all acknowledged. */
async function useBriefly(stage: Stage, outcome: Outcome): Promise<Load> {
  const load = startLoad(stage);
  await warmUp(stage, load);
  await load.stop();
  judgeAnswers(load.attempts, outcome);
  return load;
}

const saysThatItWaits = (line: string) => /"level":"?(40|warn)/.test(line) && /waits/.test(line);

/** Starts two programs while the database is not there yet; `away` takes it away and gives what brings it back. */
const startWhile =
  (away: (postgres: Postgres) => Promise<() => Promise<unknown>>) =>
  async (defer: Defer): Promise<Outcome> => {
    const outcome = emptyOutcome();
    const postgres = await startPostgres(defer);
    const judge = () => postgres.superuser;
    const stage = await openStage(defer, postgres.addresses, { judge });
    const before = await useBriefly(stage, outcome);
    await stopAll(stage.programs, outcome);

    const bringBack = await away(postgres);
    const launched = [0, 1].map(() => launchProgram(defer, stage.settings));
    await until("both say that they wait for their database", 15, async () =>
      launched.every(({ lines }) => lines.some(saysThatItWaits)),
    ).catch((fault: Error) => outcome.faults.push(fault.message));
    await delay(AWAY_FOR);
    await bringBack();
    const back = performance.now();
    stage.programs = await Promise.all(launched.map(whenItServes));
    outcome.recoveredAfter = (performance.now() - back) / 1_000;
    if (outcome.recoveredAfter > RECOVER_WITHIN)
      outcome.faults.push(`they serve only after ${outcome.recoveredAfter.toFixed(1)} s`);
    const after = await useBriefly(stage, outcome);
    judgeProcesses(stage.programs, outcome);
    const both = {
      acknowledged: [...before.acknowledged, ...after.acknowledged],
      sent: [...before.sent, ...after.sent],
      refused: [...before.refused, ...after.refused],
    };
    await judgeRequests(stage, both, outcome);
    await stopAll(stage.programs, outcome);
    tellComplaints(stage.programs, outcome);
    return outcome;
  };

async function stop(postgres: Postgres) {
  await postgres.stop("fast");
  return postgres.start;
}

/** Killed with a lot to do again, and held in doing so. */
async function recover(postgres: Postgres) {
  // In another database of the server: this one is the city's alone.
  await query(
    postgres.url("postgres", "postgres"),
    "create table ballast as select n, repeat('x', 200) from generate_series(1, 300000) n",
  );
  await postgres.kill();
  const started = postgres.start();
  const goOn = await postgres.holdRecovery();
  return async () => {
    goOn();
    await started;
  };
}

async function withoutDatabase(defer: Defer): Promise<Outcome> {
  const outcome = emptyOutcome();
  const nowhere = `postgres://naaber:nothing@127.0.0.1:${await freePort()}/naaber`;
  const began = performance.now();
  const settings = { DATABASE_URL: nowhere, DATABASE_OWNER_URL: nowhere, DEMO: "no" };
  const program = launchProgram(defer, settings);
  const timer = setTimeout(() => void program.end("SIGKILL"), GIVES_UP.to * 1_000);
  const { code, signal } = await program.exited;
  clearTimeout(timer);
  const seconds = (performance.now() - began) / 1_000;
  outcome.notes.push(`ended with ${code ?? signal} after ${seconds.toFixed(0)} s`);
  if (code !== 1) outcome.faults.push(`it ended with ${code ?? signal}, not 1`);
  if (seconds < GIVES_UP.from) outcome.faults.push(`it gave up after ${seconds.toFixed(0)} s`);
  if (!program.lines.some(saysThatItWaits)) outcome.faults.push("it does not say that it waits");
  if (!program.lines.some((line) => /^naaber: .*database/.test(line)))
    outcome.faults.push("it does not say why it ends");
  return outcome;
}

/** How many rows each table has; a story that is told once and whole has the same each time. */
async function counts(url: string): Promise<string> {
  const [row] = await query<{ counts: string }>(
    url,
    `select string_agg(name || ' ' || rows, ', ' order by name) as counts from (
       select c.relname as name, (xpath('/row/c/text()', query_to_xml(
         format('select count(*) as c from %s', c.oid::regclass), false, true, '')))[1]::text as rows
       from pg_class c join pg_namespace n on n.oid = relnamespace
       where relkind = 'r' and nspname in ('public', 'graphile_worker')
         and relname not in ('rate_limit', 'session')) tables`,
  );
  return row!.counts;
}

/** Two processes on an empty demo database tell what one alone tells. */
async function togetherOnDemo(defer: Defer): Promise<Outcome> {
  const outcome = emptyOutcome();
  const postgres = await startPostgres(defer);
  const tell = async (programs: number) => {
    await query(postgres.url("postgres", "postgres"), "drop database naaber with (force)");
    await postgres.createDatabase();
    const settings = { ...postgres.addresses, CITY: "lviv", DEMO: "yes", WORKER: "off" };
    const started = await startPrograms(defer, programs, settings).catch((fault: Error) => {
      outcome.ended += 1;
      outcome.faults.push(fault.message);
      return [];
    });
    const told = await counts(postgres.superuser);
    await stopAll(started, outcome);
    return told;
  };
  const alone = await tell(1);
  for (let round = 1; round <= ROUNDS; round++) {
    const together = await tell(2);
    if (together !== alone)
      outcome.faults.push(`round ${round}: ${differences(alone, together)} (alone, together)`);
  }
  outcome.notes.push(`${ROUNDS} rounds; alone: ${alone}`);
  return outcome;
}

function differences(one: string, other: string): string {
  const others = other.split(", ");
  return one
    .split(", ")
    .flatMap((count, index) => (count === others[index] ? [] : [`${count} / ${others[index]}`]))
    .join(", ");
}

const line = (name: string, title: string, play: Scenario["play"]): Scenario => ({
  name,
  title,
  needs: ["postgresql"],
  play,
});

/** The start of the program. */
export const startScenarios: Scenario[] = [
  line(
    "start-before",
    `two processes start ${AWAY_FOR / 1_000} s before PostgreSQL does`,
    startWhile(stop),
  ),
  line(
    "start-recovering",
    `two processes start while PostgreSQL recovers for ${AWAY_FOR / 1_000} s`,
    startWhile(recover),
  ),
  line("start-without", "a start without any database ends after a minute", withoutDatabase),
  line("start-together", "two processes start together on an empty demo", togetherOnDemo),
];
