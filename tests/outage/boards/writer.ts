import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { execute } from "../../../app/platform/command.server";
import type { Db } from "../../../app/platform/database.server";
import { changeSeveral } from "../../../app/requests/commands/change-several.server";
import { sayOpen } from "../../../app/requests/commands/open-sheet.server";
import { dispatchSteps, type Someone } from "../../factories/dispatch";
import type { World } from "../../factories/world";
import { poll } from "../kills/poll";
import type { Random } from "../kills/random";
import { type History, readStanding } from "./database";

const STANDING = 4;
/** Milliseconds in which the database is back, on a machine that is busy. */
const BACK_WITHIN = 180_000;

type Parts = { db: Db; world: World; coordinator: Someone; history: History; random: Random };

/**
 * Changes requests that nobody else changes, one after the other, by the commands that people use: priorities, sheets that are
 * opened and closed, and help from the request to the door. After each change, whether it was acknowledged or not, it looks how
 * they stand before it goes on: so the history misses nothing.
 */
export function startWriter({ db, world, coordinator, history, random }: Parts) {
  const steps = dispatchSteps(() => ({ world, coordinator }));
  const own: string[] = [];
  let isStopped = false;
  let isPaused = false;
  let isResting = false;
  let changes = 0;
  let broken = 0;

  const look = async () => history.add(await readStanding(db, own));

  async function write<Value>(change: () => Promise<Value>): Promise<Value> {
    try {
      const made = await change();
      changes += 1;
      return made;
    } catch (fault) {
      broken += 1;
      throw fault;
    } finally {
      await poll("the database answers", BACK_WITHIN, async () => {
        await look();
        return true;
      });
    }
  }

  const ctx = () => coordinator.ctx(new Date());
  const sheet = (request: string) => write(() => execute(ctx(), sayOpen, { request }));

  /** Known to be its own before it is there: an answer that is lost must not hide it. */
  function ask() {
    const id = randomUUID();
    own.push(id);
    return write(() => world.request({ id }));
  }

  const prioritise = (id: string) =>
    write(() =>
      execute(ctx(), changeSeveral, {
        request: [id],
        what: "priority",
        priority: random.pick(["critical", "high", "normal", "low"]),
      }),
    );

  /** From the request to the door, or until somebody takes it back. */
  async function help() {
    const { id } = await ask();
    await write(() => steps.triage(id));
    const task = await write(() => steps.make({ requests: [id] }));
    const volunteer = await steps.volunteer();
    await write(() => steps.offer(task, [volunteer]));
    if (random.chance(0.2)) return void (await write(() => steps.decline(volunteer, task)));
    await write(() => steps.accept(volunteer, task));
    if (random.chance(0.2)) return void (await write(() => steps.leave(volunteer, task)));
    await write(() => steps.progress(volunteer, task, "en_route"));
    await write(() => steps.progress(volunteer, task, "on_site"));
    await write(() => steps.complete(volunteer, task));
  }

  async function work() {
    for (let made = 0; made < STANDING; made++) await ask();
    while (!isStopped) {
      isResting = isPaused;
      if (isResting) {
        await delay(10);
        continue;
      }
      const id = random.pick(own);
      const what = random.weighed([
        { weight: 5, does: () => prioritise(id) },
        { weight: 1, does: () => sheet(id) },
        { weight: 2, does: help },
      ]);
      // What is refused or cut off is left as it stands, as people do.
      await what.does().catch(() => {});
    }
    await sheet("").catch(() => {});
  }
  const working = work();
  return {
    changes: () => changes,
    broken: () => broken,
    /** Ends what it is at, and begins nothing new until it is told to. */
    async pause() {
      isPaused = true;
      await poll("the writer rests", BACK_WITHIN, () => isResting);
    },
    resume() {
      isPaused = false;
    },
    async stop() {
      isStopped = true;
      await working;
    },
  };
}

export type Writer = ReturnType<typeof startWriter>;
