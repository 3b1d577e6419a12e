import { and, asc, eq, inArray, notInArray, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { event } from "../../../drizzle/schema/audit";
import { category, district } from "../../../drizzle/schema/districts";
import { isOpen, request, requestNote, requestPrivate } from "../../../drizzle/schema/requests";
import { reveal } from "../../accounts/queries/reveal.server";
import { inScope } from "../../accounts/queries/scope.server";
import { FORMER_LOOKS } from "../../audit/types";
import { incidentsFor } from "../../incidents/queries/incidents.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { isUuid } from "../../platform/identifiers";
import type { Member } from "../../platform/types";
import { markOpen } from "../commands/open-sheet.server";
import { MOST_AT_ONCE } from "../form";
import { mayCoordinate } from "../policy";
import { readCode } from "../rules/look-up";
import { progressOf } from "../rules/merge";
import { lineColumns } from "./board.server";

const LIKE_ENOUGH = 0.5;

/** Everything about one request, for a coordinator of its district; opening it is a look, and on record. Null otherwise. */
export async function openRequest(ctx: Ctx<Member>, id: string) {
  if (!isUuid(id)) return null;
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({
        ...lineColumns,
        districtId: request.districtId,
        locale: request.locale,
        floor: request.floor,
        lift: request.lift,
        version: request.version,
        closingReason: request.closingReason,
        takenByName: person.name,
        categoryCode: category.code,
        districtCode: district.code,
        duplicateOf: request.duplicateOf,
        illegible: request.illegible,
        incidentId: request.incidentId,
      })
      .from(request)
      .innerJoin(category, eq(category.id, request.categoryId))
      .leftJoin(district, eq(district.id, request.districtId))
      .leftJoin(person, eq(person.id, request.takenBy))
      .where(eq(request.id, id));
    if (!found || !mayCoordinate(ctx.actor, found)) return null;
    await markOpen(tx, ctx, id);
    // Whoever opens it reads what its resident has added: the mark in the list goes with that.
    if (found.unread > 0) {
      await tx.update(request).set({ unread: 0 }).where(eq(request.id, id));
      // No line in the record says so, and the other boards show it too.
      await tx.execute(sql`select pg_notify('request', ${id})`);
    }
    const secret = (await reveal(tx, ctx, "resident", [id], { page: "request" })).get(id);
    if (!secret) return null;
    const joined = await joinedTo(tx, ctx, id);
    return {
      ...found,
      openBy: found.openBy.filter((one) => one.id !== ctx.actor.personId),
      secret,
      duplicateCode: found.duplicateOf ? await codeOf(tx, found.duplicateOf) : null,
      joined,
      incidents: await incidentsFor(tx, found),
      notes: await notesOf(tx, id, joined),
      history: await historyOf(tx, id),
      alike: await alikeOf(tx, ctx, id, secret),
    };
  });
}

async function codeOf(tx: Tx, id: string): Promise<string | null> {
  const [found] = await tx.select({ code: request.code }).from(request).where(eq(request.id, id));
  return found?.code ?? null;
}

/** What was merged into a request: whoever goes there serves these too. */
async function joinedTo(tx: Tx, ctx: Ctx<Member>, id: string) {
  const rows = await tx
    .select({
      id: request.id,
      code: request.code,
      version: request.version,
      people: request.people,
      floor: request.floor,
      lift: request.lift,
      vulnerable: request.vulnerable,
      quantity: request.quantity,
      delivered: request.delivered,
      unit: category.unit,
      categoryNames: category.names,
    })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(eq(request.duplicateOf, id))
    .orderBy(asc(request.createdAt));
  const ids = rows.map((row) => row.id);
  const where = { page: "request", through: id } as const;
  const secrets = await reveal(tx, ctx, "resident", ids, where);
  return rows.map((row) => ({ ...row, secret: secrets.get(row.id) ?? null }));
}

/** Also what residents said on what was merged into it, with the code of that. */
async function notesOf(tx: Tx, id: string, joined: readonly { id: string; code: string }[]) {
  const notes = await tx
    .select({
      id: requestNote.id,
      requestId: requestNote.requestId,
      at: requestNote.at,
      author: requestNote.author,
      body: requestNote.body,
      forResident: requestNote.forResident,
      forTeam: requestNote.forTeam,
      name: person.name,
    })
    .from(requestNote)
    .leftJoin(person, eq(person.id, requestNote.personId))
    .where(inArray(requestNote.requestId, [id, ...joined.map((one) => one.id)]))
    .orderBy(asc(requestNote.at));
  return notes
    .filter(({ requestId, author }) => requestId === id || author === "resident")
    .map(({ requestId, ...note }) => ({
      ...note,
      joinedCode: joined.find((one) => one.id === requestId)?.code ?? null,
    }));
}

const historyOf = (tx: Tx, id: string) =>
  tx
    .select({
      id: event.id,
      at: event.at,
      type: event.type,
      reason: event.reason,
      /** Of what was escalated: how far up. */
      level: sql<number | null>`(${event.data} ->> 'level')::int`,
      actor: event.actor,
      name: person.name,
    })
    .from(event)
    .leftJoin(person, eq(person.id, event.actorId))
    .where(and(eq(event.thingId, id), notInArray(event.type, [...FORMER_LOOKS])))
    .orderBy(asc(event.id));

/** A number that stays as it was typed is the same in any spelling that has the same digits. */
function hasPhone(phone: string) {
  const digits = phone.replace(/\D/g, "");
  if (phone.startsWith("+"))
    return sql`${requestPrivate.phone} = ${phone} or ${requestPrivate.forPhone} = ${phone}`;
  return digits ? sql`${requestPrivate.digits} = ${digits}` : sql`false`;
}

type Secret = { phone: string; forPhone: string; address: string };

/** Open requests that may say the same: by phone first, or by a like address; the newest first. */
async function alikeOf(tx: Tx, ctx: Ctx<Member>, id: string, secret: Secret) {
  const { phone, forPhone, address } = secret;
  // Somebody may ask themselves, and a neighbour for them.
  const byPhone = sql`(${sql.join([phone, forPhone].map(hasPhone), sql` or `)})`;
  await tx.execute(
    sql`select set_config('pg_trgm.word_similarity_threshold', ${String(LIKE_ENOUGH)}, true)`,
  );
  // Another house of the same street is somebody else; without a number it could be any.
  const numbers = address.match(/\d+/g);
  const byAddress = numbers
    ? sql`${requestPrivate.address} ~ ${`(^|\\D)(${numbers.join("|")})(\\D|$)`}
        and ${requestPrivate.search} %> fold_text(${address})
        and word_similarity(fold_text(${address}), fold_text(${requestPrivate.address})) >= 0.6`
    : sql`false`;
  return tx
    .select({
      id: request.id,
      code: request.code,
      state: request.state,
      createdAt: request.createdAt,
      categoryNames: category.names,
      samePhone: sql<boolean>`${byPhone}`,
    })
    .from(requestPrivate)
    .innerJoin(request, eq(request.id, requestPrivate.requestId))
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(
      and(
        isOpen,
        inScope(ctx.actor, request.districtId),
        sql`${request.id} <> ${id}`,
        sql`(${byPhone} or (${byAddress}))`,
      ),
    )
    .orderBy(sql`${byPhone} desc, ${request.createdAt} desc`)
    .limit(10);
}

/**
 * A request, and beside it those that may be about the same need: by phone and address, and the one whose code was typed. Who reads it
 * is about to end one for the other, so all that would be missed is there; each is a look, and on record. Null for a request out of reach.
 */
export async function readToCompare(ctx: Ctx<Member>, id: string, code: string) {
  if (!isUuid(id)) return null;
  return ctx.db.transaction(async (tx) => {
    const reach = { page: "request" } as const;
    const secret = (await reveal(tx, ctx, "resident", [id], reach)).get(id);
    if (!secret) return null;
    const alike = await alikeOf(tx, ctx, id, secret);
    const named = await namedBy(tx, ctx, code, id);
    const ids = [id, named, ...alike.map((one) => one.id)].filter((one) => one !== null);
    const [own, ...others] = await compare(tx, ctx, ids);
    return { own: own!, others, named: others.find((one) => one.id === named)?.code ?? null };
  });
}

/**
 * Open requests that were marked, for who is about to make one of them: that for which help is furthest first, of these the oldest. Each
 * is a look, and on record.
 */
export async function readMarked(ctx: Ctx<Member>, marked: readonly string[]) {
  const ids = marked.filter(isUuid).slice(0, MOST_AT_ONCE);
  return ctx.db.transaction(async (tx) => {
    const open = await tx
      .select({ id: request.id })
      .from(request)
      .where(and(inArray(request.id, ids), isOpen, inScope(ctx.actor, request.districtId)))
      .orderBy(asc(request.createdAt), asc(request.id));
    const all = await compare(
      tx,
      ctx,
      open.map(({ id }) => id),
    );
    return all.toSorted((one, other) => progressOf(other) - progressOf(one));
  });
}

/** All that would be missed of each. */
async function compare(tx: Tx, ctx: Ctx<Member>, ids: readonly string[]) {
  const secrets = await reveal(tx, ctx, "resident", [...ids], { page: "request" });
  const all = await rowsOf(tx, ids);
  const words = await tx
    .select({ requestId: requestNote.requestId, body: requestNote.body })
    .from(requestNote)
    .where(and(inArray(requestNote.requestId, [...ids]), eq(requestNote.author, "resident")))
    .orderBy(asc(requestNote.at));
  return [...new Set(ids)].flatMap((id) => {
    const row = all.find((one) => one.id === id);
    const shown = secrets.get(id);
    if (!row || !shown) return [];
    const { name, phone, forName, forPhone, address, access, details } = shown;
    const later = words.filter(({ requestId }) => requestId === id).map(({ body }) => body);
    const who = { name, phone, forName, forPhone, address, access };
    return { ...row, ...who, words: [details, ...later].filter(Boolean) };
  });
}

/** The open request of this code, or the one that it was joined to. */
async function namedBy(tx: Tx, ctx: Ctx<Member>, typed: string, id: string) {
  const code = readCode(typed);
  if (code === null) return null;
  const [found] = await tx
    .select({ id: request.id })
    .from(request)
    .where(
      and(
        sql`${request.id} = (select coalesce(duplicate_of, id) from request named where named.code = ${code})`,
        isOpen,
        inScope(ctx.actor, request.districtId),
      ),
    );
  return found && found.id !== id ? found.id : null;
}

const rowsOf = (tx: Tx, ids: readonly string[]) =>
  tx
    .select({
      id: request.id,
      code: request.code,
      version: request.version,
      state: request.state,
      cover: request.cover,
      trouble: request.trouble,
      createdAt: request.createdAt,
      people: request.people,
      vulnerable: request.vulnerable,
      quantity: request.quantity,
      delivered: request.delivered,
      unit: category.unit,
      categoryNames: category.names,
    })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(inArray(request.id, [...ids]));
