import type { Actor } from "../platform/types";
import { ACCEPTED_STATES, LIVE_TASK_STATES } from "./states";
import type { AssignmentState, TaskState } from "./types";

type Own = { personId: string; state: AssignmentState; taskState: TaskState };

/**
 * Exact address, name and phone of a resident: for a verified volunteer whose own accepted part of
 * a task is still live, and nobody else's eyes (invariant 6).
 */
export const mayReveal = (actor: Actor, own: Own): boolean =>
  actor.kind === "member" &&
  actor.standing === "verified" &&
  actor.personId === own.personId &&
  ACCEPTED_STATES.includes(own.state) &&
  LIVE_TASK_STATES.includes(own.taskState);

/** Whoever may have a part in a task; which tasks are theirs is asked with the task. */
export const takesPart = (actor: Actor): boolean => actor.kind === "member";
