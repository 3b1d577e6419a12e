/** The database can't be reached or can't save at the moment; whoever tries again later may succeed. */
export class Outage extends Error {
  override name = "Outage";
}

/** Of the network, and of the driver when a connection is gone. */
const LOST = [
  "ANSWER_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
];

/** PostgreSQL's: cancelled by a time limit, no lock within its limit, read-only, input or output error of the system. */
const PASSING = ["57014", "55P03", "25006", "58030", "25P03"];
/** Connection, resources (connections, disk, memory), operator's intervention. */
const PASSING_CLASSES = /^(08|53|57P)/;
/** Two changes met, and one was undone: it may be tried again at once. */
const CLASHES = ["40001", "40P01"];

/** Drivers and Drizzle wrap what happened; the code may stand further inside. */
function* codesOf(fault: unknown): Generator<string> {
  let inner = fault;
  for (let depth = 0; depth < 5 && inner instanceof Error; depth++, inner = inner.cause) {
    const { code } = inner as { code?: unknown };
    if (typeof code === "string") yield code;
  }
}

/** Unique and exclusion: somebody else was first. */
const FIRST_COME = ["23505", "23P01"];

/** The name of the constraint by which the database refused what somebody else has meanwhile; null for any other fault. */
export function violatedConstraint(fault: unknown): string | null {
  let inner = fault;
  for (let depth = 0; depth < 5 && inner instanceof Error; depth++, inner = inner.cause) {
    const { code, constraint_name: name } = inner as { code?: string; constraint_name?: string };
    if (code && FIRST_COME.includes(code)) return name ?? "";
  }
  return null;
}

export const isClash = (fault: unknown): boolean =>
  [...codesOf(fault)].some((code) => CLASHES.includes(code));

/** Whether it failed for a reason of the database's that passes by itself, not for what was asked of it. */
export const isOutage = (fault: unknown): boolean =>
  fault instanceof Outage ||
  isClash(fault) ||
  [...codesOf(fault)].some(
    (code) => LOST.includes(code) || PASSING.includes(code) || PASSING_CLASSES.test(code),
  );
