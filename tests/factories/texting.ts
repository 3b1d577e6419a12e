import { randomUUID } from "node:crypto";
import { desc, eq, sql } from "drizzle-orm";
import { receiveSms } from "../../app/messages/commands/receive-sms.server";
import { execute } from "../../app/platform/command.server";
import type { Db } from "../../app/platform/database.server";
import { sms } from "../../drizzle/schema/messages";
import { request, requestNote, requestPrivate } from "../../drizzle/schema/requests";
import { NOON, visitorCtx } from "./world";

let last = 671_240_000;
/** A number that nobody else of this file has. */
export const newPhone = () => `+380${++last}`;

/** Texts as a gateway brings them to this database, and what is made of them there. */
export function texting(db: () => Db) {
  const send = (from: string, text: string, { id = randomUUID() as string, now = NOON } = {}) =>
    execute(visitorCtx(db(), now), receiveSms, { gateway: "http", id, from, text });

  /** What a number was answered, the latest first. */
  const answersTo = (phone: string) =>
    db()
      .select({ template: sms.template, body: sms.body })
      .from(sms)
      .where(eq(sms.phone, phone))
      .orderBy(desc(sms.createdAt), desc(sms.id));
  const lastAnswer = async (phone: string) => {
    const [last] = await db()
      .select({ template: sms.template, body: sms.body })
      .from(sms)
      .where(eq(sms.phone, phone))
      .orderBy(desc(sms.createdAt), sql`ctid desc`)
      .limit(1);
    return last;
  };

  const requestsOf = (phone: string) =>
    db()
      .select({
        request,
        details: requestPrivate.details,
        address: requestPrivate.address,
        name: requestPrivate.name,
      })
      .from(requestPrivate)
      .innerJoin(request, eq(request.id, requestPrivate.requestId))
      .where(eq(requestPrivate.phone, phone));
  const notesOf = (id: string) =>
    db().select().from(requestNote).where(eq(requestNote.requestId, id));
  const only = async (phone: string) => {
    const rows = await requestsOf(phone);
    if (rows.length !== 1) throw new Error(`${rows.length} requests`);
    return rows[0]!;
  };

  return { send, answersTo, lastAnswer, requestsOf, notesOf, only };
}
