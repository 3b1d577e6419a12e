import type { Clock, Clocks, Priority } from "../../districts/types";
import { type Cover, type Trouble, UNCOVERED } from "../states";
import type { RequestState } from "../types";

const MINUTE = 60_000;

type Waiting = {
  state: RequestState;
  cover: Cover;
  priority: Priority;
  createdAt: Date;
  triagedAt: Date | null;
  neededBy: Date | null;
};

/**
 * Which clock runs: reading it, finding somebody until the first has said yes, help from then on; none once help was given or
 * the request has ended. A task that nobody has said yes to stops none.
 */
function runningClock({ state, cover }: Pick<Waiting, "state" | "cover">): keyof Clock | null {
  if (state === "submitted") return "triageMinutes";
  if (state === "triaged") return "assignMinutes";
  if (state !== "in_progress") return null;
  return UNCOVERED.includes(cover) ? "assignMinutes" : "fulfilMinutes";
}

/**
 * Since when a request waits, and until when that is in time; a deadline outranks the clock. Finding somebody counts from when
 * it was read, help from when it was asked for.
 */
export function clockOf(request: Waiting, clocks: Clocks): { from: Date; due: Date } | null {
  const running = runningClock(request);
  if (!running) return null;
  const { createdAt, triagedAt } = request;
  const from = running === "assignMinutes" ? (triagedAt ?? createdAt) : createdAt;
  const due = new Date(from.getTime() + clocks[request.priority][running] * MINUTE);
  return { from, due: request.neededBy && request.neededBy < due ? request.neededBy : due };
}

/** The stored order within a lane: what is due first. */
export const dueOf = (request: Waiting, clocks: Clocks): Date =>
  clockOf(request, clocks)?.due ?? request.neededBy ?? request.createdAt;

type Stands = { cover: Cover; trouble: Trouble | null };

/** What still needs a look once it is another who is coming: being asked anew settles it, being left makes it. */
export function troubleAfter({ cover: before, trouble }: Stands, cover: Cover): Trouble | null {
  if (cover === "nobody_asked" || cover === "unanswered")
    return UNCOVERED.includes(before) ? trouble : "left";
  return null;
}

/** How a request stands against the limit that is stored with it: in milliseconds, below zero when it is late; and from when it is near. */
export function standOf(
  line: Pick<Waiting, "state" | "cover" | "createdAt" | "triagedAt"> & { dueAt: Date },
  now: Date,
): { left: number; clock: ClockState; nearFrom: Date } | null {
  const running = runningClock(line);
  if (!running) return null;
  const from = running === "assignMinutes" ? (line.triagedAt ?? line.createdAt) : line.createdAt;
  const left = line.dueAt.getTime() - now.getTime();
  const nearFrom = new Date(from.getTime() + (line.dueAt.getTime() - from.getTime()) * NEAR);
  return { left, clock: clockState(from, line.dueAt, now), nearFrom };
}

/** The part of its time from which on a clock is near its end. */
const NEAR = 0.75;

export type ClockState = "ok" | "near" | "over";

/** How a clock stands; `near` from three quarters on. */
export function clockState(from: Date, due: Date, now: Date): ClockState {
  if (now >= due) return "over";
  const spent = now.getTime() - from.getTime();
  return spent >= (due.getTime() - from.getTime()) * NEAR ? "near" : "ok";
}
