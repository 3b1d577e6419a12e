import pLimit from "p-limit";
import { until } from "./debian";
import type { Acknowledged } from "./forms";
import type { Attempt, Sent } from "./load";
import type { Outcome } from "./outcome";
import type { Program } from "./program";
import { query } from "./query";
import type { Stage } from "./stage";

/** Seconds in which every mail has to be there; the queue waits longer each time that one fails. */
const MAIL_WITHIN = 120;
/** Milliseconds for a private page. */
const READ_WITHIN = 10_000;
const MOST_COMPLAINTS = 12;
const LONGEST_COMPLAINT = 400;
/** Seconds after SIGTERM. */
const END_WITHIN = 10;

/** Whether every request that was acknowledged exists once, has its page, and every mail was sent. */
export async function judgeRequests(
  stage: Stage,
  { acknowledged, sent, refused }: Sent,
  outcome: Outcome,
): Promise<void> {
  const rows = await query<{ details: string; count: number }>(
    stage.judge,
    "select details, count(*)::int from request_private where details = any($1) group by details",
    [sent],
  );
  const counts = new Map(rows.map(({ details, count }) => [details, count]));
  const missing = new Set(
    acknowledged.filter(({ details }) => !counts.has(details)).map(({ details }) => details),
  );
  const { unknown, unanswered } = await readPages(stage, acknowledged);
  for (const details of unknown) missing.add(details);
  if (unanswered > 0) outcome.faults.push(`${unanswered} private pages are not shown`);
  outcome.acknowledged = acknowledged.length;
  outcome.lost = missing.size;
  outcome.doubled = rows.filter(({ count }) => count > 1).length;
  if (outcome.lost > 0) outcome.faults.push(`lost: ${[...missing].slice(0, 3).join("; ")}`);
  if (outcome.doubled > 0) outcome.faults.push(`${outcome.doubled} requests are there twice`);
  if (refused.length > 0)
    outcome.faults.push(`${refused.length} forms were never acknowledged, however often sent`);
  await judgeMail(stage, acknowledged, outcome);
}

/** Whose private page says that there is no such request, and how many pages there are no answers from. */
async function readPages({ programs }: Stage, acknowledged: readonly Acknowledged[]) {
  const alive = programs.find((program) => !program.exit());
  const limit = pLimit(4);
  const unknown: string[] = [];
  let unanswered = 0;
  const read = ({ details, path }: Acknowledged) =>
    limit(async () => {
      const headers = { "X-Forwarded-For": "198.18.0.1" };
      const signal = AbortSignal.timeout(READ_WITHIN);
      const status = await fetch(`${alive?.base}${path}`, { headers, signal })
        .then(async (answer) => (await answer.text()) && answer.status)
        .catch(() => null);
      if (status === 404) unknown.push(details);
      else if (status !== 200) unanswered += 1;
    });
  await Promise.all(acknowledged.map(read));
  return { unknown, unanswered };
}

async function judgeMail(
  { mail, programs }: Stage,
  acknowledged: readonly Acknowledged[],
  outcome: Outcome,
): Promise<void> {
  const ordered = acknowledged.flatMap(({ email }) => (email ? [email] : []));
  const unsent = () => ordered.filter((email) => !mail.arrivals.has(email));
  const began = performance.now();
  const nobodyLeft = () => programs.every((program) => program.exit());
  const settled = async () => nobodyLeft() || unsent().length === 0;
  await until("mail", MAIL_WITHIN, settled).catch(() => {});
  const left = unsent().length;
  if (left > 0)
    outcome.faults.push(
      `${left} of ${ordered.length} mails not sent: ${nobodyLeft() ? "nobody is left" : `waited ${MAIL_WITHIN} s`}`,
    );
  else {
    const seconds = (performance.now() - began) / 1_000;
    const twice = ordered.filter((email) => (mail.arrivals.get(email)?.length ?? 0) > 1).length;
    outcome.notes.push(
      `${ordered.length} mails sent, the last ${seconds.toFixed(0)} s after the end of the load` +
        (twice > 0 ? `, ${twice} of them twice` : ""),
    );
  }
}

/** What no answer may be like, whatever happens to the database. */
export function judgeAnswers(attempts: readonly Attempt[], outcome: Outcome): void {
  const kinds = new Map<string, number>();
  const count = (kind: string) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  for (const { page, result, lacks, program } of attempts) {
    if (page === "healthz" && result !== 200) count(`${result} at /healthz of ${program}`);
    else if (result === "broken" || result === "silent") count(`${result} at /${page}`);
    else if (result >= 400 && result !== 503) count(`${result} at /${page}`);
    if (lacks) count(`503 without ${lacks} at /${page}`);
  }
  for (const [kind, times] of kinds) outcome.faults.push(`${times} × ${kind}`);
}

/** Which of them have ended by themselves. */
export function judgeProcesses(programs: readonly Program[], outcome: Outcome): void {
  for (const [index, program] of programs.entries()) {
    const exit = program.exit();
    if (!exit) continue;
    outcome.ended += 1;
    outcome.faults.push(`process ${index} ended (${exit.signal ?? exit.code})`);
  }
}

/** Stops what runs, as a service manager does. */
export async function stopAll(programs: readonly Program[], outcome: Outcome): Promise<void> {
  await Promise.all(
    programs.map(async (program, index) => {
      if (program.exit()) return;
      const began = performance.now();
      const timer = setTimeout(() => void program.end("SIGKILL"), END_WITHIN * 1_000);
      const code = await program.end("SIGTERM");
      clearTimeout(timer);
      const seconds = (performance.now() - began) / 1_000;
      if (code !== 0)
        outcome.faults.push(
          `process ${index} ended with ${code} ${seconds.toFixed(1)} s after SIGTERM`,
        );
    }),
  );
}

/** What the programs logged as wrong, each kind once, where something went wrong. */
export function tellComplaints(programs: readonly Program[], outcome: Outcome): void {
  if (outcome.faults.length === 0) return;
  for (const [index, { lines }] of programs.entries()) {
    const kinds = new Map<string, { line: string; times: number }>();
    for (const line of lines.filter((one) => !/"level":[123]0,/.test(one))) {
      const kind = line.replace(/\d+/g, "0");
      const known = kinds.get(kind);
      kinds.set(kind, { line: known?.line ?? line, times: (known?.times ?? 0) + 1 });
    }
    for (const { line, times } of [...kinds.values()].slice(0, MOST_COMPLAINTS))
      outcome.notes.push(`process ${index}, ${times} ×: ${line.slice(0, LONGEST_COMPLAINT)}`);
  }
}
