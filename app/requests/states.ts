import { lifecycle, mayBecome, statesOf } from "../platform/transitions";

/** The life of a help request. `in_progress → triaged`: its task failed or delivered short. */
export const requestTransitions = lifecycle({
  submitted: ["triaged", "cancelled", "declined", "duplicate"],
  triaged: ["in_progress", "cancelled", "declined", "duplicate"],
  in_progress: ["fulfilled", "triaged", "cancelled"],
  fulfilled: ["closed", "triaged"],
  closed: ["triaged"],
  cancelled: ["triaged"],
  declined: ["triaged"],
  duplicate: [],
});
export type RequestState = keyof typeof requestTransitions;
export const REQUEST_STATES = statesOf(requestTransitions);

/** States in which somebody still has to do something: what the board lists first. */
export const OPEN_STATES: readonly RequestState[] = ["submitted", "triaged", "in_progress"];

/** The way that a request goes when nothing comes between, as its resident reads it. */
export const USUAL_WAY: readonly RequestState[] = [
  "submitted",
  "triaged",
  "in_progress",
  "fulfilled",
];

/** It was ended before help came. */
export const CALLED_OFF: readonly RequestState[] = ["cancelled", "declined", "duplicate"];

export const requestMayBecome = (from: RequestState, to: RequestState): boolean =>
  mayBecome(requestTransitions, from, to);
