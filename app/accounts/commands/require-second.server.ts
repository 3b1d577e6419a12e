import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { securitySetting } from "../../../drizzle/schema/security";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import { done, type Member, type PersonId, type Result, refuse } from "../../platform/types";
import { revokeOtherSessions } from "../adapter.server";
import { mayAppoint } from "../policy";
import { endSecondFactors } from "./second-factor.server";
import { tellPerson } from "./tell-owner.server";

const DAY = 86_400_000;

/**
 * From how many days on coordinators and administrators need a second factor. Refuses: `forbidden`,
 * `security.grace_changed`.
 */
export async function setGrace(
  ctx: Ctx<Member>,
  { days, version }: { days: number; version: number },
  shown: "password" | "second",
): Promise<Result<null>> {
  if (!mayAppoint(ctx.actor)) return refuse("forbidden");
  return ctx.db.transaction(async (tx) => {
    const [setting] = await tx.select().from(securitySetting).for("update");
    if (setting?.version !== version) return refuse("security.grace_changed");
    const requiredFrom = new Date(ctx.now.getTime() + days * DAY);
    // Or whoever has guessed a password would put off what stands in their way, again and again.
    if (requiredFrom > setting.requiredFrom && shown !== "second")
      return refuse("security.show_second");
    await tx.update(securitySetting).set({ requiredFrom, version: version + 1 });
    // The setting belongs to nobody: it is on record as its administrator's doing.
    await record(tx, ctx, {
      type: "person.second_factor_required",
      thingId: ctx.actor.personId,
      data: { days },
    });
    return done(null);
  });
}

/**
 * Takes a colleague's second factors away, who has lost them; every session ends. Refuses: `forbidden`,
 * `security.not_oneself`, `account.unknown`.
 */
export async function resetSecondFactors(
  ctx: Ctx<Member>,
  personId: string,
): Promise<Result<null>> {
  if (!mayAppoint(ctx.actor)) return refuse("forbidden");
  if (personId === ctx.actor.personId) return refuse("security.not_oneself");
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ id: person.id })
      .from(person)
      .where(eq(person.id, personId))
      .for("update");
    if (!found) return refuse("account.unknown");
    await endSecondFactors(tx, personId);
    await revokeOtherSessions(tx, personId as PersonId);
    await record(tx, ctx, {
      type: "person.second_factors_reset",
      thingId: personId,
    });
    const params = { at: ctx.now.toISOString() };
    await tellPerson(tx, personId, { template: "factors_reset", params });
    return done(null);
  });
}
