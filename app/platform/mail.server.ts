import { sealText, unsealText } from "./data-keys.server";
import type { Tx } from "./database.server";
import { schedule } from "./schedule.server";
import { mayReachStranger, type StrangerKind } from "./stranger.server";
import type { Locale } from "./types";

/** A mail as a command orders it; its words are in the `mail` catalogue under the template's name. */
export type MailOrder = {
  to: string;
  locale: Locale;
  template: string;
  params: Record<string, string | number>;
  /** Where its `url` leads, below the site's address as the job knows it: a request's host has no say in a mail. */
  path?: string;
  /** To the owner of this offer, who has no account: its `url` is a private link, made as it is sent. */
  offerId?: string;
  /** What else falls together with it and goes in the same mail. */
  more?: { template: string; params: Record<string, string | number> }[];
  /** The notice that this mail brings, or the first of several, to be marked when it has gone. */
  notificationId?: string;
};

/** The same in the queue: what fills its words is encrypted where there is a key, and stands there plain where there is none. */
export type QueuedMail = Omit<MailOrder, "params" | "more"> &
  (Pick<MailOrder, "params" | "more"> | { sealed: string });

const QUEUE = "job.mail";

export function toQueue(order: MailOrder): QueuedMail {
  const { params, more, ...rest } = order;
  const plain = JSON.stringify({ params, more });
  const sealed = sealText(QUEUE, plain);
  return sealed === plain ? order : { ...rest, sealed };
}

/** @throws where its key is missing */
export function fromQueue(queued: QueuedMail): MailOrder {
  if (!("sealed" in queued)) return queued;
  const { sealed, ...rest } = queued;
  return { ...rest, ...JSON.parse(unsealText(QUEUE, sealed)) };
}

/** A mail with a secret link, by what its job has to know to make the link when the mail is sent. */
export type LinkOrder =
  | { template: "password_reset"; email: string }
  | { template: "email_proof"; personId: string; email: string }
  | { template: "invitation"; invitationId: string }
  | { template: "request_received" | "request_link"; requestId: string };

/**
 * Orders a mail within the caller's transaction: it is sent when the change is kept, and at least once. For mails without a
 * secret: the queue keeps the order as it is until the mail has gone.
 */
export async function enqueueMail(tx: Tx, order: MailOrder): Promise<void> {
  await schedule(tx, { name: "mail", payload: toQueue(order) });
}

/** The same for a mail with a secret link. The link is made by the job, so neither queue nor record ever holds it. */
export async function enqueueLink(tx: Tx, order: LinkOrder): Promise<void> {
  await schedule(tx, { name: "link", payload: order });
}

/** The inbox that an address leads to: what stands behind a plus is one of many names for it. */
function inboxOf(email: string): string {
  const [local = "", domain = ""] = email.toLowerCase().split("@");
  return `${local.split("+", 1)[0]}@${domain}`;
}

/** Whether one more mail may go to an address that nobody has shown to be theirs: `first` ones, later ones about what it asked for, and links. */
export const mayMailStranger = (tx: Tx, email: string, kind: StrangerKind, now: Date) =>
  mayReachStranger(tx, `mail_${kind}`, inboxOf(email), kind, now);
