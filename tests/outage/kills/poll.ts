import { setTimeout as delay } from "node:timers/promises";

const EVERY = 50;

/** Asks until the answer is true; what throws is asked again. Throws after so many milliseconds, with what was wrong last. */
export async function poll(what: string, within: number, ask: () => Promise<boolean> | boolean) {
  const until = performance.now() + within;
  for (let last: unknown; ; ) {
    try {
      if (await ask()) return;
      last = undefined;
    } catch (fault) {
      last = fault;
    }
    if (performance.now() > until)
      throw new Error(`${what}: not within ${Math.round(within / 1_000)} s`, { cause: last });
    await delay(EVERY);
  }
}
