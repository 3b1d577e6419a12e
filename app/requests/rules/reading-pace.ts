const PAUSE = 10 * 60_000;
/** Of fewer nothing can be said. */
const LEAST_READ = 3;

export type ReadingPace = {
  /** Since the last pause of ten minutes. */
  read: number;
  /** Those, and what nobody has read yet. */
  all: number;
  /** Milliseconds: for one, and for all that are left. */
  each: number;
  left: number;
};

/** How many somebody has read one after the other, how long one takes, and how long the rest will; `read`: when, the latest first. */
export function readingPace(read: readonly Date[], unread: number, now: Date): ReadingPace | null {
  const times = [now, ...read].map(Number);
  const pause = times.findIndex((at, index) => index > 0 && times[index - 1]! - at > PAUSE);
  const count = (pause < 0 ? times.length : pause) - 1;
  if (count < LEAST_READ) return null;
  const each = (times[1]! - times[count]!) / (count - 1);
  return { read: count, all: count + unread, each, left: each * unread };
}
