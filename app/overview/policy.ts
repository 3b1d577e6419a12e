import type { Actor } from "../platform/types";

/** Sees how the whole city and its program are doing, and works on its queue. */
export const mayKeepQueue = (actor: Actor): boolean =>
  actor.kind === "member" && actor.administrator;

/** Whoever volunteers, or has. */
export const mayBeCertified = (actor: Actor): boolean =>
  actor.kind === "member" && actor.standing !== null;

/** Time alone. */
export const mayWatchQueue = (actor: Actor): boolean => actor.kind === "system";
