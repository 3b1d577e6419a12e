import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { done, type Result, refuse } from "../../platform/types";
import { maySetStanding } from "../policy";
import { lockVolunteer } from "../queries/account.server";
import { lockPhoneOf, type SeeingCtx, type Sight, seeOwner } from "./see-owner.server";

type Change = Sight & { standing: "verified" | "suspended"; version: number };

/**
 * A coordinator vouches for a volunteer or takes that back; what a suspended one has promised is taken back by dispatch,
 * which hears of it. Vouching needs the person who is seen, and a contact that is proven or is proven by it. Refuses:
 * `account.unknown`, `account.not_oneself`, `conflict`, `account.email_unproven`, and what `seeOwner` does.
 */
export async function setStanding(
  ctx: SeeingCtx,
  personId: string,
  { standing, version, ...sight }: Change,
): Promise<Result<null>> {
  if (personId === ctx.actor.personId) return refuse("account.not_oneself");
  return ctx.db.transaction(async (tx) => {
    await lockPhoneOf(tx, personId);
    const found = await lockVolunteer(tx, personId);
    if (!found?.standing || !maySetStanding(ctx.actor, found)) return refuse("account.unknown");
    if (found.version !== version) return refuse("conflict", await lastChange(tx, personId));
    if (standing === "verified") {
      if (!found.phone && !found.emailProvenAt) return refuse("account.email_unproven");
      const seen = await seeOwner(tx, ctx, found, sight);
      if (!seen.ok) return seen;
    }
    await tx
      .update(person)
      .set({ standing, version: version + 1 })
      .where(eq(person.id, personId));
    await record(tx, ctx, {
      type: `person.${standing}`,
      thingId: personId,
      fromState: found.standing,
      toState: standing,
      districtId: found.homeDistrictId,
    });
    return done(null);
  });
}
