import { lacksRest } from "../../accounts/rules/rest";
import type { Skill } from "../../accounts/types";
import type { VolunteerStanding, Window } from "../../platform/types";
import { instantOf, wallTime } from "../../platform/zone";
import { type ShiftState, SOFT, type WhyNot } from "../types";
import { HOUR, LONGEST_HELD, MINUTE } from "./timing";

export type Asked = {
  now: Date;
  standing: VolunteerStanding | null;
  skills: readonly Skill[];
  /** Is signed up, offered a slot or on the waitlist already. */
  already: boolean;
  /** How many people come together. */
  party: number;
  /** What the person has promised a week before and after. */
  promised: readonly Window[];
  shift: { state: ShiftState; window: Window; opensAt: Date | null };
  role: { skills: readonly Skill[]; capacity: number };
};

const meet = (a: Window, b: Window) => a.from < b.to && b.from < a.to;

/** The first promise that lies in the same time; one that only touches it is none. */
export const clashOf = (window: Window, promised: readonly Window[]): Window | null =>
  promised.find((one) => meet(one, window)) ?? null;

/**
 * What speaks against somebody's taking a slot of a role, the hard reasons first; empty when nothing does.
 * Whether it is full is another matter: then there is the waitlist.
 */
export function whyNotTake(asked: Asked): WhyNot[] {
  const { now, standing, skills, already, party, promised, shift, role } = asked;
  const { window, opensAt } = shift;
  const reasons: [WhyNot, boolean][] = [
    ["not_verified", standing !== "verified"],
    ["not_open", shift.state !== "published" && shift.state !== "running"],
    ["begun", window.from <= now],
    ["already", already],
    ["party_large", party > role.capacity],
    ["overlaps", clashOf(window, promised) !== null],
    ["opens_later", opensAt !== null && opensAt > now],
    ["skill", role.skills.some((skill) => !skills.includes(skill))],
    ["rest", lacksRest(window, promised)],
  ];
  return reasons.filter(([, is]) => is).map(([reason]) => reason);
}

const SET_ASIDE_AT_THE_DOOR: readonly WhyNot[] = ["begun", "opens_later", "rest", "unavailable"];
/** What still speaks against somebody who stands at the door: they are neither late to sign up nor to be sent home to rest. */
export const atTheDoor = (reasons: readonly WhyNot[]): WhyNot[] =>
  reasons.filter((one) => !SET_ASIDE_AT_THE_DOOR.includes(one));

export const isSoft = (reason: WhyNot): boolean => SOFT.some((one) => one === reason);

/**
 * Until when an offered slot is held: a quarter of the time that is left, at least ten minutes and at most three
 * days, and never beyond the start. `zone` is an IANA name.
 */
export function answerBy(now: Date, begins: Date, zone: string): Date {
  const left = begins.getTime() - now.getTime();
  const held = Math.min(Math.max(left / 4, 10 * MINUTE), LONGEST_HELD, left);
  return afterTheNight(new Date(now.getTime() + held), begins, zone);
}

/** Whoever sleeps loses nothing: what would end between 22 and 7 ends at 9, unless the shift has begun by then. */
function afterTheNight(at: Date, begins: Date, zone: string): Date {
  const hourOf = (instant: Date) => Number(wallTime(instant, zone).slice(11, 13));
  if (hourOf(at) >= 7 && hourOf(at) < 22) return at;
  const morning = hourOf(at) < 7 ? at : new Date(at.getTime() + 7 * HOUR);
  const nine = instantOf(`${wallTime(morning, zone).slice(0, 10)}T09:00`, zone)!;
  return nine < begins ? nine : at;
}

/** So shortly before the start a freed slot is held for nobody: whoever answers first has it. */
export const firstToAnswer = (now: Date, begins: Date): boolean =>
  begins.getTime() - now.getTime() < 12 * HOUR;

/** Whether leaving needs a word to the coordinator: it does from so many hours before the start on. */
export const needsWord = (now: Date, begins: Date, leaveHours: number): boolean =>
  now.getTime() > begins.getTime() - leaveHours * HOUR;

/** Whether people may check in: from an hour before the start until the end. */
export const mayCheckIn = (now: Date, { from, to }: Window): boolean =>
  now.getTime() >= from.getTime() - HOUR && now < to;

/** Whether the way in is shown to somebody who has signed up: from half an hour before the start, when they may be on their way. */
export const isAtTheDoor = (now: Date, { from, to }: Window): boolean =>
  now.getTime() >= from.getTime() - HOUR / 2 && now < to;

export const LATE_MINUTES = 10;
/** Minutes late at check-in, 0 when in time. */
export function minutesLate(checkedInAt: Date | null, { from }: Window): number {
  const late = checkedInAt ? Math.floor((checkedInAt.getTime() - from.getTime()) / MINUTE) : 0;
  return late > LATE_MINUTES ? late : 0;
}

type Times = { checkedInAt: Date | null; checkedOutAt: Date | null };
/** Milliseconds that somebody was there: check-in to check-out; 0 until both are known. */
export const timeServed = ({ checkedInAt, checkedOutAt }: Times): number =>
  checkedInAt && checkedOutAt ? checkedOutAt.getTime() - checkedInAt.getTime() : 0;

/** Whether hours go so far beyond the shift's own that somebody has to say that they are meant: a day that is one off adds 24. */
export const isMuchLonger = (served: Window, during: Window): boolean =>
  lengthOf(served) > lengthOf(during) + HOUR;
const lengthOf = ({ from, to }: Window) => to.getTime() - from.getTime();
