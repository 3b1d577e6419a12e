import { eq } from "drizzle-orm";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import type { JobCtx } from "../../platform/jobs.server";
import type { LinkOrder, MailOrder } from "../../platform/mail.server";
import { newSecret } from "../../platform/secret.server";
import { hashOf } from "../link.server";

type Order = Extract<LinkOrder, { requestId: string }>;

/**
 * A mail to a resident, the first or one that they have asked for, with a private link of its own that is made as the mail is sent.
 * Another one makes another link, and the one before stops working. Null when there is nobody to write to.
 */
export async function makeRequestLink(
  ctx: JobCtx,
  { requestId, template }: Order,
): Promise<MailOrder | null> {
  const token = newSecret();
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ code: request.code, locale: request.locale, email: requestPrivate.email })
      .from(request)
      .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
      .where(eq(request.id, requestId));
    if (!found?.email) return null;
    await tx
      .update(request)
      .set({ mailTokenHash: hashOf(token) })
      .where(eq(request.id, requestId));
    const { code, locale, email } = found;
    const params = { code, url: `${ctx.origin}/track/${token}` };
    return { to: email, locale, template, params };
  });
}
