import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { isIn, literals } from "../../../drizzle/schema/columns";
import { task } from "../../../drizzle/schema/dispatch";
import { district } from "../../../drizzle/schema/districts";
import {
  followUp,
  isLiveReservation,
  isOver,
  offer,
  offerPrivate,
  reservation,
  resourceKind,
} from "../../../drizzle/schema/resources";
import { type Revealed, reveal } from "../../accounts/queries/reveal.server";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import type { Db, Tx } from "../../platform/database.server";
import type { Member } from "../../platform/types";
import { opensOffer } from "../link.server";
import { mayKeepOffer, ownsOffer } from "../policy";
import { CHECKED_OFFERS, ENDED_OFFERS } from "../states";

const PAGE = 50;
/** Of troubles, which stand above the list. */
const FEW = 20;
/** Of what was promised of one offer, the latest. */
const HISTORY = 200;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What can be offered. */
export const readKinds = (db: Db) =>
  db
    .select({
      code: resourceKind.code,
      names: resourceKind.names,
      unit: resourceKind.unit,
      durable: resourceKind.durable,
      attributes: resourceKind.attributes,
    })
    .from(resourceKind)
    .where(eq(resourceKind.active, true))
    .orderBy(asc(resourceKind.position));

/** The districts that take new things, and of which of them the actor may verify offers. */
export async function readKept(ctx: Ctx<Member>) {
  const rows = await ctx.db
    .select({ id: district.id, code: district.code, names: district.names })
    .from(district)
    .where(isNull(district.retiredAt));
  return rows.map(({ id, code, names }) => ({
    code,
    names,
    kept: mayKeepOffer(ctx.actor, { ownerId: null, districtId: id }),
  }));
}

/** How many there are, how many are out with somebody, and until when at the latest. */
export const counts = {
  stock: sql<number>`(select coalesce(sum(l.delta), 0)::float8 from ledger l
    where l.offer_id = offer.id and l.step in ('stock', 'lost'))`,
  out: sql<number>`(select coalesce(sum(r.fetched), 0)::float8 from reservation r
    where r.offer_id = offer.id and r.state = 'handed_over')`,
  promised: sql<number>`(select coalesce(sum(r.quantity), 0)::float8 from reservation r
    where r.offer_id = offer.id and r.state = 'held')`,
  due: sql<Date | null>`(select min(upper(r.during)) from reservation r
    where r.offer_id = offer.id and r.state = 'handed_over')`.mapWith(reservation.createdAt),
};

/** Since when its owner has been saying that it is not back. */
const missedAt = sql<Date | null>`(select max(f.opened_at) from follow_up f
  where f.reservation_id = reservation.id and f.kind = 'missing' and f.closed_at is null)`.mapWith(
  reservation.createdAt,
);

const lineColumns = {
  id: offer.id,
  number: offer.number,
  title: offer.title,
  state: offer.state,
  organisation: offer.organisation,
  durable: offer.durable,
  stateAt: offer.stateAt,
  kindNames: resourceKind.names,
  unit: resourceKind.unit,
  districtNames: district.names,
  ...counts,
};

const linesFrom = (db: Db) =>
  db
    .select(lineColumns)
    .from(offer)
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .leftJoin(district, eq(district.id, offer.districtId));

const pageOf = <Row extends { id: string }>(rows: Row[]) => ({
  offers: rows.slice(0, PAGE),
  next: rows.length > PAGE ? rows[PAGE - 1]!.id : null,
});

/** A member's own offers, those that still count first, a page at a time; `after` is the last one's id. */
export async function listOwnOffers(ctx: Ctx<Member>, after: string | null = null) {
  const over = sql`(${isOver})`;
  const rows = await linesFrom(ctx.db)
    .where(
      and(
        eq(offer.ownerId, ctx.actor.personId),
        isAfter(after)
          ? sql`(${over}, ${offer.number} * -1) > (select last.state in ${literals(ENDED_OFFERS)}, last.number * -1
              from offer last where last.id = ${after}::uuid)`
          : undefined,
      ),
    )
    .orderBy(over, desc(offer.number))
    .limit(PAGE + 1);
  return pageOf(rows);
}

const isAfter = (after: string | null): after is string => ID.test(after ?? "");

/** The same words as the partial indexes, or PostgreSQL does not see that they fit. */
const GROUPS: Record<OfferGroup, SQL> = {
  fresh: sql`${offer.state} = 'offered'`,
  ready: isIn(offer.state, CHECKED_OFFERS),
  over: isOver,
};
export type OfferGroup = "fresh" | "ready" | "over";

/** The offers of a coordinator's districts and of none, the oldest first while they wait; a page at a time. */
export async function listOffers(ctx: Ctx<Member>, group: OfferGroup, after: string | null = null) {
  const waits = group === "fresh";
  const beyond = waits
    ? sql`(${offer.createdAt}, ${offer.id}) > (select last.created_at, last.id
        from offer last where last.id = ${after}::uuid)`
    : sql`(${offer.stateAt}, ${offer.id}) < (select last.state_at, last.id
        from offer last where last.id = ${after}::uuid)`;
  const rows = await linesFrom(ctx.db)
    .where(
      and(inScope(ctx.actor, offer.districtId), GROUPS[group], isAfter(after) ? beyond : undefined),
    )
    .orderBy(
      ...(waits ? [asc(offer.createdAt), asc(offer.id)] : [desc(offer.stateAt), desc(offer.id)]),
    )
    .limit(PAGE + 1);
  return pageOf(rows);
}

type After = { late: string | null; open: string | null };

/** What is late or has to be settled, in a coordinator's districts, the oldest first; each a page at a time. */
export async function listTroubles(ctx: Ctx<Member>, after: After = { late: null, open: null }) {
  const thing = {
    offerId: offer.id,
    number: offer.number,
    title: offer.title,
    unit: resourceKind.unit,
    taskId: reservation.taskId,
    task: task.number,
  };
  const mine = inScope(ctx.actor, offer.districtId);
  const [late, open] = await Promise.all([
    ctx.db
      .select({
        ...thing,
        id: reservation.id,
        count: reservation.fetched,
        during: reservation.during,
      })
      .from(reservation)
      .innerJoin(offer, eq(offer.id, reservation.offerId))
      .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
      .innerJoin(task, eq(task.id, reservation.taskId))
      .where(
        and(
          mine,
          eq(reservation.state, "handed_over"),
          eq(offer.durable, true),
          sql`upper(${reservation.during}) <= ${ctx.now.toISOString()}::timestamptz`,
          // What its owner misses stands among what has to be settled.
          isNull(missedAt),
          isAfter(after.late)
            ? sql`(upper(${reservation.during}), ${reservation.id}) > (select upper(last.during), last.id
                from reservation last where last.id = ${after.late}::uuid)`
            : undefined,
        ),
      )
      .orderBy(sql`upper(${reservation.during})`, asc(reservation.id))
      .limit(FEW + 1),
    ctx.db
      .select({
        ...thing,
        id: followUp.id,
        kind: followUp.kind,
        count: followUp.quantity,
        openedAt: followUp.openedAt,
        note: reservation.note,
      })
      .from(followUp)
      .innerJoin(reservation, eq(reservation.id, followUp.reservationId))
      .innerJoin(offer, eq(offer.id, reservation.offerId))
      .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
      .innerJoin(task, eq(task.id, reservation.taskId))
      .where(
        and(
          mine,
          isNull(followUp.closedAt),
          isAfter(after.open)
            ? sql`(${followUp.openedAt}, ${followUp.id}) > (select last.opened_at, last.id
                from follow_up last where last.id = ${after.open}::uuid)`
            : undefined,
        ),
      )
      .orderBy(asc(followUp.openedAt), asc(followUp.id))
      .limit(FEW + 1),
  ]);
  return {
    late: late.slice(0, FEW).map(({ during, ...row }) => ({ ...row, due: during.to })),
    open: open.slice(0, FEW),
    next: {
      late: late.length > FEW ? late[FEW - 1]!.id : null,
      open: open.length > FEW ? open[FEW - 1]!.id : null,
    },
  };
}

/** One offer for its owner or a coordinator of its district, with every promise of it; null for anybody else. */
export async function openOffer(ctx: Ctx<Member>, id: string | undefined) {
  if (!ID.test(id ?? "")) return null;
  const found = await readOffer(ctx.db, eq(offer.id, id!));
  if (!found) return null;
  const { reach, ...opened } = found;
  const keeps = mayKeepOffer(ctx.actor, reach);
  if (!keeps && !ownsOffer(ctx.actor, reach)) return null;
  const revealed = await reveal(ctx.db, ctx, "owner", [opened.offer.id], { page: "offer" });
  const secret = revealed.get(opened.offer.id);
  if (!secret) return null;
  return { ...opened, secret, keeps, promises: await promisesOf(ctx.db, opened.offer.id) };
}

/** The offer that the private link of an owner without an account opens: with what they have written themselves. */
export async function openOwnOffer(db: Db, token: string) {
  const found = await readOffer(db, opensOffer(token));
  if (!found) return null;
  const { reach: _, ...opened } = found;
  const [secret] = await db
    .select({
      name: offerPrivate.name,
      phone: offerPrivate.phone,
      email: offerPrivate.email,
      address: offerPrivate.address,
    })
    .from(offerPrivate)
    .where(eq(offerPrivate.offerId, opened.offer.id));
  const promises = await promisesOf(db, opened.offer.id);
  return {
    ...opened,
    secret: { name: "", phone: "", email: "", address: "", ...secret },
    keeps: false,
    // A first name is enough to know who comes.
    promises: promises.map((one) => ({ ...one, carrier: one.carrier?.split(" ")[0] ?? null })),
  };
}

async function readOffer(db: Db, which: SQL) {
  const [found] = await db
    .select({
      reach: { ownerId: offer.ownerId, districtId: offer.districtId },
      offer: {
        id: offer.id,
        number: offer.number,
        state: offer.state,
        checked: offer.checked,
        title: offer.title,
        organisation: offer.organisation,
        conditions: offer.conditions,
        attributes: offer.attributes,
        available: offer.available,
        weekly: offer.weekly,
        version: offer.version,
      },
      kind: {
        code: resourceKind.code,
        names: resourceKind.names,
        unit: resourceKind.unit,
        durable: resourceKind.durable,
        attributes: resourceKind.attributes,
      },
      districtNames: district.names,
      districtCode: district.code,
      ...counts,
    })
    .from(offer)
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .leftJoin(district, eq(district.id, offer.districtId))
    .where(which);
  return found ?? null;
}

const promisesOf = (db: Db, offerId: string) =>
  db
    .select({
      id: reservation.id,
      state: reservation.state,
      quantity: reservation.quantity,
      fetched: reservation.fetched,
      ended: reservation.ended,
      window: reservation.during,
      condition: reservation.condition,
      note: reservation.note,
      stateAt: reservation.stateAt,
      taskId: reservation.taskId,
      task: task.number,
      carrier: person.name,
      missedAt,
    })
    .from(reservation)
    .innerJoin(task, eq(task.id, reservation.taskId))
    .leftJoin(person, eq(person.id, reservation.fetchedBy))
    .where(eq(reservation.offerId, offerId))
    .orderBy(desc(isLiveReservation), desc(reservation.stateAt))
    .limit(HISTORY);

/** What a task has been promised: for those who may see the task. Whose it is, and where, is for `reveal` to say. */
export async function listSupplies(db: Db | Tx, taskId: string) {
  return db
    .select({
      id: reservation.id,
      state: reservation.state,
      quantity: reservation.quantity,
      fetched: reservation.fetched,
      ended: reservation.ended,
      window: reservation.during,
      fetchBy: reservation.fetchBy,
      offerId: offer.id,
      number: offer.number,
      fetchedBy: reservation.fetchedBy,
      title: offer.title,
      durable: offer.durable,
      organisation: offer.organisation,
      conditions: offer.conditions,
      attributes: offer.attributes,
      unit: resourceKind.unit,
      kindNames: resourceKind.names,
      kindAttributes: resourceKind.attributes,
    })
    .from(reservation)
    .innerJoin(offer, eq(offer.id, reservation.offerId))
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .where(eq(reservation.taskId, taskId))
    .orderBy(asc(reservation.createdAt), asc(reservation.id));
}
/** `secret`: null for whoever may not know whose it is and where. */
export type Supply = Awaited<ReturnType<typeof listSupplies>>[number] & {
  secret: Revealed["owner"] | null;
};
