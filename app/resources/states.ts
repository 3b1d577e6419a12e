import { mayBecome, type Transitions } from "../platform/transitions";
import type { OfferState, ReservationState } from "./types";

/** The life of an offer. Only a verified one can be reserved; withdrawn by its owner, retired by the city. */
export const offerTransitions: Transitions<OfferState> = {
  offered: ["verified", "withdrawn", "retired"],
  verified: ["paused", "withdrawn", "retired"],
  paused: ["verified", "withdrawn", "retired"],
  withdrawn: [],
  retired: [],
};

/** The life of a reservation. `released`: nobody needs it, or nobody fetched it in time. */
export const reservationTransitions: Transitions<ReservationState> = {
  held: ["handed_over", "released"],
  handed_over: ["returned", "consumed"],
  returned: [],
  consumed: [],
  released: [],
};

export const offerMayBecome = (from: OfferState, to: OfferState): boolean =>
  mayBecome(offerTransitions, from, to);
