/** What of a line of the record decides who hears of it. */
export type Heard = {
  type: string;
  actor: string;
  toState: string | null;
  reason?: string | null;
};

export type Hearing = {
  to: "resident" | "volunteer" | "reserver";
  template:
    | "request_changed"
    | "request_note"
    | "task_offered"
    | "task_released"
    | "reservation_lapsed";
};

/** States of a request that its resident is told of by mail, if somebody else brought them about. */
const TOLD_STATES = [
  "triaged",
  "in_progress",
  "fulfilled",
  "closed",
  "cancelled",
  "declined",
  "duplicate",
];

/** Who hears of an event by mail, and what; null for nobody. Nobody is told of their own doing. */
export function whoHears({ type, actor, toState, reason }: Heard): Hearing | null {
  if (type === "request.noted" && actor === "member")
    return { to: "resident", template: "request_note" };
  if (type.startsWith("request.") && actor !== "resident" && TOLD_STATES.includes(toState ?? ""))
    return { to: "resident", template: "request_changed" };
  if (type === "reservation.released" && (reason === "not_handed_over" || reason === "lost"))
    return { to: "reserver", template: "reservation_lapsed" };
  if (!type.startsWith("assignment.")) return null;
  if (toState === "offered") return { to: "volunteer", template: "task_offered" };
  return toState === "released" ? { to: "volunteer", template: "task_released" } : null;
}
