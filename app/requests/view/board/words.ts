import type { StateTone } from "../../../ui/marks";
import type { RequestState } from "../../types";

const TONES: Partial<Record<RequestState, StateTone>> = {
  submitted: "warning",
  in_progress: "active",
  fulfilled: "done",
  closed: "past",
  cancelled: "past",
  declined: "past",
  duplicate: "past",
};

/** How a state is marked: neutral where nothing presses and nothing is over. */
export const toneOf = (state: RequestState): StateTone => TONES[state] ?? "neutral";
