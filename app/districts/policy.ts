import type { Actor } from "../platform/types";

/** Boundaries, kinds and clocks of the city: administrators, and whoever stands at the machine itself. */
export const mayKeepCity = (actor: Actor): boolean =>
  actor.kind === "system" || (actor.kind === "member" && actor.administrator);
