import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { lastChange } from "../../audit/queries/last-change.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member, refuse } from "../../platform/types";
import { phoneForm } from "../form";
import { maySetStanding } from "../policy";
import { lockVolunteer } from "../queries/account.server";
import { lockPhoneOf, seeOwner, type Vouching } from "./see-owner.server";

/**
 * A coordinator has seen a volunteer and says that the number is theirs; for one without e-mail who can't open the account
 * it is also the way back. Refuses: `account.unknown`, `conflict`, `account.no_phone`, `account.has_email`, and what
 * `seeOwner` does.
 */
export const provePhone = command({
  name: "person.prove-phone",
  input: phoneForm,
  run: async (tx, ctx: Inside<Member> & Vouching, { id, version, code, seen }) => {
    await lockPhoneOf(tx, id);
    const account = await lockVolunteer(tx, id);
    if (!account || !maySetStanding(ctx.actor, account)) return refuse("account.unknown");
    if (account.version !== version) return refuse("conflict", await lastChange(tx, id));
    if (!account.phone) return refuse("account.no_phone");
    if (account.phoneProvenAt && account.emailProvenAt) return refuse("account.has_email");
    const judged = await seeOwner(tx, ctx, account, { code, seen });
    if (!judged.ok) return judged;
    await tx
      .update(person)
      .set({ version: version + 1 })
      .where(eq(person.id, id));
    return done(null);
  },
});
