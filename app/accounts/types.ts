import type { PersonId, Point } from "../platform/types";

export const SKILLS = [
  "first_aid",
  "care",
  "carrying",
  "driving",
  "electrician",
  "generator",
  "plumbing",
  "repairs",
  "interpreting",
  "children",
  "cooking",
  "counselling",
] as const;
export type Skill = (typeof SKILLS)[number];

export const VEHICLES = [
  "none",
  "bicycle",
  "car",
  "van",
  "four_wheel_drive",
  "wheelchair_van",
] as const;
export type Vehicle = (typeof VEHICLES)[number];

/** What somebody may say of their vehicle: more is a slip of the finger. */
export const MOST_SEATS = 60;
export const MOST_LOAD_KG = 20_000;

export const STANDINGS = ["unverified", "verified", "suspended"] as const;

/** A weekly span in the city's zone; `weekday` 1 is Monday, minutes count from midnight, `to` may be 1440. */
export type WeeklySpan = { weekday: number; from: number; to: number };

export type VolunteerProfile = {
  skills: readonly Skill[];
  /** BCP 47 tags of the languages spoken, not only the four of the pages. */
  languages: readonly string[];
  vehicle: Vehicle;
  home: Point | null;
  /** Kilometres that the person is ready to travel from home. */
  radiusKm: number;
  /** Empty: at any time. */
  availability: readonly WeeklySpan[];
  note: string;
};

export const SECRET_PURPOSES = ["password_reset", "sign_in_code", "email_proof"] as const;
export type SecretPurpose = (typeof SECRET_PURPOSES)[number];

/** What one-time secret was made out to whom; the secret itself is never stored. */
export type OneTimeSecret = { personId: PersonId; purpose: SecretPurpose; expiresAt: Date };

/** `second`: a second factor was shown in this session, or a passkey, which counts as two. */
export const ASSURANCES = ["password", "second"] as const;
export type Assurance = (typeof ASSURANCES)[number];

/** How somebody came in; `link` is a mailed one, of a reset or an invitation. */
export const SIGN_IN_METHODS = ["password", "code", "link", "passkey"] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

export const SIGN_IN_OUTCOMES = ["entered", "wrong"] as const;

export const FACTOR_KINDS = ["passkey", "totp"] as const;
export type FactorKind = (typeof FACTOR_KINDS)[number];

export const SECOND_STEPS = ["passkey", "totp", "recovery"] as const;
export type SecondStep = (typeof SECOND_STEPS)[number];

export const CHALLENGE_PURPOSES = ["register", "sign_in", "second", "confirm"] as const;
export type ChallengePurpose = (typeof CHALLENGE_PURPOSES)[number];
