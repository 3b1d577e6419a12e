/** How long a resident may say "it did not come" before the request closes by itself. */
export const CONFIRMATION_HOURS = 48;

/** For how long a resident may take back that they cancelled, or that help came. */
export const TAKE_BACK_HOURS = 24;

/** Longer than that nobody waits for help in a crisis: a larger number is a slip. */
export const MOST_HOURS = 720;
export const MOST_PEOPLE = 9_999;
/** How far ahead a coordinator may set when help is needed. */
const NEEDED_WITHIN_DAYS = 90;

/** What is wrong with when help is needed; what stands already may have passed meanwhile and stay. In minutes, as a form sends it. */
export function judgeNeeded(needed: Date | null, stands: Date | null, now: Date) {
  const minute = (at: Date) => Math.floor(at.getTime() / 60_000);
  if (!needed || (stands && minute(stands) === minute(needed))) return null;
  if (minute(needed) < minute(now)) return "past";
  return minute(needed) > minute(now) + NEEDED_WITHIN_DAYS * 24 * 60 ? "distant" : null;
}
