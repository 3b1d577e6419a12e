/** How long a resident may say "it did not come" before the request closes by itself. */
export const CONFIRMATION_HOURS = 48;
/** Longer than that nobody waits for help in a crisis: a larger number is a slip. */
export const MOST_HOURS = 720;
export const MOST_PEOPLE = 9_999;
/** How far ahead a coordinator may set when help is needed. */
export const NEEDED_WITHIN_DAYS = 90;
