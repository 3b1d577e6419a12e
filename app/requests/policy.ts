import type { Actor } from "../platform/types";

/** Coordinators work on the requests of their districts and on the city-wide queue (no district). */
export const mayCoordinate = (actor: Actor, thing: { districtId: string | null }): boolean => {
  if (actor.kind !== "member") return false;
  if (actor.administrator) return true;
  if (actor.districts.length === 0) return false;
  return thing.districtId === null || actor.districts.some((own) => own === thing.districtId);
};

/** Whoever works for any district at all; which things are theirs, `mayCoordinate` says. */
export const coordinates = (actor: Actor): boolean =>
  actor.kind === "member" && (actor.administrator || actor.districts.length > 0);
