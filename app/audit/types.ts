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
  "board",
] as const;
export type LookPage = (typeof LOOK_PAGES)[number];

/** Looks that stood in the record before they had a table of their own: they changed nothing. */
export const FORMER_LOOKS = [
  "request.seen",
  "request.revealed",
  "person.seen",
  "offer.revealed",
] as const;
