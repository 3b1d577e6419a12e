import type { Skill } from "../../accounts/types";
import { USUAL_HOURS } from "./task";

/** What of a kind of things is brought; `amount` null: as much as is missing. `bulky`: nobody carries it there on foot. */
export type UsualThing = { kind: string; amount: number | null; bulky: boolean };

/** What a kind of help usually takes: who, how many, for how long, and with what. */
export type Usual = {
  skills: Skill[];
  teamSize: number;
  hours: number;
  thing: UsualThing | null;
};

/** Of a kind of which administrators have said nothing. */
export const NOTHING_SAID: Usual = { skills: [], teamSize: 1, hours: USUAL_HOURS, thing: null };

/** What one task takes for several kinds of help together: who can do all of it, as many and as long as the largest takes. */
export function togetherOf(kinds: readonly Omit<Usual, "thing">[]): Omit<Usual, "thing"> {
  const most = (pick: (one: Omit<Usual, "thing">) => number, least: number) =>
    Math.max(least, ...kinds.map(pick));
  return {
    skills: [...new Set(kinds.flatMap(({ skills }) => skills))],
    teamSize: most(({ teamSize }) => teamSize, NOTHING_SAID.teamSize),
    hours: kinds.length > 0 ? most(({ hours }) => hours, 1) : NOTHING_SAID.hours,
  };
}
