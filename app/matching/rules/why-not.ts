import { freedomOver, type Hours, type Stretch } from "../../accounts/rules/availability";
import { lacksRest } from "../../accounts/rules/rest";
import type { Skill } from "../../accounts/types";
import { metresBetween } from "../../districts/rules/grid";
import type { Point, VolunteerStanding, Window } from "../../platform/types";

/** Can't be overridden. */
export const HARD = ["not_verified", "suspended", "already", "overlaps"] as const;
/** A coordinator may set these aside with a word. */
export const SOFT = [
  "skill",
  "too_far",
  "unavailable",
  "partly_free",
  "rest",
  "alone",
  "under_way",
] as const;
export type WhyNot = (typeof HARD)[number] | (typeof SOFT)[number];

export type Candidate = Hours & {
  standing: VolunteerStanding | null;
  skills: readonly Skill[];
  home: Point | null;
  radiusKm: number;
  /** Does not go alone. */
  onlyTogether: boolean;
  /** What the person has promised around that time. */
  promised: readonly Window[];
  /** Is on the way or at a door, whatever the time that was planned for it, and is taken to be until then; null for who is not. */
  underWayUntil: Date | null;
  /** Is on the task already, or has an offer of it. */
  already: boolean;
};

export type Wanted = {
  window: Window;
  skills: readonly Skill[];
  place: Point | null;
  /** For one person. */
  alone: boolean;
  /** The window as it lies in the city's week. */
  stretches: readonly Stretch[];
};

const overlap = (a: Window, b: Window) =>
  Math.max(
    0,
    Math.min(a.to.getTime(), b.to.getTime()) - Math.max(a.from.getTime(), b.from.getTime()),
  );

/** Distance in kilometres, null where either end is unknown. */
export const kilometresTo = (home: Point | null, place: Point | null): number | null =>
  home && place ? metresBetween(home, place) / 1000 : null;

export const lacksSkill = (
  { skills }: Pick<Candidate, "skills">,
  task: Pick<Wanted, "skills">,
): boolean => task.skills.some((skill) => !skills.includes(skill));

/** Why somebody can't or should not take a task, the hard reasons first; empty when nothing speaks against it. */
export function whyNot(person: Candidate, task: Wanted): WhyNot[] {
  const { window, place } = task;
  const far = kilometresTo(person.home, place);
  const isPromised = person.promised.some((one) => overlap(one, window) > 0);
  const freedom = freedomOver(person, task.stretches);
  const reasons: [WhyNot, boolean][] = [
    ["suspended", person.standing === "suspended"],
    ["not_verified", person.standing !== "verified" && person.standing !== "suspended"],
    ["already", person.already],
    ["overlaps", isPromised],
    ["skill", lacksSkill(person, task)],
    ["too_far", far !== null && far > person.radiusKm],
    ["unavailable", freedom === "none"],
    // Whoever is free for an hour is no help with what takes three.
    ["partly_free", freedom === "part"],
    ["rest", lacksRest(window, person.promised)],
    ["alone", person.onlyTogether && task.alone],
    [
      "under_way",
      !isPromised && person.underWayUntil !== null && window.from < person.underWayUntil,
    ],
  ];
  return reasons.filter(([, holds]) => holds).map(([reason]) => reason);
}

export const isHard = (reason: WhyNot): boolean => HARD.some((one) => one === reason);
