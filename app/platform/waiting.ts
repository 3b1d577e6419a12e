/** How long somebody is asked to wait, in seconds, where too much is going on. */
export const SECONDS_TO_WAIT = 10;

/** The same where the database can't be reached: it is back within that after most of what can happen to it. */
export const OUTAGE_SECONDS = 5;
