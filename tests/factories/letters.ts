import { eq } from "drizzle-orm";
import { judgeProof, proveEmail } from "../../app/accounts/commands/prove-email.server";
import { channelsWith } from "../../app/messages/channels/all.server";
import type { Post } from "../../app/messages/channels/email.server";
import { sendLink } from "../../app/messages/commands/send-link.server";
import { execute } from "../../app/platform/command.server";
import type { Ctx } from "../../app/platform/context.server";
import type { LinkOrder } from "../../app/platform/mail.server";
import type { Member, PersonId } from "../../app/platform/types";
import { person } from "../../drizzle/schema/accounts";
import type { FreshDatabase } from "../db/fresh-database";
import { readMails, readQueue } from "./queue";
import { CITY, jobCtx, NOON } from "./world";

export type Letter = { to: string; subject: string; text: string };

/** Every channel, its mail handed over by `post`. */
export const channelsOf = (post: Post) => channelsWith(post, CITY);

/** The mail that was ordered and nobody has sent: reads the queue, and makes and opens its letters as the job would. */
export async function makeLetters({ app, owner }: FreshDatabase) {
  /** The plain mails that were ordered to an address, by template. */
  async function ordered(to: string): Promise<string[]> {
    const mails = await readMails(owner.sql);
    return mails.filter((mail) => mail.to === to).map(({ template }) => template);
  }

  /** The orders of mails with a link. */
  const links = async () =>
    (await readQueue<LinkOrder>(owner.sql, "link")).map(({ payload }) => payload);

  /** Sends one order as its job would, and gives the letter; null when there was nothing to send. */
  async function send(order: LinkOrder, now = NOON): Promise<Letter | null> {
    let sent: Letter | null = null;
    const post: Post = async (mail) => {
      sent = mail;
    };
    const ctx = { ...jobCtx(app.db, now), origin: "https://n.example", city: CITY };
    await sendLink({ ...ctx, post, channels: channelsOf(post) }, order);
    return sent;
  }

  /** The letter of the last order of its kind. */
  async function last(template: LinkOrder["template"], now = NOON): Promise<Letter | null> {
    const order = (await links()).filter((one) => one.template === template).at(-1);
    return order ? send(order, now) : null;
  }

  const secret = (letter: Letter | null) =>
    /https:\/\/n\.example\/[\w-]+\/([\w-]+)/.exec(letter?.text ?? "")?.[1] ?? "";

  /** Proves an account's e-mail by the link that it was sent, signed in to it. */
  async function prove(personId: PersonId, now = NOON): Promise<void> {
    const [own] = await app.db.select().from(person).where(eq(person.id, personId));
    const email = own?.pendingEmail ?? own?.email ?? "";
    const letter = await send({ template: "email_proof", personId, email }, now);
    const actor: Member = {
      kind: "member",
      personId,
      standing: own!.standing,
      districts: [],
      administrator: own!.administrator,
    };
    const ctx: Ctx = { ...jobCtx(app.db, now), origin: "https://n.example", actor };
    const token = secret(letter);
    const judged = await judgeProof(ctx, token, "");
    const proven = await execute({ ...ctx, judged }, proveEmail, { token });
    if (!proven.ok) throw new Error(proven.code);
  }

  return { ordered, links, send, last, secret, prove };
}

export type Letters = Awaited<ReturnType<typeof makeLetters>>;
