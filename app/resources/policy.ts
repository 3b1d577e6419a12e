import type { Actor } from "../platform/types";

type Offer = { ownerId: string | null; districtId: string | null };

export const ownsOffer = (actor: Actor, offer: Offer): boolean =>
  actor.kind === "member" && offer.ownerId !== null && actor.personId === offer.ownerId;

/** Coordinators keep the offers of their districts, and those that lie in none. */
export const mayKeepOffer = (actor: Actor, { districtId }: Offer): boolean => {
  if (actor.kind !== "member") return false;
  if (actor.administrator) return true;
  if (actor.districts.length === 0) return false;
  return districtId === null || actor.districts.some((own) => own === districtId);
};

/** Whoever keeps the offers of any district at all; which ones are theirs, `mayKeepOffer` says. */
export const keepsOffers = (actor: Actor): boolean =>
  actor.kind === "member" && (actor.administrator || actor.districts.length > 0);

export const isMember = (actor: Actor): boolean => actor.kind === "member";
