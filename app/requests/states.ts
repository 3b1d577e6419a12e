import { mayBecome, type Transitions } from "../platform/transitions";
import type { RequestState } from "./types";

/** The life of a help request. `in_progress → triaged`: its task failed or delivered short. */
export const requestTransitions: Transitions<RequestState> = {
  submitted: ["triaged", "cancelled", "declined", "duplicate"],
  triaged: ["in_progress", "cancelled", "declined", "duplicate"],
  in_progress: ["fulfilled", "triaged", "cancelled"],
  fulfilled: ["closed", "triaged"],
  closed: ["triaged"],
  cancelled: ["triaged"],
  declined: ["triaged"],
  duplicate: [],
};

export const requestMayBecome = (from: RequestState, to: RequestState): boolean =>
  mayBecome(requestTransitions, from, to);
