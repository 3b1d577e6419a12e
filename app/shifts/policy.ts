import type { Actor } from "../platform/types";

/** Coordinators keep the shifts of their districts, and those that belong to none. */
export const mayKeepShift = (actor: Actor, { districtId }: { districtId: string | null }) => {
  if (actor.kind !== "member") return false;
  if (actor.administrator) return true;
  if (actor.districts.length === 0) return false;
  return districtId === null || actor.districts.some((own) => own === districtId);
};
