/** How long what lets somebody in is good for, and how much of it there may be. */

/** Hours in which a code that a coordinator hands out signs in. */
export const SIGN_IN_CODE_HOURS = 48;
/** Hours in which a mailed link sets a new password. */
export const RESET_LINK_HOURS = 1;
/** Hours in which a mailed link proves an address. */
export const PROOF_LINK_HOURS = 24;
/** Days in which an invitation can be accepted. */
export const INVITATION_DAYS = 7;

/** Second factors of one person: a few devices, not a heap. */
export const MOST_FACTORS = 10;
/** Minutes in which a browser may answer the challenge of a passkey. */
export const CHALLENGE_MINUTES = 5;
/** Minutes that the page of the second step waits. */
export const PENDING_MINUTES = 10;

/** One browser is recognised for this many people at most, and one person in this many browsers. */
export const PEOPLE_OF_A_BROWSER = 6;
export const BROWSERS_OF_A_PERSON = 20;

/**
 * Of the accounts that only claim a contact, so many may sign in by it: administrators, who may have been handed a link
 * before mail worked, then the oldest. The proof in their mail brings others in.
 */
export const CLAIMS_TRIED = 2;
