import type { Actor } from "../platform/types";

/** Whoever may write to many at all; to whom, `mayBroadcastTo` says. */
export const broadcasts = (actor: Actor): boolean =>
  actor.kind === "member" && (actor.administrator || actor.districts.length > 0);
