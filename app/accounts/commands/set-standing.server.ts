import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member, refuse } from "../../platform/types";
import { standingForm } from "../form";
import { maySetStanding } from "../policy";
import { lockVolunteer } from "../queries/account.server";
import { lockPhoneOf, seeOwner, type Vouching } from "./see-owner.server";

/**
 * A coordinator vouches for a volunteer or takes that back; what a suspended one has promised is taken back by dispatch,
 * which hears of it. Vouching needs the person who is seen, and a contact that is proven or is proven by it. Refuses:
 * `account.unknown`, `account.not_oneself`, `conflict`, `account.email_unproven`, and what `seeOwner` does.
 */
export const setStanding = command({
  name: "person.set-standing",
  input: standingForm,
  run: async (tx, ctx: Inside<Member> & Vouching, { id, standing, version, code, seen }) => {
    if (id === ctx.actor.personId) return refuse("account.not_oneself");
    await lockPhoneOf(tx, id);
    const found = await lockVolunteer(tx, id);
    if (!found?.standing || !maySetStanding(ctx.actor, found)) return refuse("account.unknown");
    if (found.version !== version) return refuse("conflict", await lastChange(tx, id));
    if (standing === "verified") {
      if (!found.phone && !found.emailProvenAt) return refuse("account.email_unproven");
      const judged = await seeOwner(tx, ctx, found, { code, seen });
      if (!judged.ok) return judged;
    }
    await tx
      .update(person)
      .set({ standing, version: version + 1 })
      .where(eq(person.id, id));
    await record(tx, ctx, {
      type: `person.${standing}`,
      thingId: id,
      fromState: found.standing,
      toState: standing,
      districtId: found.homeDistrictId,
    });
    return done(null);
  },
});
