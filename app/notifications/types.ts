/** What a mail says; its words are `mail:<template>.subject` and `mail:<template>.body`. */
export const TEMPLATES = [
  "password_reset",
  "invitation",
  "request_received",
  "request_changed",
  "request_note",
  "task_offered",
  "task_released",
  "reservation_lapsed",
  "shift_offered",
  "shift_moved",
  "shift_asked",
  "shift_cancelled",
  "shift_free",
  "shift_left",
  "shift_thin",
] as const;
export type Template = (typeof TEMPLATES)[number];
