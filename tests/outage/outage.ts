import { until } from "./debian";
import { judgeAnswers, judgeProcesses, judgeRequests, stopAll, tellComplaints } from "./judge";
import { type Load, startLoad } from "./load";
import {
  during,
  isGood,
  recoveredAfter,
  refusals,
  type Span,
  saidWithin,
  slowest,
} from "./measure";
import { emptyOutcome, type Outcome } from "./outcome";
import type { Stage } from "./stage";

/** Seconds: what docs/operations.md promises. */
export const ANSWER_WITHIN = 3;
export const RECOVER_WITHIN = 5;
/** Seconds that everything has to go on working, and how long that is waited for. */
const CALM = 3;
const WATCH_FOR = 40;

type Options = {
  /** It is long enough for everybody to meet it; otherwise it may pass unseen. */
  lasting?: boolean;
  /** What is away is seen by `/readyz`; a database that answers and can't save is ready. */
  readyzSays?: boolean;
  /** No page is refused at any time. */
  unseen?: boolean;
  posters?: number;
};

/** Does something to the database, and ends when it is back; what begins gradually says when it is there. */
export type Strike = (isThere: () => void) => Promise<unknown>;

/** Lets people use the programs meanwhile, and judges how the programs met it and what they kept. */
export async function playOutage(
  stage: Stage,
  strike: Strike,
  { lasting = false, readyzSays = lasting, unseen = false, posters }: Options = {},
): Promise<Outcome> {
  const outcome = emptyOutcome();
  const load = startLoad(stage, { posters });
  const { attempts } = load;
  await warmUp(stage, load);
  const begun = performance.now();
  let struck = begun;
  await strike(() => {
    struck = performance.now();
  });
  const span: Span = { struck, back: performance.now() };
  const count = stage.programs.length;
  await until("everything works again", WATCH_FOR, async () => {
    const recovered = span.back + recoveredAfter(attempts, count, span) * 1_000;
    return performance.now() > recovered + CALM * 1_000;
  }).catch(() => {});
  await load.stop();

  const met = during(attempts, span, RECOVER_WITHIN);
  outcome.refusedWithin = slowest(refusals(met), span);
  outcome.readyzWithin = saidWithin(attempts, count, span);
  if (!unseen)
    outcome.recoveredAfter = Math.max(
      recoveredAfter(attempts, count, span),
      await mailAfter(stage, load, span),
    );
  judgeAnswers(attempts, outcome);
  const tooEarly = attempts.filter((one) => one.ended < begun && !isGood(one)).length;
  if (tooEarly > 0) outcome.faults.push(`${tooEarly} pages refused before anything had happened`);
  judgeTimes(outcome, load, span, { lasting, readyzSays, unseen });
  judgeProcesses(stage.programs, outcome);
  await judgeRequests(stage, load, outcome);
  await stopAll(stage.programs, outcome);
  tellComplaints(stage.programs, outcome);
  return outcome;
}

/** Until everybody has had an answer and a first mail has arrived. */
export async function warmUp(stage: Stage, { attempts, acknowledged }: Load): Promise<void> {
  await until("everything works before the outage", 60, async () => {
    const answered = new Set(
      attempts.filter(isGood).map(({ page, program }) => `${page} ${program}`),
    );
    return (
      answered.size === stage.programs.length * 4 &&
      acknowledged.length >= 20 &&
      stage.mail.arrivals.size > 0
    );
  });
}

/** Seconds until the first mail that was ordered after the database was back has arrived. */
async function mailAfter({ mail }: Stage, { acknowledged }: Load, { back }: Span): Promise<number> {
  const ordered = acknowledged.filter(({ at, email }) => email && at > back);
  const arrivals = () =>
    ordered.flatMap(({ email }) => mail.arrivals.get(email ?? "")?.slice(0, 1) ?? []);
  await until("mail", 10, async () => arrivals().length > 0).catch(() => {});
  return (Math.min(...arrivals()) - back) / 1_000;
}

function judgeTimes(
  outcome: Outcome,
  { attempts }: Load,
  span: Span,
  { lasting, readyzSays, unseen }: Required<Omit<Options, "posters">>,
) {
  const { faults, refusedWithin, readyzWithin, recoveredAfter: recovered } = outcome;
  const slow = slowest(during(attempts, span, RECOVER_WITHIN), span) ?? 0;
  if (slow > ANSWER_WITHIN)
    faults.push(`an answer after ${slow.toFixed(1)} s (at most ${ANSWER_WITHIN})`);
  if (unseen && refusedWithin !== null)
    faults.push(`${refusals(attempts).length} pages were refused`);
  if (lasting && refusedWithin === null) faults.push("no page met the outage");
  if (readyzSays && (readyzWithin === null || readyzWithin > ANSWER_WITHIN))
    faults.push(
      readyzWithin === null
        ? "/readyz never said so"
        : `/readyz said so only after ${readyzWithin.toFixed(1)} s (at most ${ANSWER_WITHIN})`,
    );
  if (recovered !== null && recovered > RECOVER_WITHIN)
    faults.push(
      `everything works again after ${recovered.toFixed(1)} s (at most ${RECOVER_WITHIN})`,
    );
}
