import { EventEmitter, once } from "node:events";
import { setTimeout as delay, setImmediate } from "node:timers/promises";
import { connect } from "./database.server";
import { describeFault, type Log } from "./log.server";

/** Milliseconds: how long the database may be silent, and how long until it is asked again. A page has three seconds. */
const SILENCE = 2_000;
const EVERY = 300;

class Silent extends Error {
  override name = "Silent";
}

/** How the database answers, asked all the time on a connection of its own. */
export type Watch = {
  /** Since when it does not answer; null while it does. */
  awaySince: () => Date | null;
  /** Resolves as soon as it answers; at once while it does. */
  answering: () => Promise<unknown>;
  /** Calls `then` each time that it has fallen silent, or answers again. Gives what ends that. */
  on: (event: "away" | "answers", then: () => void) => () => void;
  stop: () => Promise<void>;
};

/**
 * Watches the database behind `url`. It counts as away when it can't be reached, says nothing for two seconds, or is a
 * standby that takes no changes; one that has merely no connection left is there.
 */
export function watchDatabase(url: string, log: Log): Watch {
  const events = new EventEmitter().setMaxListeners(50);
  const stopping = new AbortController();
  let pool = connect(url, { connections: 1 });
  let away: Date | null = null;

  async function ask(): Promise<unknown> {
    try {
      const [row] = await pool.sql<[{ standby: boolean }]>`select pg_is_in_recovery() as standby`;
      return row.standby ? new Error("the address leads to a standby") : null;
    } catch (fault) {
      return (fault as { code?: string }).code === "53300" ? null : fault;
    }
  }

  /** Null when it answers, else why not. */
  async function judge(): Promise<unknown> {
    let answer: { fault: unknown } | undefined;
    const asked = ask().then((fault) => {
      answer = { fault };
    });
    const limit = new AbortController();
    await Promise.race([
      asked,
      delay(SILENCE, undefined, { signal: limit.signal }).catch(() => {}),
    ]);
    limit.abort();
    // After a stall of our own, what has arrived meanwhile is read before it is judged.
    await setImmediate();
    await setImmediate();
    if (answer) return answer.fault;
    const { end } = pool;
    pool.drop();
    void end().catch(() => {});
    pool = connect(url, { connections: 1 });
    return new Silent();
  }

  async function watch() {
    while (!stopping.signal.aborted) {
      let fault = await judge();
      // It may have been this connection alone that was ended.
      if (fault && !(fault instanceof Silent)) fault = await judge();
      if (stopping.signal.aborted) break;
      if (fault && !away) {
        away = new Date();
        log.error({ fault: describeFault(fault) }, "the database does not answer");
        events.emit("away");
      }
      if (!fault && away) {
        log.warn({ seconds: (Date.now() - +away) / 1_000 }, "the database answers again");
        away = null;
        events.emit("answers");
      }
      await delay(EVERY, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }
  const watching = watch();

  return {
    awaySince: () => away,
    answering: async () => away && once(events, "answers"),
    on(event, then) {
      events.on(event, then);
      return () => void events.off(event, then);
    },
    async stop() {
      stopping.abort();
      pool.drop();
      await watching;
      await pool.end();
    },
  };
}
