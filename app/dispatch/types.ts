import { HARD, SOFT } from "../matching/rules/why-not";

export type { AssignmentState, TaskState } from "./states";

/** Why a volunteer does not take a task or leaves it. */
export const DECLINE_REASONS = [
  "busy",
  "too_far",
  "no_vehicle",
  "skill",
  "unwell",
  "unsafe",
  "other",
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** Why a volunteer who has said yes can't go on alone. */
export const PROBLEMS = ["nobody_there", "no_access", "unsafe", "not_enough"] as const;
export type Problem = (typeof PROBLEMS)[number];

/** Why a coordinator ends a task without a delivery. */
export const TASK_ENDINGS = [
  "not_needed",
  "no_volunteer",
  "nobody_there",
  "no_access",
  "unsafe",
  "no_supplies",
  "other",
] as const;
export type TaskEnding = (typeof TASK_ENDINGS)[number];

/**
 * Why somebody waits no more to be asked for a task: they were, a coordinator did not want it, it was not needed any more, or
 * what spoke against them when their turn came.
 */
export const CHAIN_ENDS = [
  "asked",
  "taken_out",
  "stopped",
  "on_the_way",
  "task_over",
  "window_over",
  ...HARD,
  ...SOFT,
] as const;
export type ChainEnd = (typeof CHAIN_ENDS)[number];

/** What came of a request, where nothing is counted. */
export const OUTCOMES = ["whole", "part", "none"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What was handed over for one request. */
export type Report = {
  request: string;
  /** A number was asked for, though perhaps not given. */
  counted: boolean;
  amount: number | null;
  outcome: Outcome | null;
};
