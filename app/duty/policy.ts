import type { Actor, Member } from "../platform/types";
import { coordinates } from "../requests/policy";

/** Is on duty and hands over: whoever coordinates any district. */
export const mayKeepDuty = (actor: Actor): actor is Member => coordinates(actor);

/** Takes over from somebody else: whoever coordinates every district of it. */
export const mayTake = (
  actor: Member,
  { personId, districts }: { personId: string; districts: readonly string[] },
): boolean =>
  actor.personId !== personId &&
  (actor.administrator || districts.every((one) => actor.districts.some((own) => own === one)));

/** Reads one: its author, and whoever could take it. */
export const mayReadHandover = (
  actor: Member,
  found: { personId: string; districts: readonly string[] },
): boolean => actor.personId === found.personId || mayTake(actor, found);
