import { eq } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import type { Ctx } from "../../platform/context.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { mayLookAfter } from "../policy";

type Change = { standing: "verified" | "suspended"; version: number };

/**
 * A coordinator vouches for a volunteer or takes that back; what a suspended one has promised is taken
 * back by dispatch, which hears of it. Refuses: `account.unknown`, `account.not_oneself`, `conflict`.
 */
export async function setStanding(
  ctx: Ctx<Member>,
  personId: string,
  { standing, version }: Change,
): Promise<Result<null>> {
  if (personId === ctx.actor.personId) return refuse("account.not_oneself");
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({
        ...{ version: person.version, standing: person.standing },
        homeDistrictId: volunteerProfile.homeDistrictId,
      })
      .from(person)
      .innerJoin(volunteerProfile, eq(volunteerProfile.personId, person.id))
      .where(eq(person.id, personId))
      .for("update", { of: person });
    if (!found?.standing || !mayLookAfter(ctx.actor, found)) return refuse("account.unknown");
    if (found.version !== version) return refuse("conflict", await lastChange(tx, personId));
    await tx
      .update(person)
      .set({ standing, version: version + 1 })
      .where(eq(person.id, personId));
    await record(tx, ctx.actor, {
      ...{ type: `person.${standing}`, thing: "person", thingId: personId },
      ...{ fromState: found.standing, toState: standing, districtId: found.homeDistrictId },
    });
    return done(null);
  });
}
