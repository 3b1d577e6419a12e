import type { Defer } from "../cleanup";
import { until } from "../debian";
import { acknowledgedBy, makeForm, sendForm } from "../forms";
import { judgeProcesses, judgeRequests, stopAll, tellComplaints } from "../judge";
import type { Sent } from "../load";
import { emptyOutcome, type Outcome } from "../outcome";
import { startPostgres } from "../postgres";
import { startPrograms } from "../program";
import { query } from "../query";
import type { Scenario } from "../scenario";
import { openStage, type Stage } from "../stage";

/** So many as a worker does at once. */
const MAILS = 4;
/** Seconds: the freeing at a start, and that of every minute. */
const AFTER_START = 5;
const BY_ANOTHER = 65;

/** A program whose jobs are all in the middle of handing over a mail; what it has acknowledged. */
async function atWork(stage: Stage): Promise<Sent> {
  const sent: Sent = { acknowledged: [], sent: [], refused: [] };
  stage.mail.hold();
  for (let count = 0; count < MAILS; count++) {
    const form = makeForm({ withEmail: true });
    sent.sent.push(form.details);
    const taken = acknowledgedBy(await sendForm(stage.programs[0]!.base, form), form);
    if (!taken) throw new Error("a request was not acknowledged");
    sent.acknowledged.push(taken);
  }
  await until("every worker holds a mail", 20, async () => stage.mail.holding() === MAILS);
  return sent;
}

/** Until the second program works too: every worker of the first holds a mail, so what is left is done by the second. */
async function untilAnotherWorks(stage: Stage, sent: Sent, base: string): Promise<void> {
  const form = makeForm({ withEmail: false });
  sent.sent.push(form.details);
  const taken = acknowledgedBy(await sendForm(base, form), form);
  if (!taken) throw new Error("a request was not acknowledged");
  sent.acknowledged.push(taken);
  await until("the second program works", 30, async () => {
    const due = "select from graphile_worker._private_jobs where locked_at is null";
    return (await query(stage.judge, due)).length === 0;
  });
}

/** Kills the program in the middle of its jobs; they are done by the next one, or by another that goes on. */
const killedAtWork =
  (by: "the next" | "another") =>
  async (defer: Defer): Promise<Outcome> => {
    const outcome = emptyOutcome();
    const postgres = await startPostgres(defer);
    const judge = () => postgres.superuser;
    const stage = await openStage(defer, postgres.addresses, { count: 1, judge });
    const sent = await atWork(stage);
    const goOn = () => startPrograms(defer, 1, stage.settings);
    const others = by === "another" ? await goOn() : [];
    for (const { base } of others) await untilAnotherWorks(stage, sent, base);
    await stage.programs[0]!.end("SIGKILL");
    stage.mail.release();
    stage.programs = by === "another" ? others : await goOn();
    const began = performance.now();
    const last = () =>
      Math.max(
        ...sent.acknowledged.flatMap(({ email }) =>
          email ? [stage.mail.arrivals.get(email)?.[0] ?? Infinity] : [],
        ),
      );
    const most = by === "another" ? BY_ANOTHER : AFTER_START;
    await until("every job is done", most, async () => Number.isFinite(last())).catch(() => {});
    outcome.recoveredAfter = Math.max(0, (last() - began) / 1_000);
    if (outcome.recoveredAfter > most)
      outcome.faults.push(`the jobs of the killed process were not done after ${most} s`);
    judgeProcesses(stage.programs, outcome);
    await judgeRequests(stage, sent, outcome);
    await stopAll(stage.programs, outcome);
    tellComplaints(stage.programs, outcome);
    return outcome;
  };

/** A process of the program that is killed in the middle of its jobs. */
export const jobScenarios: Scenario[] = [
  {
    name: "killed-at-work",
    title: "a process killed (SIGKILL) in the middle of its jobs, started again",
    needs: ["postgresql"],
    play: killedAtWork("the next"),
  },
  {
    name: "killed-beside",
    title: "a process killed (SIGKILL) in the middle of its jobs, another goes on",
    needs: ["postgresql"],
    play: killedAtWork("another"),
  },
];
