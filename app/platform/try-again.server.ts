import { setTimeout as delay } from "node:timers/promises";
import { isClash } from "./outage";

/** How often work that met others is begun, and the longest wait before the second time, in milliseconds; doubled each time. */
const TRIES = 5;
const FIRST_WAIT = 20;

/**
 * Does `work` again from its beginning when PostgreSQL undid its transaction because it met another (40001, 40P01), five times
 * at most. So it may change nothing outside its transaction. Throws what `work` throws.
 */
export async function tryAgain<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (fault) {
      if (!isClash(fault) || tried === TRIES) throw fault;
      await delay(Math.random() * FIRST_WAIT * 2 ** tried);
    }
  }
}
