import { canComeAt, type Hours } from "../../accounts/rules/availability";
import { lacksRest } from "../../accounts/rules/rest";
import type { Vehicle } from "../../accounts/types";
import { travelMinutes } from "../../matching/rules/travel";
import type { Window } from "../../platform/types";
import { COMING_STATES } from "../states";
import type { AssignmentState } from "../types";

/** What a volunteer is doing now, in the order in which a coordinator looks for somebody. */
export const READINESS = ["free", "asked", "coming", "there", "shift", "resting"] as const;
export type Readiness = (typeof READINESS)[number];

type Facts = Hours & {
  /** Of the part in a live task that is nearest to a door; null for none. */
  state: AssignmentState | null;
  /** What they have promised a week before and after now. */
  promised: readonly (Window & { kind: "task" | "shift" })[];
};

const MINUTE = 60_000;
/** How long somebody who is free should be able to stay. */
const SPARE_HOURS = 2;
const UNDER: Partial<Record<AssignmentState, Readiness>> = {
  offered: "asked",
  accepted: "coming",
  en_route: "coming",
  on_site: "there",
};

/** What a volunteer is doing; null for one who can't be asked now: at other hours, or busy in a way that is nobody's here. */
export function readinessOf(
  { state, promised, ...hours }: Facts,
  now: Date,
  moment: { weekday: number; minute: number },
): Readiness | null {
  const known = state && UNDER[state];
  if (known) return known;
  const current = promised.find(({ from, to }) => from <= now && now < to);
  if (current) return current.kind === "shift" ? "shift" : null;
  const window = { from: now, to: new Date(now.getTime() + SPARE_HOURS * 60 * MINUTE) };
  if (lacksRest(window, promised)) return "resting";
  return canComeAt(hours, now, moment) ? "free" : null;
}

const MARGIN_MINUTES = 15;
/** From the yes to setting out, and at the door. */
const SET_OUT_MINUTES = 30;
const THERE_MINUTES = 120;

type Step = {
  state: AssignmentState;
  since: Date;
  /** When they were last heard of after that. */
  signAt: Date | null;
  /** When they have said that they will be there. */
  arrivesAt: Date | null;
  answerBy: Date;
  kilometres: number | null;
  vehicle: Vehicle;
};

/** From when on somebody should have said something: then a coordinator calls. Null: nobody waits for a word of theirs. */
export function staleFrom(step: Step): Date | null {
  const { state, answerBy, kilometres, vehicle } = step;
  const arrivesAt = COMING_STATES.includes(state) ? step.arrivesAt : null;
  const heardAt = arrivesAt ?? step.signAt ?? step.since;
  const after = (minutes: number) => new Date(heardAt.getTime() + minutes * MINUTE);
  if (state === "offered") return answerBy;
  if (arrivesAt) return after(MARGIN_MINUTES);
  if (state === "accepted") return after(SET_OUT_MINUTES);
  if (state === "on_site") return after(THERE_MINUTES);
  if (state !== "en_route") return null;
  return after(2 * travelMinutes(kilometres, vehicle) + MARGIN_MINUTES);
}

export function isStale(step: Step, now: Date): boolean {
  const from = staleFrom(step);
  return from !== null && now >= from;
}
