import type { Locale } from "../platform/types";

/** What a message says; its words are `mail:<template>.subject` and `mail:<template>.body`. */
export const TEMPLATES = [
  "password_reset",
  "email_proof",
  "already_here",
  "email_changing",
  "email_changed",
  "contact_changed",
  "password_changed",
  "role_changed",
  "vouched",
  "new_device",
  "factor_added",
  "factor_removed",
  "recovery_used",
  "recovery_made",
  "factors_reset",
  "invitation",
  "request_received",
  "request_changed",
  "request_note",
  "task_offered",
  "task_released",
  "task_moved",
  "task_problem",
  "resident_word",
  "reservation_lapsed",
  "supply_moved",
  "shift_offered",
  "shift_moved",
  "shift_asked",
  "shift_cancelled",
  "shift_lapsed",
  "shift_free",
  "shift_left",
  "shift_thin",
  "shift_soon",
  "shift_moved_waiting",
  "swap_answered",
  "swap_done",
  "verified",
  "suspended",
  "looks_unusual",
] as const;
export type Template = (typeof TEMPLATES)[number];

/** How soon a message is of use: `now` in minutes, `today` in hours, `news` whenever it is read. */
export type Urgency = "now" | "today" | "news";

/** By what a message can go; each has a file in `channels/`. */
export type ChannelName = "email";

/** By which channels a message goes, by its urgency: the first that reaches its reader. */
export const CHANNELS_FOR: Record<Urgency, readonly ChannelName[]> = {
  now: ["email"],
  today: ["email"],
  news: ["email"],
};

/** Somebody who is told of an event, and what their message says: a person with an account, or the resident of a request. */
export type Reader = {
  kind: "person" | "request";
  id: string;
  locale: Locale;
  params: Record<string, string | number>;
};
