/** The words that every room shares: who acts, in what context, and how a use case answers. */

export type Brand<Value, Name extends string> = Value & { readonly __brand: Name };

export type PersonId = Brand<string, "PersonId">;
export type DistrictId = Brand<string, "DistrictId">;
export type RequestId = Brand<string, "RequestId">;
export type TaskId = Brand<string, "TaskId">;
export type AssignmentId = Brand<string, "AssignmentId">;

/** The languages of the pages, by ISO 639-1: the one list of them. Each has a folder of texts, `app/i18n/<language>/`. */
export const LOCALES = ["et", "uk", "en", "ru"] as const;
export type Locale = (typeof LOCALES)[number];

/** What is shown where a text or a name is missing in the reader's language. */
export const FALLBACK_LOCALE = "en" satisfies Locale;

/** A text in the city's languages; English is the one that may never be missing. */
export type Names = Partial<Record<Locale, string>> & Record<typeof FALLBACK_LOCALE, string>;

export type VolunteerStanding = "unverified" | "verified" | "suspended";

/** Somebody with an account. One person may hold several roles at once. */
export type Member = {
  kind: "member";
  personId: PersonId;
  /** `null`: this person is no volunteer. */
  standing: VolunteerStanding | null;
  /** Districts that this person coordinates; empty for everybody who is no coordinator. */
  districts: readonly DistrictId[];
  administrator: boolean;
};

export type Actor =
  | { kind: "visitor" }
  /** Holds the private link of one request. */
  | { kind: "resident"; requestId: RequestId }
  | Member
  /** A job or a command line; `name` says which, for the record. */
  | { kind: "system"; name: string };

/** Latitude and longitude in degrees, WGS 84. */
export type Point = { lat: number; lon: number };

/** A half-open span of time, `[from, to)`. */
export type Window = { from: Date; to: Date };

/** A refusal that was to be expected: `code` is the key of its text in the `refusal` catalogue. */
export type Refusal = {
  ok: false;
  code: string;
  params?: Record<string, string | number>;
  /** Of `input`: by field, the code of what is wrong with it. */
  errors?: Record<string, string>;
};

export type Result<Value> =
  | {
      ok: true;
      value: Value;
      /** The same change had been made before, and gives what it gave. */
      repeated?: true;
    }
  | Refusal;

export const done = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const refuse = (code: string, params?: Refusal["params"]): Refusal =>
  params ? { ok: false, code, params } : { ok: false, code };

/** What a query gives where it finds something. */
export type ResultOf<Query extends (...args: never[]) => unknown> = NonNullable<
  Awaited<ReturnType<Query>>
>;
