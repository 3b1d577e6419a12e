import type { Actor } from "../platform/types";

/** What somebody may see and do beyond what is their own. */
export type Reach = { administrator: boolean; districts: readonly string[] };

/** Whether `reach` is any at all: a coordinator's or an administrator's. */
export const hasReach = ({ administrator, districts }: Reach): boolean =>
  administrator || districts.length > 0;

/**
 * Whether `reach` goes beyond one's own. Nobody gives, takes or acts with more than they have: every command that acts on
 * another account, or makes one, asks this.
 */
export const exceeds = (reach: Reach, own: Reach): boolean => {
  if (own.administrator) return false;
  return (
    reach.administrator || reach.districts.some((district) => !own.districts.includes(district))
  );
};

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

type Account = Reach & { id: string; homeDistrictId: string | null };

/** A volunteer's account that this coordinator may act on: one they look after, not their own, of nobody with any reach. */
export const maySetStanding = (actor: Actor, account: Account): boolean =>
  actor.kind === "member" &&
  actor.personId !== account.id &&
  mayLookAfter(actor, account) &&
  (actor.administrator || !hasReach(account));

/**
 * Whether seeing somebody who can't show their account may open it to them: never one with reach, whoever asks. What lets
 * those in is changed by themselves, or reset by administrators as security.
 */
export const mayVouch = (actor: Actor, account: Account): boolean =>
  maySetStanding(actor, account) && !hasReach(account);

/**
 * Whether a code that signs somebody in may be handed out: whoever has one acts as that person, so only for a volunteer
 * without reach who has no way in of their own, once it is known that the phone is theirs.
 */
export const mayHandOutCode = (
  actor: Actor,
  account: Account & { email: string | null; hasPassword: boolean },
): boolean => mayVouch(actor, account) && !account.email && !account.hasPassword;

/** Administrators invite; and the machine itself, the first of them. */
export const mayInvite = (actor: Actor): boolean => actor.kind === "system" || mayAppoint(actor);

/** Who coordinates and who administers is administrators' business alone, and nobody gives or takes more than they have. */
export const mayAppoint = (actor: Actor, ...reaches: readonly Reach[]): boolean =>
  actor.kind === "member" &&
  actor.administrator &&
  reaches.every((reach) => !exceeds(reach, actor));
