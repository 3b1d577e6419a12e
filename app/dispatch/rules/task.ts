import type { Window } from "../../platform/types";
import { OPEN_STATES } from "../../requests/states";
import type { RequestState } from "../../requests/types";
import {
  ACCEPTED_STATES,
  HELPED_TASK_STATES,
  LIVE_ASSIGNMENT_STATES,
  TEAM_STATES,
} from "../states";
import type { AssignmentState, TaskState } from "../types";

export const MAX_TEAM = 50;
export const MAX_CHECKLIST_POINTS = 12;
/** How long a task lasts unless something else is said. */
export const USUAL_HOURS = 2;
/** What is longer or further ahead than these days is a slip of the year. */
export const MOST_TASK_DAYS = 7;
export const TASK_WITHIN_DAYS = 90;
const DAY = 24 * 3_600_000;

/** What is wrong with a task's window, as the code of its refusal and the days that it names. */
export function judgeWindow({ from, to }: Window, now: Date) {
  if (to <= from || to <= now) return { code: "task.window" as const };
  if (to.getTime() - from.getTime() > MOST_TASK_DAYS * DAY)
    return { code: "task.long" as const, days: MOST_TASK_DAYS };
  const isDistant = from.getTime() - now.getTime() > TASK_WITHIN_DAYS * DAY;
  return isDistant ? { code: "task.distant" as const, days: TASK_WITHIN_DAYS } : null;
}

/** For how long the lead is promised again when a task was not done after all. */
export const RETURN_HOURS = 1;

/** Waits for an answer, or has said yes and is not done: can still be taken back. */
export const isLive = (state: AssignmentState): boolean => LIVE_ASSIGNMENT_STATES.includes(state);

/** Volunteers can still be asked, and things reserved. */
export const takesHelp = (state: TaskState): boolean => HELPED_TASK_STATES.includes(state);

/** Nobody of those whom a task serves waits for it any more; an errand has nobody who could. */
export const isNeedless = (
  { state }: { state: TaskState },
  served: readonly { state: RequestState }[],
): boolean =>
  takesHelp(state) && served.length > 0 && !served.some((one) => OPEN_STATES.includes(one.state));

/** Has said yes and not left: counts for the team. */
export const countsForTeam = (state: AssignmentState): boolean => TEAM_STATES.includes(state);

/** Is on the way, or there, or has been. */
export const hasSetOut = (state: AssignmentState): boolean =>
  state === "en_route" || state === "on_site" || state === "done";

/** Somebody is at the place, or has been: it may not move away under them. */
export const hasArrived = (team: readonly AssignmentState[]): boolean =>
  team.some((state) => state === "on_site" || state === "done");

/** Places of the team that nobody has taken. */
export const freePlaces = (teamSize: number, team: readonly AssignmentState[]): number =>
  Math.max(0, teamSize - team.filter(countsForTeam).length);

/**
 * Where a task stands after its team has changed: `assigned` when whole, `open` again when not,
 * `under_way` with the first on the way. Once nobody is left of those who had set out, whoever has not sets out with a whole
 * team again. What is done or over stays.
 */
export function settledState(
  state: TaskState,
  teamSize: number,
  team: readonly AssignmentState[],
): TaskState {
  if (state === "under_way" && team.some(hasSetOut)) return state;
  if (state !== "open" && state !== "assigned" && state !== "under_way") return state;
  if (freePlaces(teamSize, team) > 0) return "open";
  if (state === "open") return "assigned";
  return team.some(hasSetOut) ? "under_way" : "assigned";
}

type Part = { personId: string; state: AssignmentState };

/**
 * Who leads: whoever did, while they are part of the team; else the first who is still on it, else one who has done their
 * part. `team` in the order of its answers; null when nobody is left.
 */
export function leadOf(leadId: string | null, team: readonly Part[]): string | null {
  if (team.some(({ personId, state }) => personId === leadId && countsForTeam(state)))
    return leadId;
  const next =
    team.find(({ state }) => ACCEPTED_STATES.includes(state)) ??
    team.find(({ state }) => state === "done");
  return next?.personId ?? null;
}

/** The lead's word ends a task for all: so it is done when all who are left have said so. */
export const isDoneByAll = (state: TaskState, team: readonly Part[]): boolean =>
  state === "under_way" &&
  team.some((part) => part.state === "done") &&
  !team.some((part) => ACCEPTED_STATES.includes(part.state));

/** What is left of a task's window; of one that has passed, the hour that it takes to end it. */
export function leftOf({ from, to }: Window, now: Date): Window {
  if (to <= now) return { from: now, to: new Date(now.getTime() + RETURN_HOURS * 3_600_000) };
  return { from: from < now ? now : from, to };
}

/** What a volunteer does next, in their own order; null when it is not theirs to do. */
export const nextStep = (
  state: AssignmentState,
): "accept" | "en_route" | "on_site" | "done" | null =>
  (({ offered: "accept", accepted: "en_route", en_route: "on_site", on_site: "done" }) as const)[
    state as "offered"
  ] ?? null;

/** Minutes to answer an offer: danger to life can't wait. */
export const answerMinutes = (critical: boolean): number => (critical ? 15 : 60);
