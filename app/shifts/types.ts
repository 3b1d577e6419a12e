import type { Skill } from "../accounts/types";

export type { ShiftState, SignUpState, SwapState } from "./states";

/** Why somebody is gone whose slot a coordinator may have to fill: late, as the last one, or asked and not coming. */
export const GAP_REASONS = ["left_late", "left_last", "asked_no", "asked_silent"] as const;

/** Why a slot is given up that somebody was offered and has not answered. */
export const SILENT_REASONS = ["asked_silent", "no_answer"] as const;

/** Why somebody can't take a slot themselves. A coordinator may set the soft ones aside with a word. */
export const HARD = [
  "not_verified",
  "not_open",
  "begun",
  "already",
  "party_large",
  "overlaps",
] as const;
export const SOFT = ["opens_later", "skill", "rest", "unavailable"] as const;
export type WhyNot = (typeof HARD)[number] | (typeof SOFT)[number];

export type RoleWish = {
  title: string;
  skills: readonly Skill[];
  capacity: number;
  minimum: number;
};
/** What all shifts of a series have alike. */
export type ShiftTemplate = {
  /** Minutes before its start from which on people may sign up; from publication on without. */
  opensAhead?: number | null;
  place: string;
  address: string;
  briefing: string;
  contact: string;
  leaveHours: number;
  roles: readonly RoleWish[];
};

/** When and where a shift was before it was moved; moments in ISO 8601. */
export type ShiftBefore = { from: string; to: string; place: string; address: string };

/** `month_end`: on the last day of each month, however long it is. */
export const FREQUENCIES = ["daily", "weekly", "monthly", "month_end"] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** What a form asks; `weekdays` 1 is Monday, for weekly ones; `until` a day `2026-12-24`, included; at most one of until and count. */
export type Repeat = {
  frequency: Frequency;
  interval: number;
  weekdays: readonly number[];
  until: string | null;
  count: number | null;
};

/** The rows of a shift's form that a role can be written in. */
export const ROLE_ROWS = [1, 2, 3, 4, 5, 6] as const;

/** What a coordinator ticks on the list. */
export const MARKS = ["check_in", "check_out", "no_show", "undo"] as const;

/** How a coordinator fills a slot: asks, has a yes by telephone, or sees them at the door. */
export const FILLINGS = ["ask", "agreed", "walk_in"] as const;

/** How much of a series is meant: one shift of it, or this one and all that follow. */
export const SCOPES = ["one", "following"] as const;
