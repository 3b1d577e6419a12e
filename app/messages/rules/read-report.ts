import type { SmsFailure } from "../types";

/** `passing`: not there yet, or a word that says nothing; whatever follows counts. */
export type Report = "delivered" | "passing" | SmsFailure;

/** Kannel's numbers, the words of SMPP (3.4, appendix B) and those that providers use. */
const WORDS: Record<Exclude<Report, "passing" | "gateway">, readonly string[]> = {
  delivered: ["1", "delivered", "delivrd", "delivery_success", "success", "read"],
  undelivered: ["2", "undelivered", "undeliv", "expired", "failed", "failure", "error", "deleted"],
  refused: ["16", "rejected", "rejectd", "blocked", "barred"],
  number: ["invalid", "invalid_number", "unknown_subscriber", "absent_subscriber_permanent"],
};

/** What a gateway means by a state. */
export function readReport(typed: string): Report {
  const word = typed
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  const found = Object.entries(WORDS).find(([, words]) => words.includes(word));
  return (found?.[0] as Report | undefined) ?? "passing";
}
