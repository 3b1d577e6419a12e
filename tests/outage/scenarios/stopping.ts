import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import type { Defer } from "../cleanup";
import { until } from "../debian";
import { acknowledgedBy, makeForm } from "../forms";
import { judgeAnswers, judgeProcesses, judgeRequests, stopAll, tellComplaints } from "../judge";
import { type Attempt, type Load, startLoad } from "../load";
import { isGood } from "../measure";
import { warmUp } from "../outage";
import { emptyOutcome, type Outcome } from "../outcome";
import { type Postgres, startPostgres } from "../postgres";
import type { Program } from "../program";
import { query } from "../query";
import { keepAsking, sendHalfHead, trickleForm } from "../raw-clients";
import type { Scenario } from "../scenario";
import { openStage, type Stage } from "../stage";

/** How long the answer that is in flight takes, and how long the others go on after the end. */
const IN_FLIGHT_FOR = 1_500;
const AFTER_END = 2_000;
const PAUSED_BEFORE = 3_000;
/** How long a busy machine may take to hand over the signal, and what was on its way to arrive; milliseconds. */
const HEARS_WITHIN = 1_000;
/** Seconds. */
const END_WITHIN = 10;

/** Nobody can save until it is let go. */
async function holdRequests({ superuser }: Postgres) {
  const holder = new Client({ connectionString: superuser });
  await holder.connect();
  await holder.query("begin; lock table request_private in exclusive mode");
  return async () => {
    await holder.query("rollback");
    await holder.end();
  };
}

/** One form whose answer is still in work when the signal comes. */
async function sendInFlight({ base }: Program, postgres: Postgres, load: Load) {
  const form = makeForm({ withEmail: true });
  load.sent.push(form.details);
  const answer = fetch(`${base}/help`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams(form.fields),
  });
  await until("the form waits for the database", 20, async () => {
    const rows = await query(
      postgres.superuser,
      "select from pg_stat_activity where wait_event_type = 'Lock' and usename = 'naaber_app'",
    );
    return rows.length > 0;
  });
  return async (outcome: Outcome) => {
    const { status, headers } = await answer;
    const location = headers.get("location");
    const taken = acknowledgedBy({ result: status, location, lacks: null }, form);
    if (taken) load.acknowledged.push(taken);
    else outcome.faults.push(`what was in flight was answered ${status}`);
    if (headers.get("connection") !== "close")
      outcome.faults.push("what was in flight was answered without Connection: close");
  };
}

/** Sends SIGTERM, and kills what does not end in time. */
async function terminate(program: Program, outcome: Outcome, index: number) {
  const began = performance.now();
  const timer = setTimeout(() => void program.end("SIGKILL"), (END_WITHIN + 2) * 1_000);
  const code = await program.end("SIGTERM");
  clearTimeout(timer);
  const seconds = (performance.now() - began) / 1_000;
  outcome.notes.push(`process ${index} ended with ${code} after ${seconds.toFixed(1)} s`);
  if (code !== 0) outcome.faults.push(`process ${index} ended with ${code}`);
  if (seconds > END_WITHIN)
    outcome.faults.push(`process ${index} ended after ${seconds.toFixed(1)} s`);
}

/** One of two, with every kind of client that may hold up its end; the other takes over. */
async function oneOfTwo(defer: Defer): Promise<Outcome> {
  const outcome = emptyOutcome();
  const postgres = await startPostgres(defer);
  const stage = await openStage(defer, postgres.addresses, { judge: () => postgres.superuser });
  const load = startLoad(stage);
  await warmUp(stage, load);
  const [first] = stage.programs as [Program, Program];
  sendHalfHead(defer, first.base);
  trickleForm(defer, first.base);
  const asking = [0, 1, 2, 3].map(() => keepAsking(defer, first.base, "/help"));
  const checking = keepAsking(defer, first.base, "/readyz");
  const letGo = await holdRequests(postgres);
  const inFlight = await sendInFlight(first, postgres, load);

  const struck = performance.now();
  const ending = terminate(first, outcome, 0);
  await delay(IN_FLIGHT_FOR);
  await letGo();
  await inFlight(outcome);
  await ending;
  await delay(AFTER_END);
  await load.stop();

  const notReady = checking.find(({ at, status }) => at >= struck && status !== 200);
  outcome.readyzWithin = notReady ? (notReady.at - struck) / 1_000 : null;
  if (!notReady) outcome.faults.push("/readyz never said so");
  const kept = asking
    .flat()
    .filter(({ at, status, closes }) => status !== null && !closes && at > struck + HEARS_WITHIN);
  if (kept.length > 0)
    outcome.faults.push(`${kept.length} answers after SIGTERM that do not close`);
  judgeAnswers(
    load.attempts.filter((one) => !mayFail(one, struck)),
    outcome,
  );
  judgeProcesses(stage.programs.slice(1), outcome);
  await judgeRequests(stage, load, outcome);
  await stopAll(stage.programs, outcome);
  tellComplaints(stage.programs, outcome);
  return outcome;
}

/** Who comes to the process after it was told to stop finds nobody, and goes to the other one. */
const mayFail = (one: Attempt, struck: number) =>
  one.program === 0 && !isGood(one) && one.ended >= struck && one.began >= struck - 50;

/** Both at once, while the database is there and does not answer. */
async function whilePaused(defer: Defer): Promise<Outcome> {
  const outcome = emptyOutcome();
  const postgres = await startPostgres(defer);
  const stage: Stage = await openStage(defer, postgres.addresses, {
    judge: () => postgres.superuser,
  });
  const load = startLoad(stage);
  await warmUp(stage, load);
  const wake = postgres.pause();
  await delay(PAUSED_BEFORE);
  const struck = performance.now();
  await Promise.all(stage.programs.map((program, index) => terminate(program, outcome, index)));
  const stopped = load.stop();
  wake();
  await stopped;
  judgeAnswers(
    load.attempts.filter(({ began }) => began < struck - 50),
    outcome,
  );
  const rows = await query(
    postgres.superuser,
    "select from request_private where details = any($1)",
    [load.acknowledged.map(({ details }) => details)],
  );
  outcome.acknowledged = load.acknowledged.length;
  outcome.lost = load.acknowledged.length - rows.length;
  outcome.doubled = 0;
  if (outcome.lost !== 0) outcome.faults.push(`${outcome.lost} lost`);
  tellComplaints(stage.programs, outcome);
  return outcome;
}

/** A process of the program that is told to stop. */
export const stopScenarios: Scenario[] = [
  {
    name: "stop",
    title:
      "one of two processes stopped (SIGTERM): kept connections, half a head, a trickled form, an answer in flight",
    needs: ["postgresql"],
    play: oneOfTwo,
  },
  {
    name: "stop-paused",
    title: "both processes stopped (SIGTERM) while PostgreSQL is paused",
    needs: ["postgresql"],
    play: whilePaused,
  },
];
