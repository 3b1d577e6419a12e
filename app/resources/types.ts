import type { Names } from "../platform/types";
import { RESERVATION_STATES } from "./states";

export type { OfferState, ReservationState } from "./states";

/** Why a line stands in the ledger: the owner's stock, a step of a reservation, or a loss. */
export const LEDGER_STEPS = ["stock", "lost", ...RESERVATION_STATES] as const;
export type LedgerStep = (typeof LEDGER_STEPS)[number];

export const CONDITIONS = ["good", "damaged"] as const;
export type Condition = (typeof CONDITIONS)[number];

/** What a coordinator has to look into: it came back short or damaged, was never collected, or its owner says that it is not back. */
export const FOLLOW_UPS = ["short", "damaged", "lapsed", "missing"] as const;
export type FollowUpKind = (typeof FOLLOW_UPS)[number];

/** Of which something left the stock, which can be in it again once it is settled. */
export const LOSSES: readonly FollowUpKind[] = ["short", "damaged"];

/** What was wrong when it came back; the worse first. */
export const DAMAGES = ["damaged", "short"] as const;

export const RELEASE_REASONS = ["not_needed", "not_handed_over", "task_over", "lost"] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

export const ATTRIBUTE_TYPES = ["number", "choice", "flag"] as const;

/** One property that a kind of thing has, as data: administrators add kinds without a migration. */
export type Attribute = {
  code: string;
  names: Names;
  type: (typeof ATTRIBUTE_TYPES)[number];
  /** Of a number: `kW`, `kg`; `×` counts without one. */
  unit?: string;
  min?: number;
  max?: number;
  /** Of a choice. */
  choices?: { code: string; names: Names }[];
};
export type AttributeValues = Record<string, number | string | boolean>;
