import type { Actor } from "../platform/types";

/** Opens, changes and closes incidents. */
export const mayKeepIncidents = (actor: Actor): boolean =>
  actor.kind === "member" && actor.administrator;

/** Reads an incident and its report: administrators, and coordinators of any of its districts. */
export const mayReadIncident = (actor: Actor, districts: readonly string[]): boolean =>
  actor.kind === "member" &&
  (actor.administrator || actor.districts.some((own) => districts.includes(own)));
