import { mayBecome, type Transitions } from "../platform/transitions";
import type { AssignmentState, TaskState } from "./types";

/** The life of a task. `assigned → open`: the team is no longer whole; `done → under_way`: not so. */
export const taskTransitions: Transitions<TaskState> = {
  open: ["assigned", "cancelled", "failed"],
  assigned: ["under_way", "open", "cancelled", "failed"],
  under_way: ["done", "cancelled", "failed"],
  done: ["confirmed", "under_way"],
  confirmed: [],
  cancelled: [],
  failed: [],
};

/** The life of one volunteer's part in a task. `released`: taken back by a coordinator. */
export const assignmentTransitions: Transitions<AssignmentState> = {
  offered: ["accepted", "declined", "expired", "released"],
  accepted: ["en_route", "withdrawn", "released"],
  en_route: ["on_site", "withdrawn", "released"],
  on_site: ["done", "withdrawn", "released"],
  done: ["on_site"],
  declined: [],
  expired: [],
  released: [],
  withdrawn: [],
};

export const taskMayBecome = (from: TaskState, to: TaskState): boolean =>
  mayBecome(taskTransitions, from, to);

export const assignmentMayBecome = (from: AssignmentState, to: AssignmentState): boolean =>
  mayBecome(assignmentTransitions, from, to);
