import { sql } from "drizzle-orm";
import type { Tx } from "./database.server";
import type { Locale } from "./types";

/** A mail as a command orders it; its words are in the `mail` catalogue under the template's name. */
export type MailOrder = {
  to: string;
  locale: Locale;
  template: string;
  params: Record<string, string | number>;
  /** The notice that this mail brings, to be marked when it has gone. */
  notificationId?: string;
};

/**
 * Orders a mail within the caller's transaction: it is sent when the change is kept, and at least
 * once. For mails that carry a secret link, which the record may not hold; the queue forgets the
 * order once it is done.
 */
export async function enqueueMail(tx: Tx, order: MailOrder): Promise<void> {
  await tx.execute(sql`select enqueue_job('mail', ${JSON.stringify(order)}::json)`);
}
