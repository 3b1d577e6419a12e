import type { Cover } from "../../requests/states";
import type { AssignmentState, TaskState } from "../types";

/** One volunteer's part in a live task that serves a request; `state` is null for a task that nobody was asked for. */
export type CoverPart = {
  taskState: TaskState;
  state: AssignmentState | null;
  answerBy: Date | null;
};

/** What an answered offer leaves behind when it was no yes. */
const REFUSED: readonly AssignmentState[] = ["declined", "expired", "withdrawn"];

/**
 * Who is coming to a request, out of all parts of its live tasks: whoever is nearest to its door counts. `askedUntil`: the last
 * moment at which one of the offers can be answered, while that is all there is. `inTurn`: somebody is asked next by itself, so
 * that a no in between leaves nobody to be looked for.
 */
export function coverOf(
  parts: readonly CoverPart[],
  inTurn = false,
): { cover: Cover; askedUntil: Date | null } {
  const some = (state: AssignmentState) => parts.some((part) => part.state === state);
  const cover = ((): Cover => {
    if (some("on_site")) return "there";
    if (some("en_route")) return "on_the_way";
    if (parts.some(({ taskState }) => taskState === "done")) return "done";
    // One of a team who has done their part, while the task goes on, is no less than somebody on the way.
    if (some("done")) return "there";
    if (some("accepted")) return "accepted";
    if (some("offered") || inTurn) return "asked";
    return parts.some(({ state }) => state && REFUSED.includes(state))
      ? "unanswered"
      : "nobody_asked";
  })();
  if (cover !== "asked") return { cover, askedUntil: null };
  const until = parts.flatMap(({ state, answerBy }) =>
    state === "offered" && answerBy ? [answerBy.getTime()] : [],
  );
  return { cover, askedUntil: until.length > 0 ? new Date(Math.max(...until)) : null };
}
