import { and, eq, isNull } from "drizzle-orm";
import { oneTimeSecret, person, session } from "../../../drizzle/schema/accounts";
import { pendingSignIn } from "../../../drizzle/schema/security";
import { calendarFeed } from "../../../drizzle/schema/shifts";
import type { Tx } from "../../platform/database.server";
import { endSecondFactors } from "./second-factor.server";

/** Every session of a person and whatever else lets somebody in or read on without a password: links, codes, calendars. */
export async function endSignIns(tx: Tx, personId: string): Promise<void> {
  await tx.delete(session).where(eq(session.userId, personId));
  await tx.delete(pendingSignIn).where(eq(pendingSignIn.personId, personId));
  await endSecrets(tx, personId);
  await tx.delete(calendarFeed).where(eq(calendarFeed.personId, personId));
}

/** Links and codes that were sent or told and have not been used. */
export async function endSecrets(tx: Tx, personId: string): Promise<void> {
  await tx
    .delete(oneTimeSecret)
    .where(and(eq(oneTimeSecret.personId, personId), isNull(oneTimeSecret.usedAt)));
}

/**
 * For an account that somebody else may have made with the number of the person who has now been seen: nothing that was
 * set up before is a way in any more, nor is any e-mail. Who has proven that one is whoever made the account.
 */
export async function endWhatWasBefore(tx: Tx, personId: string): Promise<void> {
  await endSignIns(tx, personId);
  await endSecondFactors(tx, personId);
  await tx
    .update(person)
    .set({ passwordHash: null, email: null, emailProvenAt: null, pendingEmail: null })
    .where(eq(person.id, personId));
}
