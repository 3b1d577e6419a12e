import type { Held } from "../types";

/** The order of lists, as the database has it: by lane, then what is due, then age. */
export function inOrder(a: Held, b: Held): number {
  return (
    a.line.lane! - b.line.lane! ||
    a.due - b.due ||
    a.created - b.created ||
    (a.line.id < b.line.id ? -1 : Number(a.line.id > b.line.id))
  );
}
