import { GAP_REASONS } from "../../shifts/types";

/** What of a line of the record decides who hears of it. */
export type Heard = {
  type: string;
  actor: string;
  toState: string | null;
  reason?: string | null;
};

export type Hearing = {
  to:
    | "resident"
    | "volunteer"
    | "reserver"
    | "shift_volunteer"
    | "everybody_on"
    | "everybody_waiting"
    | "waitlist"
    | "coordinators"
    | "swapped";
  template:
    | "request_changed"
    | "request_note"
    | "task_offered"
    | "task_released"
    | "reservation_lapsed"
    | "shift_offered"
    | "shift_moved"
    | "shift_moved_waiting"
    | "shift_asked"
    | "shift_cancelled"
    | "shift_free"
    | "shift_left"
    | "shift_thin"
    | "shift_soon"
    | "swap_answered"
    | "swap_done";
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
  if (type === "swap.answered" || type === "swap.done")
    return { to: "swapped", template: type === "swap.done" ? "swap_done" : "swap_answered" };
  if (type.startsWith("sign_up.") || type.startsWith("shift.")) return ofShifts(type, reason);
  if (!type.startsWith("assignment.")) return null;
  if (toState === "offered") return { to: "volunteer", template: "task_offered" };
  return toState === "released" ? { to: "volunteer", template: "task_released" } : null;
}

/** A place to answer for, a shift that does not take place; to coordinators what leaves a gap. */
function ofShifts(type: string, reason: string | null | undefined): Hearing | null {
  if (type === "shift.thin") return { to: "coordinators", template: "shift_thin" };
  if (type === "shift.soon") return { to: "everybody_on", template: "shift_soon" };
  if (type === "shift.moved") return { to: "everybody_waiting", template: "shift_moved_waiting" };
  if (type === "shift.place_free") return { to: "waitlist", template: "shift_free" };
  if (type === "sign_up.offered" && reason !== "first") {
    const template =
      reason === "moved" ? "shift_moved" : reason === "asked" ? "shift_asked" : "shift_offered";
    return { to: "shift_volunteer", template };
  }
  if (type !== "sign_up.withdrawn") return null;
  if (reason === "cancelled") return { to: "shift_volunteer", template: "shift_cancelled" };
  if (GAP_REASONS.some((one) => one === reason))
    return { to: "coordinators", template: "shift_left" };
  return null;
}
