import type { Transitions } from "../platform/transitions";
import type { ShiftState, SignUpState, SwapState } from "./types";

export const shiftTransitions: Transitions<ShiftState> = {
  draft: ["published", "cancelled"],
  published: ["running", "cancelled"],
  running: ["completed", "cancelled"],
  completed: [],
  cancelled: [],
};

/**
 * The life of one place in a shift. A walk-in is signed up and checked in at once; whoever had signed up for a
 * shift that is moved is asked again; a check-in or a no-show in the wrong row is taken back.
 */
export const signUpTransitions: Transitions<SignUpState> = {
  waitlisted: ["offered", "withdrawn"],
  offered: ["signed_up", "withdrawn"],
  signed_up: ["checked_in", "withdrawn", "no_show", "offered"],
  checked_in: ["checked_out", "signed_up"],
  checked_out: [],
  withdrawn: [],
  no_show: ["checked_in"],
};

export const swapTransitions: Transitions<SwapState> = {
  open: ["answered", "done", "withdrawn"],
  answered: ["open", "done", "withdrawn"],
  done: [],
  withdrawn: [],
};
