import type { Window } from "../../platform/types";
import type { ReservationState } from "../types";

/**
 * Whether so much is reserved to be used: things that come back in whole ones; of what is used up at least one unit, or all
 * there is. A reservation shows whom to call, so a hundredth of a generator is not one.
 */
export const isInEarnest = (quantity: number, durable: boolean, free: number): boolean =>
  durable ? Number.isInteger(quantity) : quantity >= Math.min(1, free);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How long after somebody has said that a thing is back its owner may say that it is not. */
const DOUBT_DAYS = 30;

type Lent = { state: ReservationState; durable: boolean; window: Window; stateAt: Date };

/** Whether its owner may say that a thing is not back: it is due, or somebody says that it has been returned. */
export function mayBeMissed({ state, durable, window, stateAt }: Lent, now: Date): boolean {
  if (!durable) return false;
  if (state === "handed_over") return window.to <= now;
  return state === "returned" && +now - +stateAt <= DOUBT_DAYS * DAY;
}

type Reserved = { state: ReservationState; durable: boolean; window: Window; fetchBy: Date };

/**
 * Whether something that is reserved for a task is not there over all of its time, since the task was moved: to be collected only after
 * its beginning, due back before its end, or free again before it begins. What is used up is never due back. A minute is no matter: forms know no
 * seconds.
 */
export function missesTask(
  { state, durable, window, fetchBy }: Reserved,
  task: Window,
  now: Date,
): boolean {
  if (state !== "held" && state !== "handed_over") return false;
  if (durable && +task.to - +window.to >= MINUTE) return true;
  if (state === "handed_over") return false;
  const isLate = window.from > now && +window.from - +task.from >= MINUTE;
  return isLate || fetchBy <= task.from;
}
