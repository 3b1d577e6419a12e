import { finished, lifecycle, mayBecome, statesOf, unfinished } from "../platform/transitions";

/** The life of an offer. Only a verified one can be reserved; withdrawn by its owner, retired by the city. */
export const offerTransitions = lifecycle({
  offered: ["verified", "withdrawn", "retired"],
  verified: ["paused", "withdrawn", "retired"],
  paused: ["verified", "withdrawn", "retired"],
  withdrawn: [],
  retired: [],
});
export type OfferState = keyof typeof offerTransitions;
export const OFFER_STATES = statesOf(offerTransitions);

/** Not over: counts, or may count again, among what there is. */
export const LIVE_OFFERS = unfinished(offerTransitions);
export const ENDED_OFFERS = finished(offerTransitions);

/** Looked at by the city: can be reserved, or could before it was paused. */
export const CHECKED_OFFERS: readonly OfferState[] = ["verified", "paused"];

/** The life of a reservation. `released`: nobody needs it, or nobody fetched it in time. */
export const reservationTransitions = lifecycle({
  held: ["handed_over", "released"],
  handed_over: ["returned", "consumed"],
  returned: [],
  consumed: [],
  released: [],
});
export type ReservationState = keyof typeof reservationTransitions;
export const RESERVATION_STATES = statesOf(reservationTransitions);

/** A promise that still keeps the thing from others. */
export const LIVE_RESERVATIONS = unfinished(reservationTransitions);

export const offerMayBecome = (from: OfferState, to: OfferState): boolean =>
  mayBecome(offerTransitions, from, to);
