import { eq, or, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import { offer, offerPrivate } from "../../../drizzle/schema/resources";
import { hasNumber, isNamed } from "../../accounts/queries/named.server";
import type { Ctx } from "../../platform/context.server";
import type { Db } from "../../platform/database.server";
import type { Member } from "../../platform/types";
import { opens } from "../../requests/queries/opens.server";
import { isId } from "../../requests/queries/reach.server";
import { type Proof, proves, readCode } from "../../requests/rules/look-up";
import { opensOffer } from "../../resources/link.server";
import { ERASABLE, type Erasable } from "../types";

/** Something that can be forgotten, and what people call it: a code, a number, a name. */
export type Subject = { thing: Erasable; id: string; mark: string };

/** The request whose private link this is; null for no such link. */
export async function requestOfLink(db: Db, token: string): Promise<Subject | null> {
  const [found] = await db
    .select({ id: request.id, mark: request.code })
    .from(request)
    .where(opens(token));
  return found ? { thing: "request", ...found } : null;
}

export async function offerOfLink(db: Db, token: string): Promise<Subject | null> {
  const [found] = await db
    .select({ id: offer.id, number: offer.number })
    .from(offer)
    .where(opensOffer(token));
  return found ? { thing: "offer", id: found.id, mark: String(found.number) } : null;
}

/** Whether somebody knows how a resident or an owner is reached: the end of the number, or the beginning of the e-mail. */
export async function knowsContact(db: Db, { thing, id }: Subject, proof: Proof): Promise<boolean> {
  const [contact] =
    thing === "request"
      ? await db
          .select({ phone: requestPrivate.phone, email: requestPrivate.email })
          .from(requestPrivate)
          .where(eq(requestPrivate.requestId, id))
      : await db
          .select({ phone: offerPrivate.phone, email: offerPrivate.email })
          .from(offerPrivate)
          .where(eq(offerPrivate.offerId, id));
  return contact !== undefined && proves(proof, contact);
}

const MOST = 20;

/** What an administrator means who types a code, a number, an address or a name. */
export async function findSubjects(ctx: Ctx<Member>, typed: string): Promise<Subject[]> {
  const find = typed.trim();
  if (find === "") return [];
  const code = readCode(find);
  const number = /^\d{1,7}$/.test(find) ? Number(find) : null;
  const { db, city } = ctx;
  const [requests, offers, people] = await Promise.all([
    code
      ? db
          .select({ id: request.id, mark: request.code })
          .from(request)
          .where(eq(request.code, code))
      : [],
    number
      ? db
          .select({ id: offer.id, mark: sql<string>`${offer.number}::text` })
          .from(offer)
          .where(eq(offer.number, number))
      : [],
    db
      .select({ id: person.id, mark: person.name })
      .from(person)
      .where(
        or(
          isNamed(find),
          eq(sql`lower(${person.email})`, find.toLowerCase()),
          hasNumber(find, city.callingCode),
        ),
      )
      .orderBy(person.name, person.id)
      .limit(MOST),
  ]);
  return [
    ...requests.map((one) => ({ thing: "request" as const, ...one })),
    ...offers.map((one) => ({ thing: "offer" as const, ...one })),
    ...people.map((one) => ({ thing: "person" as const, ...one })),
  ];
}

/** By what stands in an address; null for what is not there. */
export async function openSubject(
  db: Db,
  thing: string | undefined,
  id: string | undefined,
): Promise<Subject | null> {
  const known = ERASABLE.find((one) => one === thing);
  if (!known || !isId(id)) return null;
  const mark = {
    request: sql`select code as mark from request where id = ${id}`,
    offer: sql`select number::text as mark from offer where id = ${id}`,
    person: sql`select name as mark from person where id = ${id}`,
  };
  const [found] = await db.execute<{ mark: string }>(mark[known]);
  return found ? { thing: known, id, mark: found.mark } : null;
}
