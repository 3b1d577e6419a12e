import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { offer, offerLink } from "../../drizzle/schema/resources";

/** What the secret of an owner's private link is made for, out of its change's key: the form sent again has the same link. */
export const OFFER_LINK = "offer link";

/** What is stored of the token. */
export const offerHashOf = (token: string): Buffer =>
  createHash("sha256").update(`${OFFER_LINK} ${token}`).digest();

/** The offer that a private link opens: the one of its page, or one that a mail brought. */
export function opensOffer(token: string): SQL {
  const hash = offerHashOf(token);
  return sql`(${offer.tokenHash} = ${hash} or ${offer.id} in (
    select mailed.offer_id from ${offerLink} mailed where mailed.hash = ${hash}))`;
}
