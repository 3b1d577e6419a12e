import { makeLink } from "../../accounts/commands/make-link.server";
import { wasHandedOver } from "../../platform/handed-over.server";
import type { LinkOrder } from "../../platform/mail.server";
import { makeRequestLink } from "../../requests/commands/make-link.server";
import { type Mailing, sendEmail } from "./send-email.server";

/** Sends a mail whose secret link is made here and now, and is nowhere but in the mail. */
export async function sendLink(ctx: Mailing, order: LinkOrder) {
  // A link that is made anew takes the place of the one that has gone.
  if (await wasHandedOver(ctx.db, ctx.job)) return;
  const mail =
    "requestId" in order ? await makeRequestLink(ctx, order) : await makeLink(ctx, order);
  if (mail) await sendEmail(ctx, mail, { isAnother: true });
}
