import type { Window } from "../../platform/types";
import type { AssignmentState, TaskState } from "../types";
import { freePlaces, takesHelp } from "./task";

/** How many more may be asked at once: one for every place that nobody has taken and nobody is asked for. */
export const placesToAskFor = (teamSize: number, team: readonly AssignmentState[]): number =>
  Math.max(0, freePlaces(teamSize, team) - team.filter((state) => state === "offered").length);

type Stands = { state: TaskState; teamSize: number; during: Window };
type Step = { ask: number } | { end: "task_over" | "window_over" | "on_the_way" };

/**
 * What those who wait to be asked for a task mean now. While the team is whole they go on waiting, since somebody may still
 * withdraw; once all of it have set out, nobody more is asked by itself.
 */
export function chainStep(
  { state, teamSize, during }: Stands,
  team: readonly AssignmentState[],
  now: Date,
): Step {
  if (!takesHelp(state)) return { end: "task_over" };
  if (during.to <= now) return { end: "window_over" };
  const whole = freePlaces(teamSize, team) === 0;
  if (whole && !team.includes("accepted")) return { end: "on_the_way" };
  return { ask: placesToAskFor(teamSize, team) };
}
