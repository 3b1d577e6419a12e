import { lifecycle, statesOf } from "../platform/transitions";

/** A hand-over waits until somebody takes it, or its author stays. */
export const handoverTransitions = lifecycle({
  open: ["taken", "withdrawn"],
  taken: [],
  withdrawn: [],
});
export type HandoverState = keyof typeof handoverTransitions;
export const HANDOVER_STATES = statesOf(handoverTransitions);
