import { and, inArray, not } from "drizzle-orm";
import { createTransport } from "nodemailer";
import { person } from "../../../drizzle/schema/accounts";
import { mailboxMessage } from "../../../drizzle/schema/messages";
import { requestPrivate } from "../../../drizzle/schema/requests";
import { offerPrivate } from "../../../drizzle/schema/resources";
import { provenEmail } from "../../accounts/queries/proven.server";
import type { Db } from "../../platform/database.server";
import { normalEmail } from "../../platform/email";
import type { JobCtx } from "../../platform/jobs.server";
import {
  enqueueMail,
  fromQueue,
  type LinkOrder,
  type MailOrder,
  mayMailStranger,
  type QueuedMail,
} from "../../platform/mail.server";
import { type City, sendEmail } from "../commands/send-email.server";
import { sendLink } from "../commands/send-link.server";
import { isDeadMail } from "../queries/dead-mail.server";
import { Refused, readRefusal, type SmtpAnswer } from "../rules/read-refusal";
import { type Returns, returnPath } from "../rules/return-path";
import { FIRST_TEMPLATES, type Reader } from "../types";
import type { Channels } from "./all.server";
import type { Channel } from "./channel";

export type Mail = {
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** The same when the same mail is sent once more, so that a mailbox can know it again. */
  id?: string;
  /** Of the notice that it brings. */
  notificationId?: string | undefined;
};
/** Hands a mail over; throws `Refused`, or whatever else may pass. */
export type Post = (mail: Mail) => Promise<void>;

/**
 * By SMTP as the settings say; what can't be delivered comes back to a path of its own, where there is one. An address goes as one,
 * so that nothing in it is read as a list or a name.
 */
export function smtpPost(url: string, from: string, returns: Returns | null = null): Post {
  const transport = createTransport(url);
  return async ({ to, subject, text, html, id, notificationId }) => {
    const [sender, reader] = [addressOf(from), addressOf(to)];
    // RFC 5322, 3.6.4.
    const messageId = id ? { messageId: `<${id}@${sender.address.split("@")[1]}>` } : {};
    try {
      const said = { subject: oneLine(subject), text, ...(html ? { html } : {}) };
      const back = returns ? returnPath(returns, reader.address, notificationId) : sender.address;
      const envelope = { from: back, to: reader.address };
      await transport.sendMail({ ...messageId, ...said, from: sender, to: reader, envelope });
    } catch (fault) {
      const refusal = readRefusal(fault as SmtpAnswer);
      throw refusal ? new Refused(refusal) : fault;
    }
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

type Parts = { post: Post; city: City; channels: () => Channels };

/** E-mail: to the proven address of a person, and to the one that a resident or an owner without an account has typed. */
export const emailChannel = ({ post, city, channels }: Parts): Channel => ({
  name: "email",
  async addresses(db, readers) {
    const idsOf = (kind: Reader["kind"]) =>
      readers.filter((reader) => reader.kind === kind).map(({ id }) => id);
    const [people, residents, owners] = await Promise.all([
      db
        .select({ id: person.id, email: provenEmail })
        .from(person)
        .where(and(inArray(person.id, idsOf("person")), not(isDeadMail(provenEmail)))),
      db
        .select({ id: requestPrivate.requestId, email: requestPrivate.email })
        .from(requestPrivate)
        .where(
          and(
            inArray(requestPrivate.requestId, idsOf("request")),
            not(isDeadMail(requestPrivate.email)),
          ),
        ),
      db
        .select({ id: offerPrivate.offerId, email: offerPrivate.email })
        .from(offerPrivate)
        .where(
          and(inArray(offerPrivate.offerId, idsOf("offer")), not(isDeadMail(offerPrivate.email))),
        ),
    ]);
    return new Map(
      [...people, ...residents, ...owners].flatMap(({ id, email }) =>
        email ? [[id, email] as const] : [],
      ),
    );
  },
  async order(tx, { kind, id }, message, now) {
    const { to, locale, notificationId } = message;
    const [{ template, params }, ...others] = message.parts;
    // Such an address was typed into a form, by whomever.
    const first = FIRST_TEMPLATES.includes(template) ? "first" : "later";
    if (kind !== "person" && !(await mayMailStranger(tx, to, first, now))) return;
    const more = others.map(({ words: _, ...part }) => part);
    const order: MailOrder = { to, locale, template, params, notificationId };
    if (kind === "offer") order.offerId = id;
    await enqueueMail(tx, more.length > 0 ? { ...order, more } : order);
  },
  jobs: {
    mail: (order: QueuedMail, ctx: JobCtx) =>
      sendEmail({ ...ctx, city, post, channels: channels() }, fromQueue(order)),
    link: (order: LinkOrder, ctx: JobCtx) =>
      sendLink({ ...ctx, city, post, channels: channels() }, order),
  },
});
