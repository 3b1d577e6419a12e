import { weekMoment } from "../../platform/zone";

const MINUTE = 60_000;

/**
 * When somebody who is at a stranger's is asked whether they are all right, in minutes. The end of a task's window says how long it
 * takes, and that follows from its kind of help: a task of a kind that takes long asks later.
 */
export const SAFETY = {
  /** After the time for which the task was planned. */
  grace: 15,
  /** Not sooner than so long after they came, or were last heard of. */
  least: 30,
  /** By night, however long the task may take. */
  night: 45,
  /** After they have answered. */
  again: 60,
  /** Until a coordinator is told that they do not answer. */
  answer: 10,
} as const;

const NIGHT = { from: 22 * 60, to: 7 * 60 };
const isNight = (at: Date, zone: string): boolean => {
  const { minute } = weekMoment(at, zone);
  return minute >= NIGHT.from || minute < NIGHT.to;
};

type Stay = {
  /** When they came. */
  arrivedAt: Date;
  /** When they were last heard of: their coming, or what they have said since. */
  signAt: Date;
  /** When the task should be done. */
  until: Date;
};

/** When somebody is asked next whether they are all right; `zone` is the city's. */
export function safetyAskAt({ arrivedAt, signAt, until }: Stay, zone: string): Date {
  const later = (from: Date, minutes: number) => from.getTime() + minutes * MINUTE;
  const hasSpoken = signAt > arrivedAt;
  const byDay = Math.max(
    later(until, SAFETY.grace),
    later(signAt, hasSpoken ? SAFETY.again : SAFETY.least),
  );
  const byNight = later(signAt, SAFETY.night);
  return new Date(isNight(new Date(byNight), zone) ? Math.min(byDay, byNight) : byDay);
}

/** The first moment at which somebody who has just been heard of could have to be asked: then it is looked again. */
export const safetyLookAt = (signAt: Date): Date =>
  new Date(signAt.getTime() + Math.min(SAFETY.least, SAFETY.night, SAFETY.again) * MINUTE);

/** When somebody who was asked and has not answered counts as silent. */
export const silentFrom = (askedAt: Date): Date =>
  new Date(askedAt.getTime() + SAFETY.answer * MINUTE);
