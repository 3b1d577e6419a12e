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
] as const;
export type Template = (typeof TEMPLATES)[number];
