import { instantOf } from "../../platform/zone";
import { RECORD_TYPES, THINGS } from "./record-types";

export type RecordFilter = {
  show: "deeds" | "looks";
  /** A name or an e-mail address. */
  who: string;
  /** A code, a number or a name. */
  about: string;
  /** A thing, `request`, or one type of line, `request.triaged`; of looks whose details. */
  kind: string;
  district: string;
  /** Days by the city's calendar, `2026-11-23`. */
  from: string;
  to: string;
  after: number | null;
};

const DAY = /^\d{4}-\d\d-\d\d$/;
const LOOKED_AT = ["resident", "owner", "volunteer"];

/** What an address asks of the record; what makes no sense is left out. */
export function readRecordFilter(asked: URLSearchParams): RecordFilter {
  const text = (name: string) => (asked.get(name) ?? "").trim().slice(0, 80);
  const day = (name: string) => (DAY.test(text(name)) ? text(name) : "");
  const show = asked.get("show") === "looks" ? ("looks" as const) : ("deeds" as const);
  const kinds: readonly string[] = show === "looks" ? LOOKED_AT : [...THINGS, ...RECORD_TYPES];
  const after = Number(asked.get("after"));
  return {
    show,
    who: text("who"),
    about: text("about"),
    kind: kinds.includes(text("kind")) ? text("kind") : "",
    district: text("district").slice(0, 40),
    from: day("from"),
    to: day("to"),
    after: Number.isSafeInteger(after) && after > 0 ? after : null,
  };
}

/** The same filter as an address, without where its page began. */
export function filterQuery({ after: _, ...filter }: RecordFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== "");
  return new URLSearchParams(given).toString();
}

/** From the beginning of one day to the end of another, by the city's clock; null for without limit. */
export function instantsOf({ from, to }: Pick<RecordFilter, "from" | "to">, zone: string) {
  const begins = from ? instantOf(`${from}T00:00`, zone) : null;
  const last = to ? instantOf(`${to}T00:00`, zone) : null;
  return { begins, ends: last ? new Date(last.getTime() + 24 * 3_600_000) : null };
}
