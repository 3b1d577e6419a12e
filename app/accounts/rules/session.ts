const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long a session lasts unused, and at most, in milliseconds. */
type Life = { idle: number; most: number };

/** Whoever sees other people's data signs in often; a volunteer's phone stays signed in for half a year. */
const WITH_REACH: Life = { idle: 12 * HOUR, most: 7 * DAY };
const WITHOUT: Life = { idle: 30 * DAY, most: 180 * DAY };

/** Use is written down this rarely, so idle time is exact to five minutes. */
const WRITTEN_EVERY = 5 * MINUTE;

type Reach = { districts: readonly unknown[]; administrator: boolean };

/** Coordinators and administrators: those who see and decide about others. */
export const hasReach = ({ districts, administrator }: Reach): boolean =>
  administrator || districts.length > 0;

type Times = { createdAt: Date; lastSeenAt: Date };

/** When a session ends, by what its person may do now, whatever they could do when it was opened. */
export function sessionEnd({ createdAt, lastSeenAt }: Times, withReach: boolean): Date {
  const { idle, most } = withReach ? WITH_REACH : WITHOUT;
  return new Date(Math.min(lastSeenAt.getTime() + idle, createdAt.getTime() + most));
}

/** Whether this use of a session is to be written down. */
export const isUseWritten = (lastSeenAt: Date, now: Date): boolean =>
  now.getTime() - lastSeenAt.getTime() >= WRITTEN_EVERY;

/** So long after a proof, what is sensitive opens and is sent without another. */
const PROOF_LASTS = 10 * MINUTE;

/** Whether somebody showed lately enough who they are. */
export const isRecent = (provenAt: Date, now: Date): boolean =>
  now.getTime() - provenAt.getTime() < PROOF_LASTS;
