/** Milliseconds. */
const HOUR = 3_600_000;

/** How far ahead gaps in shifts are handed over: the night and the morning after it. */
export const GAPS_AHEAD = 24 * HOUR;
/** How long the words of a hand-over are kept; `days_90` in the registry of personal data. */
export const NOTE_KEPT = 90 * 24 * HOUR;
