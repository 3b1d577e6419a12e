import type { Skill } from "../../accounts/types";
import type { VolunteerStanding } from "../../platform/types";
import type { ShiftState, WhyNot } from "../types";

type Asked = {
  now: Date;
  standing: VolunteerStanding | null;
  skills: readonly Skill[];
  /** Is signed up, offered a place or on the waitlist already. */
  already: boolean;
  /** Another promise lies in the same time; one that only touches it is none. */
  overlaps: boolean;
  shift: { state: ShiftState; begins: Date };
  role: { skills: readonly Skill[] };
};

/** Why somebody can't take a place of a role; null when nothing speaks against it. Whether it is full is another matter. */
export function whyNotTake({ now, standing, skills, already, overlaps, shift, role }: Asked) {
  const reasons: [WhyNot, boolean][] = [
    ["not_verified", standing !== "verified"],
    ["not_open", shift.state !== "published"],
    ["begun", shift.begins <= now],
    ["already", already],
    ["skill", role.skills.some((skill) => !skills.includes(skill))],
    ["overlaps", overlaps],
  ];
  return reasons.find(([, is]) => is)?.[0] ?? null;
}

const MINUTE = 60_000;

/**
 * Until when an offered place is held: a quarter of the time that is left, at least ten minutes and at most twelve
 * hours, and never beyond the start.
 */
export function answerBy(now: Date, begins: Date): Date {
  const left = begins.getTime() - now.getTime();
  const held = Math.min(Math.max(left / 4, 10 * MINUTE), 720 * MINUTE);
  return new Date(now.getTime() + Math.min(held, left));
}

/** Whether leaving needs a word to the coordinator: it does from so many hours before the start on. */
export const needsWord = (now: Date, begins: Date, leaveHours: number): boolean =>
  now.getTime() > begins.getTime() - leaveHours * 60 * MINUTE;
