import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import type { Acting } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import type { Keys } from "../../platform/keys.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { mayVouch } from "../policy";
import type { lockVolunteer } from "../queries/account.server";
import { isBusyElsewhere } from "../queries/busy-elsewhere.server";
import { isShownCode } from "../rules/shown-code";
import { endWhatWasBefore } from "./end-what-was-before.server";
import { lockContact, takeContact } from "./take-contact.server";
import { tellOwner } from "./tell-owner.server";

/** What is shown is judged by a key of the installation. */
export type Vouching = { keys: Pick<Keys, "signing"> };

/** By what a coordinator knows whose an account is. */
export type Sight = {
  /** What the person showed in their account; empty for nothing. */
  code: string;
  /** They can't open it: the coordinator has seen them, and the number is theirs. */
  seen: boolean;
};

/** Comes before the account itself is locked. */
export async function lockPhoneOf(tx: Tx, personId: string): Promise<void> {
  const [found] = await tx
    .select({ phone: person.phone })
    .from(person)
    .where(eq(person.id, personId));
  if (found?.phone) await lockContact(tx, { phone: found.phone }, personId);
}

type Account = NonNullable<Awaited<ReturnType<typeof lockVolunteer>>>;

/**
 * A coordinator has the person before them, and the phone of the account, if there is one, is proven. Whoever shows the
 * account's code has a way in, so nothing ends; otherwise somebody else may have made the account, and all that was set up
 * in it does. Refuses: `account.has_role`, `account.not_seen`, `account.not_shown`, `account.no_phone`,
 * `account.busy_elsewhere`, `account.phone_taken`.
 */
export async function seeOwner(
  tx: Tx,
  ctx: Acting<Member> & Vouching,
  account: Account,
  { code, seen }: Sight,
): Promise<Result<null>> {
  const { id, phone, phoneProvenAt } = account;
  // What would end is changed by themselves or, as security, by administrators.
  if (!code && !mayVouch(ctx.actor, account)) return refuse("account.has_role");
  if (code && !isShownCode(ctx.keys.signing("vouch"), account, code, ctx.now))
    return refuse("account.not_shown");
  if (!code) {
    if (!seen) return refuse("account.not_seen");
    if (!phone) return refuse("account.no_phone");
    if (await isBusyElsewhere(tx, ctx.actor, id)) return refuse("account.busy_elsewhere");
  }
  if (phone && !(await takeContact(tx, { phone }, id))) return refuse("account.phone_taken");
  if (phone) await tx.update(person).set({ phoneProvenAt: ctx.now }).where(eq(person.id, id));
  if (!code) {
    await endWhatWasBefore(tx, id);
    await tellOwner(tx, account, "vouched");
  }
  if (!code || (phone && !phoneProvenAt))
    await record(tx, ctx, { type: "person.phone_proven", thingId: id, data: { ended: !code } });
  return done(null);
}
