import type { Actor } from "../platform/types";

/** Coordinators look after the volunteers of their districts, and those who named none. */
export const mayLookAfter = (
  actor: Actor,
  volunteer: { homeDistrictId: string | null },
): boolean => {
  if (actor.kind !== "member") return false;
  if (actor.administrator) return true;
  if (actor.districts.length === 0) return false;
  const home = volunteer.homeDistrictId;
  return home === null || actor.districts.some((district) => district === home);
};

/** Who coordinates and who administers is administrators' business alone. */
export const mayAppoint = (actor: Actor): boolean => actor.kind === "member" && actor.administrator;
