import { USUAL_WAY } from "../states";
import type { RequestState } from "../types";

type Passed = { at: Date; state: RequestState };
export type JourneyStep = {
  state: RequestState;
  at: Date | null;
  place: "done" | "current" | "upcoming";
};

/**
 * A request's way as its resident reads it: what has been, where it stands, what is still to come.
 * After a step back (help that did not come) the way begins anew from there.
 */
export function journeyOf(passed: readonly Passed[], state: RequestState): JourneyStep[] {
  const last = passed.length - 1;
  const behind = passed.map(({ at, state: step }, i) => ({
    at,
    state: step,
    place: i === last ? ("current" as const) : ("done" as const),
  }));
  const reached = USUAL_WAY.indexOf(state);
  const ahead = reached < 0 ? [] : USUAL_WAY.slice(reached + 1);
  return [
    ...behind,
    ...ahead.map((step) => ({ state: step, at: null, place: "upcoming" as const })),
  ];
}
