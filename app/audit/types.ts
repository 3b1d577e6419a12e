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
