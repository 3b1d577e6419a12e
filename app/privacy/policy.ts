import type { Actor } from "../platform/types";

/** The whole record is for administrators alone. */
export const mayReadRecord = (actor: Actor): boolean =>
  actor.kind === "member" && actor.administrator;

/** How long data is kept, and what is forgotten or given out for somebody who asked the city. */
export const mayKeepPrivacy = mayReadRecord;

/** Forgets themselves. */
export const mayForgetSelf = (actor: Actor): boolean => actor.kind === "member";

/** Time alone, and whoever stands at the machine. */
export const mayRetire = (actor: Actor): boolean => actor.kind === "system";
