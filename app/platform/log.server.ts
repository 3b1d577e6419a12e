import pino from "pino";

/** Structured lines on standard output. Nothing that says who: no names, addresses, forms or links. */
export const makeLog = (level: string) => pino({ level, base: null });
export type Log = ReturnType<typeof makeLog>;

/** A path without what is secret in it: links of residents, invitations and resets; no query. */
export function pathToLog(path: string): string {
  const [bare = "/"] = path.split("?", 1);
  return bare.replace(
    /^\/(track|invitations|password-resets|email-proofs|swaps|calendars)\/[^/]+/,
    "/$1/…",
  );
}

type Described = { name: string; code?: string; constraint?: string; frames: string[] };

/**
 * A fault in terms of the program. Its message stays out: drivers put the parameters of a query and
 * the rows of a broken constraint into theirs.
 */
export function describeFault(fault: unknown): Described {
  if (!(fault instanceof Error)) return { name: typeof fault, frames: [] };
  const cause = fault.cause instanceof Error ? fault.cause : fault;
  const { code, constraint_name } = cause as { code?: string; constraint_name?: string };
  const frames = (fault.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    name: cause.name,
    ...(code ? { code } : {}),
    ...(constraint_name ? { constraint: constraint_name } : {}),
    frames: frames.slice(0, 8).map((line) => line.trim()),
  };
}
