import type { StateTone } from "../../../ui/marks";
import type { RequestState } from "../../types";

export const TONES: Record<RequestState, StateTone> = {
  submitted: "warning",
  triaged: "neutral",
  in_progress: "active",
  fulfilled: "done",
  closed: "past",
  cancelled: "past",
  declined: "past",
  duplicate: "past",
};
