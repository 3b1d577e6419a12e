import { lifecycle, mayBecome, statesOf, unfinished } from "../platform/transitions";

/**
 * The life of a task. `assigned → open`: the team is no longer whole; `under_way → open`, `under_way → assigned`: nobody
 * is left who had set out; `done → under_way`: not so.
 */
export const taskTransitions = lifecycle({
  open: ["assigned", "cancelled", "failed"],
  assigned: ["under_way", "open", "cancelled", "failed"],
  under_way: ["done", "open", "assigned", "cancelled", "failed"],
  done: ["confirmed", "under_way"],
  confirmed: [],
  cancelled: [],
  failed: [],
});
export type TaskState = keyof typeof taskTransitions;
export const TASK_STATES = statesOf(taskTransitions);

/** States in which a task still works on its requests. */
export const LIVE_TASK_STATES = unfinished(taskTransitions);

/** Volunteers can still be asked, and things reserved. */
export const HELPED_TASK_STATES: readonly TaskState[] = ["open", "assigned", "under_way"];

/** The life of one volunteer's part in a task. `released`: taken back by a coordinator; `en_route → accepted`: pressed by mistake. */
export const assignmentTransitions = lifecycle({
  offered: ["accepted", "declined", "expired", "released"],
  accepted: ["en_route", "withdrawn", "released"],
  en_route: ["on_site", "accepted", "withdrawn", "released"],
  on_site: ["done", "withdrawn", "released"],
  done: ["on_site"],
  declined: [],
  expired: [],
  released: [],
  withdrawn: [],
});
export type AssignmentState = keyof typeof assignmentTransitions;
export const ASSIGNMENT_STATES = statesOf(assignmentTransitions);

/** The volunteer has said yes and is not done: exact address and phone are open to them. */
export const ACCEPTED_STATES: readonly AssignmentState[] = ["accepted", "en_route", "on_site"];

/** The volunteer has said yes and is not there yet. */
export const COMING_STATES: readonly AssignmentState[] = ["accepted", "en_route"];

/** Has set out for a resident's door, or is there. */
export const AT_DOOR_STATES: readonly AssignmentState[] = ["en_route", "on_site"];

/** Waits for an answer, or has said yes and is not done: can still be taken back. */
export const LIVE_ASSIGNMENT_STATES: readonly AssignmentState[] = ["offered", ...ACCEPTED_STATES];

/** Has said yes and not left: counts for the team. */
export const TEAM_STATES: readonly AssignmentState[] = [...ACCEPTED_STATES, "done"];

/** Still counts on the task: waiting for an answer, at work, or done. */
export const HOLDING_STATES: readonly AssignmentState[] = ["offered", ...TEAM_STATES];

export const taskMayBecome = (from: TaskState, to: TaskState): boolean =>
  mayBecome(taskTransitions, from, to);

export const assignmentMayBecome = (from: AssignmentState, to: AssignmentState): boolean =>
  mayBecome(assignmentTransitions, from, to);
