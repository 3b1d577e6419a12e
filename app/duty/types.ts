export type { HandoverState } from "./states";

/** What of the night is handed over, in the order in which it is read. */
export const SECTIONS = [
  "danger",
  "broken",
  "reminders",
  "tasks",
  "promises",
  "loans",
  "gaps",
] as const;
export type Section = (typeof SECTIONS)[number];
