/** How long somebody is asked to wait, in seconds, where too much is going on. */
export const SECONDS_TO_WAIT = 10;
