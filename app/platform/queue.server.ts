import pLimit from "p-limit";

/** So much heavy work waits already that one more would be answered too late: a page says so, with 503. */
export class Busy extends Error {
  override name = "Busy";
}

/**
 * Work that takes the processor for long goes through here: `atOnce` of it at a time, at most `waiting` more in the queue.
 * Throws `Busy` when that is full, so that a flood of it can't hold up everybody else.
 */
export function boundedQueue({ atOnce, waiting }: { atOnce: number; waiting: number }) {
  const limit = pLimit(atOnce);
  return async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (limit.pendingCount >= waiting) throw new Busy();
    return limit(work);
  };
}
