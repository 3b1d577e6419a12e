import type { Clock, Clocks, Priority } from "../../districts/types";
import type { RequestState } from "../types";

const MINUTE = 60_000;

type Waiting = {
  state: RequestState;
  priority: Priority;
  createdAt: Date;
  triagedAt: Date | null;
  neededBy: Date | null;
};

/** Which clock runs in which state; none runs once help was given or the request has ended. */
const RUNNING: Partial<Record<RequestState, keyof Clock>> = {
  submitted: "triageMinutes",
  triaged: "assignMinutes",
  in_progress: "fulfilMinutes",
};

/** Since when a request waits in its stage, and until when that is in time; a deadline outranks the clock. */
export function clockOf(request: Waiting, clocks: Clocks): { from: Date; due: Date } | null {
  const running = RUNNING[request.state];
  if (!running) return null;
  const from =
    request.state === "submitted" ? request.createdAt : (request.triagedAt ?? request.createdAt);
  const due = new Date(from.getTime() + clocks[request.priority][running] * MINUTE);
  return { from, due: request.neededBy && request.neededBy < due ? request.neededBy : due };
}

/** The stored order of lists: danger to life first, then what is due first. */
export function orderOf(request: Waiting, clocks: Clocks): { rank: number; dueAt: Date } {
  const clock = clockOf(request, clocks);
  return {
    rank: request.priority === "critical" ? 0 : 1,
    dueAt: clock?.due ?? request.neededBy ?? request.createdAt,
  };
}

export type ClockState = "ok" | "near" | "over";

/** How a clock stands; `near` from three quarters on. */
export function clockState(from: Date, due: Date, now: Date): ClockState {
  if (now >= due) return "over";
  const spent = now.getTime() - from.getTime();
  return spent * 4 >= (due.getTime() - from.getTime()) * 3 ? "near" : "ok";
}
