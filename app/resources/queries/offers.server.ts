import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { task } from "../../../drizzle/schema/dispatch";
import { district } from "../../../drizzle/schema/districts";
import {
  followUp,
  offer,
  offerPrivate,
  reservation,
  resourceKind,
} from "../../../drizzle/schema/resources";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import type { Db, Tx } from "../../platform/database.server";
import type { Member } from "../../platform/types";
import { windowOf } from "../../platform/window.server";
import { mayKeepOffer, ownsOffer } from "../policy";
import type { OfferState } from "../types";

const PAGE = 200;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What can be offered. */
export const readKinds = (db: Db) =>
  db
    .select({
      ...{ code: resourceKind.code, names: resourceKind.names, unit: resourceKind.unit },
      ...{ durable: resourceKind.durable, attributes: resourceKind.attributes },
    })
    .from(resourceKind)
    .where(eq(resourceKind.active, true))
    .orderBy(asc(resourceKind.position));

/** How many there are, how many are out with somebody, and until when at the latest. */
export const counts = {
  stock: sql<number>`(select coalesce(sum(l.delta), 0)::float8 from ledger l
    where l.offer_id = offer.id and l.step in ('stock', 'lost'))`,
  out: sql<number>`(select coalesce(sum(r.fetched), 0)::float8 from reservation r
    where r.offer_id = offer.id and r.state = 'handed_over')`,
  promised: sql<number>`(select coalesce(sum(r.quantity), 0)::float8 from reservation r
    where r.offer_id = offer.id and r.state = 'held')`,
  due: sql<string | null>`(select min(upper(r.during)) from reservation r
    where r.offer_id = offer.id and r.state = 'handed_over')`,
};

const lineColumns = {
  ...{ id: offer.id, number: offer.number, title: offer.title, state: offer.state },
  ...{ organisation: offer.organisation, durable: offer.durable, stateAt: offer.stateAt },
  ...{ kindNames: resourceKind.names, unit: resourceKind.unit, districtNames: district.names },
  ...counts,
};

const linesFrom = (db: Db) =>
  db
    .select(lineColumns)
    .from(offer)
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .leftJoin(district, eq(district.id, offer.districtId));

export type OfferLine = Awaited<ReturnType<typeof listOwnOffers>>[number];

const withDates = <Row extends { due: string | null }>(rows: Row[]) =>
  rows.map((row) => ({ ...row, due: row.due ? new Date(row.due) : null }));

/** A member's own offers, those that still count first. */
export async function listOwnOffers(ctx: Ctx<Member>) {
  const rows = await linesFrom(ctx.db)
    .where(eq(offer.ownerId, ctx.actor.personId))
    .orderBy(sql`${offer.state} in ('withdrawn', 'retired')`, desc(offer.createdAt))
    .limit(PAGE);
  return withDates(rows);
}

const GROUPS: Record<OfferGroup, OfferState[]> = {
  ...{ fresh: ["offered"], ready: ["verified", "paused"], over: ["withdrawn", "retired"] },
};
export type OfferGroup = "fresh" | "ready" | "over";

/** The offers of a coordinator's districts and of none, the oldest first while they wait. */
export async function listOffers(ctx: Ctx<Member>, group: OfferGroup, kind: string) {
  const rows = await linesFrom(ctx.db)
    .where(
      and(
        ...[inScope(ctx.actor, offer.districtId), inArray(offer.state, GROUPS[group])],
        kind ? eq(resourceKind.code, kind) : undefined,
      ),
    )
    .orderBy(group === "fresh" ? asc(offer.createdAt) : desc(offer.stateAt), asc(offer.id))
    .limit(PAGE);
  return withDates(rows);
}

/** What is late or has to be settled, in a coordinator's districts. */
export async function listTroubles(ctx: Ctx<Member>) {
  const thing = {
    ...{ offerId: offer.id, number: offer.number, title: offer.title, unit: resourceKind.unit },
    ...{ taskId: reservation.taskId, task: task.number },
  };
  const mine = inScope(ctx.actor, offer.districtId);
  const [late, open] = await Promise.all([
    ctx.db
      .select({ ...thing, count: reservation.fetched, during: reservation.during })
      .from(reservation)
      .innerJoin(offer, eq(offer.id, reservation.offerId))
      .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
      .innerJoin(task, eq(task.id, reservation.taskId))
      .where(
        and(
          ...[mine, eq(reservation.state, "handed_over"), eq(offer.durable, true)],
          sql`upper(${reservation.during}) <= ${ctx.now.toISOString()}::timestamptz`,
        ),
      )
      .orderBy(sql`upper(${reservation.during})`)
      .limit(PAGE),
    ctx.db
      .select({
        ...{ ...thing, id: followUp.id, kind: followUp.kind, count: followUp.quantity },
        ...{ openedAt: followUp.openedAt, note: reservation.note },
      })
      .from(followUp)
      .innerJoin(reservation, eq(reservation.id, followUp.reservationId))
      .innerJoin(offer, eq(offer.id, reservation.offerId))
      .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
      .innerJoin(task, eq(task.id, reservation.taskId))
      .where(and(mine, isNull(followUp.closedAt)))
      .orderBy(asc(followUp.openedAt))
      .limit(PAGE),
  ]);
  return {
    late: late.map(({ during, ...row }) => ({ ...row, due: windowOf(during).to })),
    open,
  };
}

/** One offer for its owner or a coordinator of its district, with every promise of it; null for anybody else. */
export async function openOffer(ctx: Ctx<Member>, id: string | undefined) {
  if (!ID.test(id ?? "")) return null;
  const [found] = await ctx.db
    .select({
      ...{ offer, kind: resourceKind, secret: offerPrivate, ownerName: person.name },
      ...{ districtNames: district.names, districtCode: district.code, ...counts },
    })
    .from(offer)
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .innerJoin(offerPrivate, eq(offerPrivate.offerId, offer.id))
    .leftJoin(person, eq(person.id, offer.ownerId))
    .leftJoin(district, eq(district.id, offer.districtId))
    .where(eq(offer.id, id!));
  if (!found) return null;
  const keeps = mayKeepOffer(ctx.actor, found.offer);
  if (!keeps && !ownsOffer(ctx.actor, found.offer)) return null;
  const promises = await ctx.db
    .select({
      ...{ id: reservation.id, state: reservation.state, quantity: reservation.quantity },
      ...{ fetched: reservation.fetched, ended: reservation.ended, during: reservation.during },
      ...{ condition: reservation.condition, note: reservation.note, stateAt: reservation.stateAt },
      ...{ taskId: reservation.taskId, task: task.number, carrier: person.name },
    })
    .from(reservation)
    .innerJoin(task, eq(task.id, reservation.taskId))
    .leftJoin(person, eq(person.id, reservation.fetchedBy))
    .where(eq(reservation.offerId, id!))
    .orderBy(sql`${reservation.state} in ('held', 'handed_over') desc`, desc(reservation.stateAt))
    .limit(PAGE);
  return {
    ...{ ...found, keeps, due: found.due ? new Date(found.due) : null },
    promises: promises.map(({ during, ...row }) => ({ ...row, window: windowOf(during) })),
  };
}

export type OpenedOffer = NonNullable<Awaited<ReturnType<typeof openOffer>>>;

/** What a task has been promised, with where to fetch it: for those who may see the task. */
export async function listSupplies(db: Db | Tx, taskId: string) {
  const rows = await db
    .select({
      ...{ id: reservation.id, state: reservation.state, quantity: reservation.quantity },
      ...{ fetched: reservation.fetched, ended: reservation.ended, during: reservation.during },
      ...{ fetchBy: reservation.fetchBy, offerId: offer.id, number: offer.number },
      fetchedBy: reservation.fetchedBy,
      ...{ title: offer.title, durable: offer.durable, organisation: offer.organisation },
      ...{ conditions: offer.conditions, unit: resourceKind.unit, kindNames: resourceKind.names },
      secret: {
        ...{ address: offerPrivate.address, lat: offerPrivate.lat, lon: offerPrivate.lon },
        name: sql<string>`coalesce(nullif(${offerPrivate.name}, ''), ${person.name}, '')`,
        phone: sql<string>`coalesce(nullif(${offerPrivate.phone}, ''), ${person.phone}, '')`,
      },
    })
    .from(reservation)
    .innerJoin(offer, eq(offer.id, reservation.offerId))
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .innerJoin(offerPrivate, eq(offerPrivate.offerId, offer.id))
    .leftJoin(person, eq(person.id, offer.ownerId))
    .where(eq(reservation.taskId, taskId))
    .orderBy(asc(reservation.createdAt), asc(reservation.id));
  return rows.map(({ during, ...row }) => ({ ...row, window: windowOf(during) }));
}
export type Supply = Awaited<ReturnType<typeof listSupplies>>[number];
