import type { Actor } from "../platform/types";

/** The whole record is for administrators alone. */
export const mayReadRecord = (actor: Actor): boolean =>
  actor.kind === "member" && actor.administrator;
