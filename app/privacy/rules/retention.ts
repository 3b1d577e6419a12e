import { SETTINGS, type Setting } from "./registry";

/** Days after which each kind goes when the city has set nothing else. */
export const DEFAULT_DAYS: Record<Setting, number> = {
  /** The personal part of a request, after it has ended. */
  request: 90,
  /** What was written for and about a task, after it has ended. */
  task: 90,
  shift: 90,
  /** Of an offer, after it was withdrawn or taken out of use. */
  offer: 90,
  /** An account whose holder has shown neither their e-mail nor their phone. */
  unproven: 30,
  /** An account without reach that nobody has used. */
  account: 730,
  /** After it was accepted, revoked or ran out. */
  invitation: 30,
  /** A private link to a calendar, after it was made. */
  calendar: 400,
  look: 730,
  notification: 90,
  /** An order of the queue that was tried until it was given up. */
  failed_job: 30,
  demo_mail: 30,
};

/** Fewer would take from residents the time to say that help did not come. */
export const FEWEST_DAYS = 7;
export const MOST_DAYS = 3650;

const DAY = 86_400_000;

/** What ended before this instant goes now. */
export const endOf = (days: number, now: Date): Date => new Date(now.getTime() - days * DAY);

export type Days = Record<Setting, number>;

/** The days that hold: what the city has set, else the defaults. */
export function daysOf(set: readonly { kind: string; days: number }[]): Days {
  const own = new Map(set.map(({ kind, days }) => [kind, days]));
  return Object.fromEntries(
    SETTINGS.map((kind) => [kind, own.get(kind) ?? DEFAULT_DAYS[kind]]),
  ) as Days;
}
