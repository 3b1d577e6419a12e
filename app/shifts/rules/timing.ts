/** Milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Hours before its start at which too few people are told to the coordinators, the second time in good time to telephone. */
export const WATCH_HOURS = 24;
export const LAST_WATCH_HOURS = 3;
/** Hours before its start at which everybody on a shift is reminded. */
export const REMIND_HOURS = 24;
/** Hours after its end at which whoever forgot to check out counts as gone. */
export const CLOSE_HOURS = 2;

/** Shifts of a series are made so many days ahead, and looked at again after so many. */
export const SERIES_AHEAD_DAYS = 56;
export const SERIES_AGAIN_DAYS = 7;
/** Minutes by the wall clock that a shift of a series may last. */
export const SERIES_LASTS_MINUTES = { least: 15, most: 3 * 24 * 60 };

/** Times of somebody's attendance can't lie further than so many days from the shift. */
export const CORRECTION_DAYS = 1;
/** Longer ones are asked about: the day of the end is often a slip of the finger. From noon to noon is 25 hours in autumn. */
export const USUAL_SHIFT = 25 * HOUR;
/** Longer ones are a slip of the finger: a year that was put on. */
export const LONGEST_SHIFT = 7 * DAY;
/** An offered slot is held for nobody longer. */
export const LONGEST_HELD = 3 * DAY;
