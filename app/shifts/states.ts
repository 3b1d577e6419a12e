import type { Transitions } from "../platform/transitions";
import type { ShiftState, SignUpState } from "./types";

export const shiftTransitions: Transitions<ShiftState> = {
  draft: ["published", "cancelled"],
  published: ["running", "cancelled"],
  running: ["completed", "cancelled"],
  completed: [],
  cancelled: [],
};

/** The life of one person's place in a shift; a walk-in is signed up and checked in at once. */
export const signUpTransitions: Transitions<SignUpState> = {
  waitlisted: ["offered", "withdrawn"],
  offered: ["signed_up", "withdrawn"],
  signed_up: ["checked_in", "withdrawn", "no_show"],
  checked_in: ["checked_out"],
  checked_out: [],
  withdrawn: [],
  no_show: [],
};
