export type { RequestState } from "./states";

export const CHANNELS = ["web", "phone", "sms", "walk-in"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Who among the people is at greater risk; `powered_device` is what makes a deadline of a battery. */
export const VULNERABLE = [
  "infant",
  "child",
  "elderly",
  "alone",
  "wheelchair",
  "ill",
  "pregnant",
  "powered_device",
] as const;
export type Vulnerable = (typeof VULNERABLE)[number];

/** Whether a lift goes to them; not answered is not known. */
export const LIFTS = ["works", "none"] as const;
export type Lift = (typeof LIFTS)[number];

/** Why a request ended, in words that the resident can read. */
export const CLOSING_REASONS = [
  "met",
  "met_by_others",
  "not_needed",
  "out_of_scope",
  "unreachable",
  "duplicate",
] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** What of a form may be illegible: a coordinator sees which, and the words among the notes. */
export const ILLEGIBLE = [
  "category",
  "details",
  "people",
  "vulnerable",
  "district",
  "address",
  "floor",
  "lift",
  "access",
  "point",
  "hours",
  "name",
  "phone",
  "email",
  "forName",
  "forPhone",
] as const;
export type IllegibleField = (typeof ILLEGIBLE)[number];
/** By field, what was typed and could not be read. */
export type Illegible = Partial<Record<IllegibleField, string>>;

/** What its sender can put right at once: they are asked to. */
export const CORRECTABLE = [
  "people",
  "floor",
  "hours",
  "phone",
  "email",
  "forPhone",
] as const satisfies readonly IllegibleField[];

/** What coordinators ask and say most often, ready in the resident's language: `board:phrase.<name>` to choose, `sms:phrase.<name>` to send. */
export const PHRASES = ["where", "needed", "more", "later", "called"] as const;
