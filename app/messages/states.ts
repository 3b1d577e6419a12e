import { lifecycle, statesOf } from "../platform/transitions";

/** The life of a broadcast. `waiting`: for a second person's word; `stopped`: nobody more is written to for now. */
export const broadcastTransitions = lifecycle({
  draft: ["waiting", "sending", "withdrawn"],
  waiting: ["sending", "withdrawn"],
  sending: ["stopped", "sent"],
  stopped: ["sending"],
  sent: [],
  withdrawn: [],
});
export type BroadcastState = keyof typeof broadcastTransitions;
export const BROADCAST_STATES = statesOf(broadcastTransitions);
