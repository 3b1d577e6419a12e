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

/** Less than that lies between pressing a button and an answer, too. */
const WAITED_SECONDS = 120;
/** What is said to be older is not believed: a phone's clock was set right meanwhile. */
const WAITED_DAYS = 30;

/**
 * When a request was written that a phone has kept until there was a network; null for one that was sent at once. A phone says how
 * many seconds that is ago, for its clock may be wrong.
 */
export function writtenAt(waited: string, now: Date): Date | null {
  const seconds = /^\d{1,7}$/.test(waited) ? Number(waited) : 0;
  if (seconds < WAITED_SECONDS || seconds > WAITED_DAYS * 24 * 3_600) return null;
  return new Date(now.getTime() - seconds * 1_000);
}

/** Of how many requests, and of how many days, it is said how soon they were read; of fewer than the least nothing is said. */
export const READ_LATELY = { most: 50, least: 20, days: 14 };

const FIVE_MINUTES = 300_000;
const DAY = 24 * 3_600_000;

/** How soon half and nine in ten were read, up to the next five minutes; null where that says nothing: too few, or more than a day. */
export function usualReading(waited: readonly number[]) {
  if (waited.length < READ_LATELY.least) return null;
  const sorted = [...waited].sort((a, b) => a - b);
  const within = (part: number) => {
    const longest = sorted[Math.ceil(sorted.length * part) - 1]!;
    return Math.max(1, Math.ceil(longest / FIVE_MINUTES)) * FIVE_MINUTES;
  };
  const [half, most] = [within(0.5), within(0.9)];
  return most > DAY ? null : { count: sorted.length, half, most };
}

/** In how many minutes a coordinator may come back to a request. */
export const REMINDERS = ["10", "20", "30", "60", "120", "240"] as const;
