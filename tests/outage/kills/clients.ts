import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { isOutage } from "../../../app/platform/outage";
import type { Attempt, Command, Scene } from "./command";
import { poll } from "./poll";
import type { Kept } from "./programs";
import type { Proofs } from "./proofs";
import { send } from "./sending";
import type { Tally } from "./tally";

const CLIENTS = 12;
/** Milliseconds. */
const BETWEEN_FORMS = 40;
const WHILE_NOBODY_SERVES = 50;
/** After an answer that did not come, or that says to come again later. */
const AFTER_NO_ANSWER = 200;
/** Until every form is answered, once nothing is killed any more. */
const SETTLED_WITHIN = 180_000;

type Parts = {
  commands: readonly Command[];
  programs: readonly Kept[];
  scene: Scene;
  proofs: Proofs;
  tally: Tally;
  /** Of a fault of this test's own. */
  complain: (what: string) => void;
};
/** `unknown`: an earlier sending may have been taken. */
type Again = { command: Command; attempt: Attempt; unknown: boolean };

/** As every form of the program is: with a key of its own, so that it may be sent again. */
const withKey = (attempt: Attempt): Attempt =>
  attempt.fields.some(([name]) => name === "key")
    ? attempt
    : { ...attempt, fields: [...attempt.fields, ["key", randomUUID()]] };

/** People who fill in one form after the other, each sent to any process that serves. */
export function startClients({ commands, programs, scene, proofs, tally, complain }: Parts) {
  const { random } = scene;
  const again: Again[] = [];
  let stopped = false;
  let paused = false;
  let atWork = 0;

  async function sendOne({ command, attempt, unknown }: Again): Promise<void> {
    const serving = programs.flatMap((program) => program.base() ?? []);
    if (serving.length === 0) {
      again.push({ command, attempt, unknown });
      return void (await delay(WHILE_NOBODY_SERVES));
    }
    const address = `198.18.${random.whole(0, 255)}.${random.whole(1, 254)}`;
    const answer = await send(random.pick(serving), attempt, address);
    tally.note(command.name, answer);
    const { ending, location } = answer;
    if (ending === "unsent") return void again.push({ command, attempt, unknown });
    if (ending === "unknown") {
      again.push({ command, attempt, unknown: true });
      return void (await delay(AFTER_NO_ANSWER));
    }
    if (ending === "acknowledged") attempt.onDone?.(location);
    // Refused now, it may have been taken then: whoever sent it may not do so any more.
    const known = ending === "refused" && unknown ? "unknown" : ending;
    for (const proof of attempt.proofs) proofs.note(command.name, proof, known);
  }

  /** Something new, or at times a form again whose answer was lost: nobody has more than one of these in hand. */
  async function step(): Promise<void> {
    if (again.length >= CLIENTS || (again.length > 0 && random.chance(0.3)))
      return sendOne(again.shift()!);
    const command = random.weighed(commands);
    const attempt = await command.prepare(scene).catch((fault) => {
      // The database may just be gone: nobody can look at anything.
      if (!isOutage(fault)) complain(`${command.name}: ${fault}`);
      return null;
    });
    if (attempt) await sendOne({ command, attempt: withKey(attempt), unknown: false });
  }

  async function client() {
    while (!stopped) {
      if (!paused) {
        atWork += 1;
        await step().finally(() => {
          atWork -= 1;
        });
      }
      await delay(random.next() * BETWEEN_FORMS);
    }
  }
  const clients = Array.from({ length: CLIENTS }, client);

  return {
    /** Nobody begins anything new; what was begun is sent until it is answered. */
    async pause() {
      paused = true;
      await poll("everybody has an answer", SETTLED_WITHIN, () => atWork === 0);
      await poll("every form has an answer", SETTLED_WITHIN, async () => {
        await Promise.all(again.splice(0, CLIENTS).map(sendOne));
        if (again.length > 0) throw new Error(again.map(({ command }) => command.name).join(", "));
        return true;
      });
    },
    resume() {
      paused = false;
    },
    async stop() {
      stopped = true;
      await Promise.all(clients);
    },
  };
}

export type Clients = ReturnType<typeof startClients>;
