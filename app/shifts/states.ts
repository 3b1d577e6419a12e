import { lifecycle, statesOf, unfinished } from "../platform/transitions";

export const shiftTransitions = lifecycle({
  draft: ["published", "cancelled"],
  published: ["running", "cancelled"],
  running: ["completed", "cancelled"],
  completed: [],
  cancelled: [],
});
export type ShiftState = keyof typeof shiftTransitions;
export const SHIFT_STATES = statesOf(shiftTransitions);

/** Volunteers see it, and may take a slot or come. */
export const OPEN_SHIFTS: readonly ShiftState[] = ["published", "running"];

/**
 * The life of one slot in a shift. A walk-in is signed up and checked in at once; whoever had signed up for a
 * shift that is moved is asked again; a check-in, a check-out or a no-show in the wrong row is taken back.
 */
export const signUpTransitions = lifecycle({
  signed_up: ["checked_in", "withdrawn", "no_show", "offered"],
  waitlisted: ["offered", "withdrawn"],
  offered: ["signed_up", "withdrawn"],
  checked_in: ["checked_out", "signed_up"],
  checked_out: ["checked_in"],
  withdrawn: [],
  no_show: ["checked_in"],
});
export type SignUpState = keyof typeof signUpTransitions;
export const SIGN_UP_STATES = statesOf(signUpTransitions);

/** What a sign-up can be from the beginning. */
export const FIRST_SIGN_UPS: readonly SignUpState[] = ["signed_up", "waitlisted", "offered"];
/** Came to the shift. */
export const CAME: readonly SignUpState[] = ["checked_in", "checked_out"];
/** Has said yes, and came or may still come. */
export const PROMISED: readonly SignUpState[] = ["signed_up", ...CAME];
/** Has said yes and still counts on coming, or is there. */
export const STILL_COMING: readonly SignUpState[] = ["signed_up", "checked_in"];
/** Has a slot for a shift that has not begun, or was offered one. */
export const AGREED: readonly SignUpState[] = ["signed_up", "offered"];
/** Holds a slot of its role; an offered one is held until it is answered. */
export const HOLDING: readonly SignUpState[] = ["signed_up", "offered", ...CAME];
/** Not over for the person. */
export const LIVE_SIGN_UPS: readonly SignUpState[] = [...HOLDING, "waitlisted"];
/** Not come yet, so it can be given up. */
export const AHEAD: readonly SignUpState[] = ["signed_up", "waitlisted", "offered"];
/** Is not there, or was not. */
export const GONE: readonly SignUpState[] = ["withdrawn", "no_show"];

export const swapTransitions = lifecycle({
  open: ["answered", "done", "withdrawn"],
  answered: ["open", "done", "withdrawn"],
  done: [],
  withdrawn: [],
});
export type SwapState = keyof typeof swapTransitions;
export const SWAP_STATES = statesOf(swapTransitions);
export const LIVE_SWAPS = unfinished(swapTransitions);
