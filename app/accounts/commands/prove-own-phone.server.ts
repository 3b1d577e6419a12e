import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import type { Acting } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { lockContact, takeContact } from "./take-contact.server";

/** The number that somebody's account only claims; null where there is nothing to prove. Locks whoever else claims it. */
export async function lockClaimedPhone(tx: Tx, personId: string): Promise<string | null> {
  const own = () =>
    tx
      .select({ phone: person.phone, provenAt: person.phoneProvenAt })
      .from(person)
      .where(eq(person.id, personId));
  const [before] = await own();
  if (!before?.phone || before.provenAt) return null;
  await lockContact(tx, { phone: before.phone }, personId);
  const [now] = await own();
  return now?.phone === before.phone && !now.provenAt ? now.phone : null;
}

/** Its holder has shown that they read what is sent there; `lockClaimedPhone` comes first. Refuses: `account.phone_taken`. */
export async function proveOwnPhone(
  tx: Tx,
  ctx: Acting<Member>,
  phone: string,
): Promise<Result<null>> {
  const { personId } = ctx.actor;
  if (!(await takeContact(tx, { phone }, personId))) return refuse("account.phone_taken");
  await tx.update(person).set({ phoneProvenAt: ctx.now }).where(eq(person.id, personId));
  await record(tx, ctx, { type: "person.phone_proven", thingId: personId, data: { ended: false } });
  return done(null);
}
