import type { Actor } from "../platform/types";

/** Coordinators keep the shifts of their districts, and those that belong to none. */
export const mayKeepShift = (actor: Actor, { districtId }: { districtId: string | null }) => {
  if (actor.kind !== "member") return false;
  if (actor.administrator) return true;
  if (actor.districts.length === 0) return false;
  return districtId === null || actor.districts.some((own) => own === districtId);
};

/** Whoever keeps any shifts at all; which are theirs, `mayKeepShift` says. */
export const keepsShifts = (actor: Actor): boolean =>
  actor.kind === "member" && (actor.administrator || actor.districts.length > 0);

/** Whoever could be on a shift; whether they can take this one, `whyNotTake` says. */
export const isMember = (actor: Actor): boolean => actor.kind === "member";
