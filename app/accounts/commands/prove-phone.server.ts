import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { maySetStanding } from "../policy";
import { lockVolunteer } from "../queries/account.server";
import { endWhatWasBefore } from "./end-what-was-before.server";
import { lockContact, takeContact } from "./take-contact.server";
import { tellOwner } from "./tell-owner.server";

/**
 * A coordinator has seen a volunteer and says that the number is theirs. Whoever set the account up before may have been
 * somebody else, so their ways in end; for a volunteer without e-mail it is also the way back after a lost password.
 * Refuses: `account.unknown`, `conflict`, `account.no_phone`, `account.has_email`, `account.phone_taken`.
 */
export async function provePhone(
  ctx: Ctx<Member>,
  personId: string,
  version: number,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    await lockPhoneOf(tx, personId);
    const account = await lockVolunteer(tx, personId);
    if (!account || !maySetStanding(ctx.actor, account)) return refuse("account.unknown");
    if (account.version !== version) return refuse("conflict", await lastChange(tx, personId));
    if (!account.phone) return refuse("account.no_phone");
    if (account.phoneProvenAt && account.emailProvenAt) return refuse("account.has_email");
    const proven = await seenWithPhone(tx, ctx, account);
    if (!proven.ok) return proven;
    await tx
      .update(person)
      .set({ version: version + 1 })
      .where(eq(person.id, personId));
    return done(null);
  });
}

/** Comes before the account itself is locked. */
export async function lockPhoneOf(tx: Tx, personId: string): Promise<void> {
  const [seen] = await tx
    .select({ phone: person.phone })
    .from(person)
    .where(eq(person.id, personId));
  if (seen?.phone) await lockContact(tx, { phone: seen.phone }, personId);
}

type Account = typeof person.$inferSelect;

/** The step itself, for whatever a coordinator does when they see somebody. Refuses: `account.phone_taken`. */
export async function seenWithPhone(
  tx: Tx,
  ctx: Ctx<Member>,
  account: Account,
): Promise<Result<null>> {
  const { id, phone } = account;
  if (!phone) return refuse("account.no_phone");
  if (!(await takeContact(tx, { phone }, id))) return refuse("account.phone_taken");
  await tx.update(person).set({ phoneProvenAt: ctx.now }).where(eq(person.id, id));
  await endWhatWasBefore(tx, id);
  await tellOwner(tx, account, "vouched");
  const line = { type: "person.phone_proven", thing: "person", thingId: id } as const;
  await record(tx, ctx.actor, line);
  return done(null);
}
