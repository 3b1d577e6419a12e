/** How long a resident may say "it did not come" before the request closes by itself. */
export const CONFIRMATION_HOURS = 48;

/** For how long a resident may take back that they cancelled, or that help came. */
export const TAKE_BACK_HOURS = 24;
