/** A line of the record. Ids, states and codes alone: never a name, a phone or free text. */
export type RecordLine = {
  /** What happened, `request.triaged`. */
  type: string;
  thing:
    | "request"
    | "task"
    | "assignment"
    | "person"
    | "city"
    | "district"
    | "category"
    | "clock"
    | "invitation"
    | "kind"
    | "offer"
    | "reservation"
    | "shift"
    | "sign_up"
    | "series"
    | "swap";
  thingId: string;
  districtId?: string | null;
  fromState?: string;
  toState?: string;
  /** A code out of a closed list. */
  reason?: string;
  data?: Record<string, string | number | boolean | null | readonly string[]>;
};

/** Whose personal details were looked at: of a request, of an offer, of a volunteer. */
export const LOOK_KINDS = ["resident", "owner", "volunteer"] as const;
export type LookKind = (typeof LOOK_KINDS)[number];

/** The pages that show personal details of somebody else. */
export const LOOK_PAGES = [
  "request",
  "task",
  "own_task",
  "offer",
  "shift",
  "check_in_list",
  "volunteer",
] as const;
export type LookPage = (typeof LOOK_PAGES)[number];

/** Looks that stood in the record before they had a table of their own: they changed nothing. */
export const FORMER_LOOKS = [
  "request.seen",
  "request.revealed",
  "person.seen",
  "offer.revealed",
] as const;
