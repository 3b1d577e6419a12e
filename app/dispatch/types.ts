export const TASK_STATES = [
  "open",
  "assigned",
  "under_way",
  "done",
  "confirmed",
  "cancelled",
  "failed",
] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** States in which a task still works on its requests. */
export const LIVE_TASK_STATES = [
  "open",
  "assigned",
  "under_way",
  "done",
] as const satisfies readonly TaskState[];

export const ASSIGNMENT_STATES = [
  "offered",
  "accepted",
  "en_route",
  "on_site",
  "done",
  "declined",
  "expired",
  "released",
  "withdrawn",
] as const;
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number];

/** The volunteer has said yes and is not done: exact address and phone are open to them. */
export const ACCEPTED_STATES = [
  "accepted",
  "en_route",
  "on_site",
] as const satisfies readonly AssignmentState[];

/** Still counts on the task: waiting for an answer, at work, or done. */
export const HOLDING_STATES = [
  "offered",
  ...ACCEPTED_STATES,
  "done",
] as const satisfies readonly AssignmentState[];

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
