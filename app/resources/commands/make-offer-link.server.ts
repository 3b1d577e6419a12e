import { sql } from "drizzle-orm";
import { offerLink } from "../../../drizzle/schema/resources";
import type { JobCtx } from "../../platform/jobs.server";
import { newSecret } from "../../platform/secret.server";
import { offerHashOf } from "../link.server";
import { MOST_OFFER_LINKS } from "../rules/limits";

/**
 * Where a mail to an owner without an account leads: a private link of its own, made as the mail is sent. Those of earlier mails
 * stay good, but for the oldest.
 */
export async function makeOfferLink({ db, origin, now }: JobCtx, offerId: string): Promise<string> {
  const token = newSecret();
  await db.insert(offerLink).values({ hash: offerHashOf(token), offerId, createdAt: now });
  await db.delete(offerLink).where(
    sql`${offerLink.hash} in (select hash from offer_link where offer_id = ${offerId}
      order by created_at desc offset ${MOST_OFFER_LINKS})`,
  );
  return `${origin}/lent/${token}`;
}
