/** How long a resident may say "it did not come" before the request closes by itself. */
export const CONFIRMATION_HOURS = 48;
