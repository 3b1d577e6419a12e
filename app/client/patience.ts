/** Milliseconds: how long the network is waited for before a form is sent, and how often it is tried again. */
export const ANSWER_WITHIN = 8_000;
export const EVERY = 20_000;
/** A moment: after it a page says what it waits for, and looks again where the browser has said too soon that there is a network. */
export const SOON = 3_000;
