import { eq } from "drizzle-orm";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import type { JobCtx } from "../../platform/jobs.server";
import type { MailOrder } from "../../platform/mail.server";
import { newSecret } from "../../platform/secret.server";
import { hashOf } from "../link.server";

/**
 * The first mail to a resident, with a private link of its own that is made as the mail is sent; a job that comes again makes
 * another, and the one before stops working. Null when there is nobody to write to.
 */
export async function makeRequestLink(ctx: JobCtx, requestId: string): Promise<MailOrder | null> {
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
    return { to: email, locale, template: "request_received", params };
  });
}
