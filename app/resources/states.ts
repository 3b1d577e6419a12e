import { lifecycle, mayBecome, statesOf, unfinished } from "../platform/transitions";

/**
 * The life of an offer. Only a verified one can be reserved; withdrawn by its owner, who may offer it again, retired by the city.
 * What is offered anew waits to be verified once more, and so does what was paused before it was.
 */
export const offerTransitions = lifecycle({
  offered: ["verified", "paused", "withdrawn", "retired"],
  verified: ["paused", "withdrawn", "retired"],
  paused: ["verified", "offered", "withdrawn", "retired"],
  withdrawn: ["offered"],
  retired: [],
});
export type OfferState = keyof typeof offerTransitions;
export const OFFER_STATES = statesOf(offerTransitions);

/** Over: does not count among what there is. */
export const ENDED_OFFERS: readonly OfferState[] = ["withdrawn", "retired"];
export const LIVE_OFFERS = OFFER_STATES.filter((state) => !ENDED_OFFERS.includes(state));

/** Waits for no coordinator: can be reserved, or was paused. */
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

/** Somebody has, or had, the thing, or is to have it. */
export const KEPT_RESERVATIONS: readonly ReservationState[] = [
  ...LIVE_RESERVATIONS,
  "returned",
  "consumed",
];

export const offerMayBecome = (from: OfferState, to: OfferState): boolean =>
  mayBecome(offerTransitions, from, to);
