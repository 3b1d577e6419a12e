/** Of one role. */
export const MOST_PLACES = 200;
/** People who come by one sign-up. */
export const MOST_IN_PARTY = 50;
/** Hours before the start from which on leaving needs a word. */
export const MOST_LEAVE_HOURS = 168;
/** Shifts that are made of a series at once. */
export const MOST_OF_SERIES = 400;
