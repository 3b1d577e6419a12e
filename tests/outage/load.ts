import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import {
  type Acknowledged,
  type Answer,
  acknowledgedBy,
  makeForm,
  openPage,
  sendForm,
} from "./forms";
import type { Stage } from "./stage";

export type Page = "help" | "board" | "readyz" | "healthz";
/** One request; times by `performance.now()`. */
export type Attempt = {
  page: Page;
  program: number;
  began: number;
  ended: number;
  result: Answer["result"];
  lacks: Answer["lacks"];
};

/** Milliseconds. */
const BETWEEN_FORMS = 80;
const BEFORE_SENT_AGAIN = 250;
const BETWEEN_PAGES = 250;
const BETWEEN_CHECKS = 100;
/** How long a form that was begun is sent again after everything else has stopped. */
const LAST_FORMS = 20_000;

/** What was sent, and what became of it. */
export type Sent = {
  acknowledged: Acknowledged[];
  /** The details of every form that was sent at all. */
  sent: string[];
  /** Of those that were never acknowledged, however often they were sent. */
  refused: string[];
};

export type Load = Sent & {
  attempts: Attempt[];
  /** Nobody begins anything more; forms that were begun are sent until they are acknowledged. */
  stop: () => Promise<void>;
};

/**
 * People who use the programs: `posters` of each ask for help, every other one with an address for mail, and send the same form
 * again to the next program when it was not acknowledged; a coordinator of each opens the board, and each is asked whether it
 * is ready and alive.
 */
export function startLoad({ programs, cookie }: Stage, { posters = 2 } = {}): Load {
  const attempts: Attempt[] = [];
  const acknowledged: Acknowledged[] = [];
  const sent: string[] = [];
  const refused: string[] = [];
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const going = () => !stopping.signal.aborted;
  const pause = (ms: number) => delay(ms, undefined, { signal: stopping.signal }).catch(() => {});
  let stoppedAt = Number.POSITIVE_INFINITY;

  async function attempt(page: Page, program: number, asked: () => Promise<Answer>) {
    const began = performance.now();
    const answer = await asked();
    const { result, lacks } = answer;
    attempts.push({ page, program, began, ended: performance.now(), result, lacks });
    return answer;
  }

  async function poster(home: number) {
    while (going()) {
      const form = makeForm({ withEmail: sent.length % 2 === 0 });
      sent.push(form.details);
      for (let tried = 0; ; tried++) {
        const program = (home + tried) % programs.length;
        const answer = await attempt("help", program, () =>
          sendForm(programs[program]!.base, form),
        );
        const taken = acknowledgedBy(answer, form);
        if (taken) acknowledged.push(taken);
        // What the program does not want is told by the judge of its answers.
        if (taken || (typeof answer.result === "number" && answer.result < 500)) break;
        if (performance.now() - stoppedAt > LAST_FORMS) {
          refused.push(form.details);
          break;
        }
        await delay(BEFORE_SENT_AGAIN);
      }
      await pause(BETWEEN_FORMS);
    }
  }

  async function visitor(page: Page, program: number, ms: number) {
    while (going()) {
      await attempt(page, program, () => openPage(`${programs[program]!.base}/${page}`, cookie));
      await pause(ms);
    }
  }

  const people = programs.flatMap((_, program) => [
    ...Array.from({ length: posters }, () => poster(program)),
    visitor("board", program, BETWEEN_PAGES),
    visitor("readyz", program, BETWEEN_CHECKS),
    visitor("healthz", program, BETWEEN_PAGES),
  ]);

  return {
    attempts,
    acknowledged,
    sent,
    refused,
    async stop() {
      stoppedAt = performance.now();
      stopping.abort();
      await Promise.all(people);
    },
  };
}
