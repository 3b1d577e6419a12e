import { CALLED_OFF, type Coming, type Cover, type Trouble, UNCOVERED } from "../states";
import type { ClosingReason, RequestState } from "../types";
import { TAKE_BACK_HOURS } from "./timing";

/** Steps of a request's way in words of its resident: `track:step.<name>`. */
export const STEPS = [
  "submitted",
  "triaged",
  "looking",
  "accepted",
  "on_the_way",
  "there",
  "done",
  "lost",
  "short",
  "fulfilled",
  "not_come",
  "reopened",
  "separated",
  "closed",
  "cancelled",
  "declined",
  "duplicate",
] as const;
export type StepName = (typeof STEPS)[number];

/** The way that a request goes when nothing comes between; a first yes and a team that is there are said when they happen. */
const AHEAD: readonly StepName[] = ["submitted", "triaged", "looking", "on_the_way", "fulfilled"];

/** A line of the record: a step of the request's own, or `request.covered`, whose reason is who is coming. */
export type Passed = { at: Date; type: string; state: RequestState | null; reason: string | null };
export type JourneyStep = {
  name: StepName;
  at: Date | null;
  place: "done" | "current" | "upcoming";
};

/** What a line means to a resident, after the step before it; null for what is nothing to them. */
function stepOf({ type, state, reason }: Passed, before: StepName | undefined): StepName | null {
  if (type === "request.covered") {
    const cover = reason as Cover;
    if (!UNCOVERED.includes(cover)) return cover as Coming;
    // Whoever had said yes is gone. Who is asked, and who says no, nobody need know.
    return before && ["accepted", "on_the_way", "there"].includes(before) ? "lost" : null;
  }
  if (type === "request.reopened") return reason === "not_come" ? "not_come" : "reopened";
  if (type === "request.separated") return reason === "not_come" ? "not_come" : "separated";
  if (type === "request.delivered_short") return state ? "short" : null;
  if (type === "request.open_again") return "lost";
  if (state === "in_progress") return "looking";
  if (state === "declined" && isNotNeeded(reason)) return "closed";
  return state;
}

/** Why a request was declined of which nobody has said that it can't be met here. */
const NOT_NEEDED: readonly ClosingReason[] = ["met", "met_by_others", "not_needed"];
const isNotNeeded = (reason: string | null) => NOT_NEEDED.some((one) => one === reason);

/**
 * A request's way as its resident reads it: what has been, where it stands, what is still to come. After a step back the way
 * begins anew from there.
 */
export function journeyOf(passed: readonly Passed[], state: RequestState): JourneyStep[] {
  const behind: JourneyStep[] = [];
  for (const line of passed) {
    const name = stepOf(line, behind.at(-1)?.name);
    if (name && name !== behind.at(-1)?.name) behind.push({ name, at: line.at, place: "done" });
  }
  const last = behind.at(-1);
  if (last) last.place = "current";
  const ahead = upcoming(last?.name, state);
  return [...behind, ...ahead.map((name) => ({ name, at: null, place: "upcoming" as const }))];
}

function upcoming(last: StepName | undefined, state: RequestState): readonly StepName[] {
  if (CALLED_OFF.includes(state) || state === "closed" || state === "fulfilled") return [];
  const from: Partial<Record<StepName, StepName>> = { accepted: "looking", there: "on_the_way" };
  if (last === "done") return ["fulfilled"];
  const reached = AHEAD.indexOf(from[last ?? "submitted"] ?? last ?? "submitted");
  // Back from a failure: it is looked for somebody again.
  return AHEAD.slice(
    reached < 0 ? AHEAD.indexOf("looking") + (last === "lost" ? 1 : 0) : reached + 1,
  );
}

type Stands = {
  state: RequestState;
  cover: Cover;
  trouble: Trouble | null;
  reason: ClosingReason | null;
};

/** Which words say where a request stands: `track:headline.<name>` and `track:next.<name>`. Never more than somebody has said. */
export function headlineOf({ state, cover, trouble, reason }: Stands) {
  if (state === "declined" && isNotNeeded(reason)) return "closed";
  if (state === "declined") return reason === "unreachable" ? "unreachable" : "declined";
  if (trouble === "not_come" && cover === "nobody_asked") return "not_come";
  if (trouble === "short" && state === "triaged") return "short";
  if (state !== "in_progress") return state;
  if (UNCOVERED.includes(cover)) return trouble === "left" ? "lost" : "looking";
  return cover as Coming;
}

type Ended = { state: RequestState; stateAt: Date; endedBySelf: boolean };

/** Whether a resident may say "that was a mistake": of their own last step, for a day. */
export function mayTakeBack({ state, stateAt, endedBySelf }: Ended, now: Date): boolean {
  const isOver = state === "cancelled" || state === "closed";
  const age = now.getTime() - stateAt.getTime();
  return isOver && endedBySelf && age < TAKE_BACK_HOURS * 3_600_000;
}

/** A phone or an e-mail address as far as its owner needs to recognise it: the page may be seen by others. */
export function masked(text: string): string {
  const at = text.indexOf("@");
  if (at > 0) return `${text.slice(0, Math.min(2, at))}•••${text.slice(at)}`;
  return text.replace(/\d(?=(?:\D*\d){2})/g, (digit, index: number) => (index < 4 ? digit : "•"));
}

const NUMBER_OR_EMAIL = /\+?\d(?:[ ()-]{0,3}\d){6,}|[^\s@]{1,64}@[^\s@]{1,255}/g;

/** Somebody's own words as their page shows them: what they corrected stands in them, and nobody else reads it there. */
export const maskedIn = (words: string): string => words.replace(NUMBER_OR_EMAIL, masked);
