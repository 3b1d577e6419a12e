import { lifecycle, mayBecome, statesOf } from "../platform/transitions";

/** The life of a help request. `in_progress → triaged`: its task failed or delivered short. */
export const requestTransitions = lifecycle({
  submitted: ["triaged", "cancelled", "declined", "duplicate"],
  triaged: ["in_progress", "cancelled", "declined", "duplicate"],
  in_progress: ["fulfilled", "triaged", "cancelled", "declined", "duplicate"],
  fulfilled: ["closed", "triaged"],
  closed: ["triaged"],
  cancelled: ["triaged"],
  declined: ["triaged"],
  /** Separated again: it was another need, or the other one ended without help. */
  duplicate: ["triaged"],
});
export type RequestState = keyof typeof requestTransitions;
export const REQUEST_STATES = statesOf(requestTransitions);

/** States in which somebody still has to do something: what the board lists first. */
export const OPEN_STATES: readonly RequestState[] = ["submitted", "triaged", "in_progress"];

/**
 * Who is coming to a request, out of its tasks' assignments: the nearest to its door counts. Only what is in progress has
 * any; `asked`: offers wait for their answers; `unanswered`: all that were asked said no or nothing; `done`: by the
 * volunteer's word, a coordinator's is missing.
 */
export const COVERS = [
  "nobody_asked",
  "asked",
  "unanswered",
  "accepted",
  "on_the_way",
  "there",
  "done",
] as const;
export type Cover = (typeof COVERS)[number];

const NOBODY = ["nobody_asked", "asked", "unanswered"] as const;
/** Nobody has said yes: the clock of finding somebody runs. */
export const UNCOVERED: readonly Cover[] = NOBODY;
/** Somebody has said yes, or more. */
export type Coming = Exclude<Cover, (typeof NOBODY)[number]>;

/** What broke, until somebody is asked again or a coordinator has read the request anew. */
export const TROUBLES = [
  "not_come",
  "short",
  "task_ended",
  "left",
  "problem",
  "silent",
  "mistake",
  "separated",
] as const;
export type Trouble = (typeof TROUBLES)[number];

/**
 * What a human has to do next with a request, the most pressing first; the column `lane` holds the number, from 1 on. Nobody is
 * coming (danger to life) · something broke · to read · to send · asked · on the way or there · to confirm · the resident's word.
 */
export const LANES = [
  "danger",
  "broken",
  "read",
  "send",
  "asked",
  "moving",
  "confirm",
  "resident",
] as const;
export type LaneName = (typeof LANES)[number];
/** The last lane in which somebody of the city still has something to do. */
export const LAST_AT_WORK = LANES.indexOf("confirm") + 1;

/** It was ended before help came. */
export const CALLED_OFF: readonly RequestState[] = ["cancelled", "declined", "duplicate"];

export const requestMayBecome = (from: RequestState, to: RequestState): boolean =>
  mayBecome(requestTransitions, from, to);
