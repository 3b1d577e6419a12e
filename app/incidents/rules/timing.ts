const DAY = 24 * 3_600_000;
/** Days: what began longer ago is a slip of the finger. */
const LONGEST_AGO = 90;

/** What is wrong with when an incident begins: it has begun already, and not too long ago. Null for nothing. */
export function judgeStart(startsAt: Date, now: Date): "future" | "long_ago" | null {
  if (startsAt > now) return "future";
  return now.getTime() - startsAt.getTime() > LONGEST_AGO * DAY ? "long_ago" : null;
}

/** What is wrong with when it ends: after it began, and not later than now. Null for nothing. */
export function judgeEnd(
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  now: Date,
): "future" | "before" | null {
  if (endsAt > now) return "future";
  return endsAt < startsAt ? "before" : null;
}
