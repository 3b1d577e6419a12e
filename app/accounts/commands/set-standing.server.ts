import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import type { Ctx } from "../../platform/context.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { maySetStanding } from "../policy";
import { lockVolunteer } from "../queries/account.server";
import { lockPhoneOf, seenWithPhone } from "./prove-phone.server";

type Change = {
  standing: "verified" | "suspended";
  /** The coordinator has seen the person, and the number is theirs. */
  seen?: boolean;
  version: number;
};

/**
 * A coordinator vouches for a volunteer or takes that back; what a suspended one has promised is taken back by dispatch,
 * which hears of it. Vouching needs a contact that is proven, or proves the phone. Refuses: `account.unknown`,
 * `account.not_oneself`, `conflict`, `account.not_seen`, `account.email_unproven`, `account.phone_taken`.
 */
export async function setStanding(
  ctx: Ctx<Member>,
  personId: string,
  { standing, seen = false, version }: Change,
): Promise<Result<null>> {
  if (personId === ctx.actor.personId) return refuse("account.not_oneself");
  return ctx.db.transaction(async (tx) => {
    await lockPhoneOf(tx, personId);
    const found = await lockVolunteer(tx, personId);
    if (!found?.standing || !maySetStanding(ctx.actor, found)) return refuse("account.unknown");
    if (found.version !== version) return refuse("conflict", await lastChange(tx, personId));
    if (standing === "verified" && found.phone && !found.phoneProvenAt) {
      if (!seen) return refuse("account.not_seen");
      const proven = await seenWithPhone(tx, ctx, found);
      if (!proven.ok) return proven;
    } else if (standing === "verified" && !found.phone && !found.emailProvenAt)
      return refuse("account.email_unproven");
    await tx
      .update(person)
      .set({ standing, version: version + 1 })
      .where(eq(person.id, personId));
    await record(tx, ctx.actor, {
      type: `person.${standing}`,
      thing: "person",
      thingId: personId,
      fromState: found.standing,
      toState: standing,
      districtId: found.homeDistrictId,
    });
    return done(null);
  });
}
