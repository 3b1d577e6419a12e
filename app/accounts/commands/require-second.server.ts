import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { securitySetting } from "../../../drizzle/schema/security";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member, type PersonId, refuse } from "../../platform/types";
import { revokeOtherSessions } from "../adapter.server";
import { graceForm, idForm } from "../form";
import { mayAppoint } from "../policy";
import type { Assurance } from "../types";
import { endSecondFactors } from "./second-factor.server";
import { tellPerson } from "./tell-owner.server";

const DAY = 86_400_000;

/**
 * From how many days on coordinators and administrators need a second factor; `shown` is what its administrator has shown of
 * themselves. Refuses: `security.grace_changed`, `security.show_second`.
 */
export const setGrace = command({
  name: "security.set-grace",
  input: graceForm,
  may: mayAppoint,
  run: async (tx, ctx: Inside<Member> & { shown: Assurance }, { days, version }) => {
    const [setting] = await tx.select().from(securitySetting).for("update");
    if (setting?.version !== version) return refuse("security.grace_changed");
    const requiredFrom = new Date(ctx.now.getTime() + days * DAY);
    // Or whoever has guessed a password would put off what stands in their way, again and again.
    if (requiredFrom > setting.requiredFrom && ctx.shown !== "second")
      return refuse("security.show_second");
    await tx.update(securitySetting).set({ requiredFrom, version: version + 1 });
    // The setting belongs to nobody: it is on record as its administrator's doing.
    await record(tx, ctx, {
      type: "person.second_factor_required",
      thingId: ctx.actor.personId,
      data: { days },
    });
    return done(null);
  },
});

/**
 * Takes a colleague's second factors away, who has lost them; every session ends. Refuses: `security.not_oneself`,
 * `account.unknown`.
 */
export const resetSecondFactors = command({
  name: "security.reset-factors",
  input: idForm,
  may: mayAppoint,
  run: async (tx, ctx: Inside<Member>, { id }) => {
    if (id === ctx.actor.personId) return refuse("security.not_oneself");
    const [found] = await tx
      .select({ id: person.id })
      .from(person)
      .where(eq(person.id, id))
      .for("update");
    if (!found) return refuse("account.unknown");
    await endSecondFactors(tx, id);
    await revokeOtherSessions(tx, id as PersonId);
    await record(tx, ctx, { type: "person.second_factors_reset", thingId: id });
    await tellPerson(tx, id, { template: "factors_reset", params: { at: ctx.now.toISOString() } });
    return done(null);
  },
});
