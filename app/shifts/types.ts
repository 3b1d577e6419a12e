export const SHIFT_STATES = ["draft", "published", "running", "completed", "cancelled"] as const;
export type ShiftState = (typeof SHIFT_STATES)[number];

export const SIGN_UP_STATES = [
  "signed_up",
  "waitlisted",
  "offered",
  "checked_in",
  "checked_out",
  "withdrawn",
  "no_show",
] as const;
export type SignUpState = (typeof SIGN_UP_STATES)[number];

/** Holds a place of its role; an offered one is held until it is answered. */
export const HOLDING: readonly SignUpState[] = [
  "signed_up",
  "offered",
  "checked_in",
  "checked_out",
];
/** Not over for the person. */
export const LIVE_SIGN_UPS: readonly SignUpState[] = [...HOLDING, "waitlisted"];

/** Why somebody can't take a place, all hard. */
export const WHY_NOT = [
  "not_verified",
  "not_open",
  "begun",
  "already",
  "skill",
  "overlaps",
] as const;
export type WhyNot = (typeof WHY_NOT)[number];
