import { createTransport } from "nodemailer";
import { mailboxMessage } from "../../drizzle/schema/notifications";
import type { Db } from "../platform/database.server";

export type Mail = { to: string; subject: string; text: string };
/** Hands a mail over; throws when it was not taken. */
export type Post = (mail: Mail) => Promise<void>;

/** By SMTP as the settings say. */
export function smtpPost(url: string, from: string): Post {
  const transport = createTransport(url, { from });
  return async (mail) => void (await transport.sendMail(mail));
}

/** Without SMTP, a demo keeps its mail on a page of its own. */
export function mailboxPost(db: Db): Post {
  return async ({ to, subject, text }) =>
    void (await db.insert(mailboxMessage).values({ recipient: to, subject, body: text }));
}

/** Without SMTP elsewhere nothing can be sent: the queue keeps the mail and tries again. */
export const noPost: Post = async () => {
  throw new Error("no SMTP_URL is set");
};
