import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { lastChange } from "../../audit/queries/last-change.server";
import { done, type Result, refuse } from "../../platform/types";
import { maySetStanding } from "../policy";
import { lockVolunteer } from "../queries/account.server";
import { lockPhoneOf, type SeeingCtx, type Sight, seeOwner } from "./see-owner.server";

/**
 * A coordinator has seen a volunteer and says that the number is theirs; for one without e-mail who can't open the account
 * it is also the way back. Refuses: `account.unknown`, `conflict`, `account.no_phone`, `account.has_email`, and what
 * `seeOwner` does.
 */
export async function provePhone(
  ctx: SeeingCtx,
  personId: string,
  { version, ...sight }: Sight & { version: number },
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    await lockPhoneOf(tx, personId);
    const account = await lockVolunteer(tx, personId);
    if (!account || !maySetStanding(ctx.actor, account)) return refuse("account.unknown");
    if (account.version !== version) return refuse("conflict", await lastChange(tx, personId));
    if (!account.phone) return refuse("account.no_phone");
    if (account.phoneProvenAt && account.emailProvenAt) return refuse("account.has_email");
    const seen = await seeOwner(tx, ctx, account, sight);
    if (!seen.ok) return seen;
    await tx
      .update(person)
      .set({ version: version + 1 })
      .where(eq(person.id, personId));
    return done(null);
  });
}
