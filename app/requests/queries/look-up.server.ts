import { eq } from "drizzle-orm";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import type { Db } from "../../platform/database.server";
import { beginsEmail, type Proof } from "../rules/look-up";
import { lookUpRequest } from "./track.server";

/** No phone ends like this. */
const NO_DIGITS = "-";

/**
 * By the short code and what its holder knows of their phone or, where they gave only that, of their e-mail: the state and since
 * when. The same is asked of the database whatever was typed and whether there is such a request.
 */
export async function lookUpBy(db: Db, code: string, { digits, beginning }: Proof) {
  const [byPhone, byEmail] = await Promise.all([
    lookUpRequest(db, code, digits ?? NO_DIGITS),
    lookUpByEmail(db, code, beginning),
  ]);
  return byPhone ?? byEmail;
}

async function lookUpByEmail(db: Db, code: string, beginning: string) {
  const [found] = await db
    .select({
      state: request.state,
      stateAt: request.stateAt,
      reason: request.closingReason,
      phone: requestPrivate.phone,
      email: requestPrivate.email,
    })
    .from(request)
    .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
    .where(eq(request.code, code));
  if (!found || found.phone || !beginsEmail(beginning, found.email)) return null;
  return { state: found.state, stateAt: found.stateAt, reason: found.reason };
}
