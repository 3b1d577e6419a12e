import { and, isNull, lt, or } from "drizzle-orm";
import { oneTimeSecret, session } from "../../drizzle/schema/accounts";
import { passkeyChallenge, pendingSignIn, signInRecord } from "../../drizzle/schema/security";
import { forgetChanges } from "../platform/command.server";
import { forgetHandedOver } from "../platform/handed-over.server";
import type { JobCtx } from "../platform/jobs.server";
import { forgetLimits } from "../platform/limits.server";

const DAY = 86_400_000;
/** Days in which what was sent once is still known when it is sent again: longer than a phone's outbox waits. */
const KEYS_KEPT = 90;
const HAND_OVERS_KEPT = 14;

/** Once an hour: what has run out is of no use to anybody and goes. */
export async function housekeeping(_: unknown, { db, now }: JobCtx): Promise<void> {
  await db.delete(session).where(lt(session.expiresAt, now));
  await db.delete(oneTimeSecret).where(lt(oneTimeSecret.expiresAt, now));
  await db.delete(passkeyChallenge).where(lt(passkeyChallenge.expiresAt, now));
  await db.delete(pendingSignIn).where(lt(pendingSignIn.expiresAt, now));
  // Owners can look half a year back; a wrong try at nobody's account is of no use to anybody.
  const before = (days: number) => lt(signInRecord.at, new Date(now.getTime() - days * DAY));
  await db
    .delete(signInRecord)
    .where(or(before(180), and(isNull(signInRecord.personId), before(1))));
  await forgetChanges(db, new Date(now.getTime() - KEYS_KEPT * DAY));
  await forgetHandedOver(db, new Date(now.getTime() - HAND_OVERS_KEPT * DAY));
  await forgetLimits(db, now);
}
