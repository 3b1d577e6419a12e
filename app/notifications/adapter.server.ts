import { createTransport } from "nodemailer";
import { mailboxMessage } from "../../drizzle/schema/notifications";
import type { Db } from "../platform/database.server";
import { normalEmail } from "../platform/email";

export type Mail = { to: string; subject: string; text: string };
/** Hands a mail over; throws when it was not taken. */
export type Post = (mail: Mail) => Promise<void>;

/** By SMTP as the settings say. An address goes as one, so that nothing in it is read as a list or a name. */
export function smtpPost(url: string, from: string): Post {
  const transport = createTransport(url);
  return async ({ to, subject, text }) => {
    const [sender, reader] = [addressOf(from), addressOf(to)];
    await transport.sendMail({ from: sender, to: reader, subject: oneLine(subject), text });
  };
}

/** The form has refused what is no address; what was stored before it did is refused here. */
function addressOf(typed: string) {
  const address = normalEmail(typed);
  if (address === null) throw new Error("no e-mail address");
  return { name: "", address };
}

/** A header ends with its line. */
const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, " ");

/** Without SMTP, a demo keeps its mail on a page of its own. */
export function mailboxPost(db: Db): Post {
  return async ({ to, subject, text }) =>
    void (await db.insert(mailboxMessage).values({ recipient: to, subject, body: text }));
}

/** Without SMTP elsewhere nothing can be sent: the queue keeps the mail and tries again. */
export const noPost: Post = async () => {
  throw new Error("no SMTP_URL is set");
};
