import type { Urgency } from "../types";

/** Browsers of one person that take messages; and characters of a push service's address for one. */
export const MOST_DEVICES = 10;
export const LONGEST_ENDPOINT = 1_000;

/** The key of a device whose subscription is over: nothing that is signed goes there any more. */
export const NO_KEY = "";

/** So often a push service that does not answer is tried before the message goes another way, where there is one. */
export const PUSH_TRIES = 4;

const SECOND = 1_000;
const HOUR = 3_600;
/** Seconds that a push service keeps a message for a device that is off, at most. */
const KEPT: Record<Urgency, number> = { high: 4 * HOUR, normal: 24 * HOUR };
const LEAST_KEPT = 60;

/** Seconds; what can't be answered any more is not shown any more. */
export function ttlOf(urgency: Urgency, until: Date | null, now: Date): number {
  const left = until ? Math.floor((until.getTime() - now.getTime()) / SECOND) : KEPT[urgency];
  return Math.max(LEAST_KEPT, Math.min(KEPT[urgency], left));
}

/**
 * Milliseconds after which what presses goes by the next channel when no device says that it was shown: a push service takes
 * messages for phones that are off, too.
 */
export const UNSEEN_AFTER = 120 * SECOND;

const SHORTEST_WAIT = SECOND;
const LONGEST_WAIT = HOUR * SECOND;
const USUAL_WAIT = 30 * SECOND;

/** Milliseconds to wait, by a header `Retry-After` (RFC 9110, 10.2.3): seconds, or a date. */
export function waitOf(header: string | undefined, now: Date): number {
  const asked = /^\d{1,9}$/.test(header ?? "")
    ? Number(header) * SECOND
    : Date.parse(header ?? "") - now.getTime();
  if (Number.isNaN(asked)) return USUAL_WAIT;
  return Math.max(SHORTEST_WAIT, Math.min(LONGEST_WAIT, asked));
}

/** Whether a push service may be waited for so long, where the message could go another way meanwhile. */
export const mayWait = (urgency: Urgency, wait: number): boolean =>
  wait <= (urgency === "high" ? 10 * SECOND : 900 * SECOND);
