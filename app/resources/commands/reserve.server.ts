import { and, asc, desc, eq, sql } from "drizzle-orm";
import { followUp, offer, reservation } from "../../../drizzle/schema/resources";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Acting } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { schedule } from "../../platform/schedule.server";
import { done, type Member, type Result, refuse, type Window } from "../../platform/types";
import { rangeOf } from "../../platform/window.server";
import { lapseForm } from "../form";
import { FETCH_GRACE_HOURS } from "../rules/limits";
import { isInEarnest } from "../rules/reserve";
import type { FollowUpKind, ReleaseReason } from "../types";
import {
  addToLedger,
  freeIn,
  heldRange,
  lockOffer,
  moveReservation,
  onwards,
  type ReservationRow,
} from "./steps.server";

const GRACE = FETCH_GRACE_HOURS * 3_600_000;

/** What has begun already is held from now on. */
export const notBefore = (now: Date, { from, to }: Window): Window => ({
  from: from > now ? from : now,
  to,
});

export type Wish = { offerId: string; taskId: string; quantity: number; window: Window };

/**
 * Holds a quantity for a task, in the caller's transaction, which has locked the task. Refuses: `offer.unknown`,
 * `offer.not_verified`, `offer.window`, `offer.not_lent_then`, `offer.over` (with what is free), `offer.too_little`.
 */
export async function hold(tx: Tx, ctx: Acting<Member>, wish: Wish): Promise<Result<string>> {
  const { offerId, taskId, quantity } = wish;
  const window = notBefore(ctx.now, wish.window);
  if (window.to <= window.from || window.to <= ctx.now) return refuse("offer.window");
  const locked = await lockOffer(tx, offerId);
  if (!locked.ok) return locked;
  const thing = locked.value;
  if (thing.state !== "verified") return refuse("offer.not_verified");
  const [lent] = await tx
    .select({ fits: sql<boolean>`${offer.available} @> ${rangeOf(window)}::tstzrange` })
    .from(offer)
    .where(eq(offer.id, offerId));
  if (!lent?.fits) return refuse("offer.not_lent_then");
  const range = heldRange(thing, window);
  const free = await freeIn(tx, offerId, range, ctx.now);
  if (free < quantity) return refuse("offer.over", { free: Math.max(0, free) });
  if (!isInEarnest(quantity, thing.durable, free)) return refuse("offer.too_little");
  const fetchBy = new Date(Math.min(window.from.getTime() + GRACE, window.to.getTime()));
  const [made] = await tx
    .insert(reservation)
    .values({
      offerId,
      taskId,
      quantity,
      during: window,
      fetchBy,
      reservedBy: ctx.actor.personId,
      createdAt: ctx.now,
      stateAt: ctx.now,
    })
    .returning({ id: reservation.id });
  const id = made!.id;
  await addToLedger(tx, ctx, offerId, {
    step: "held",
    delta: -quantity,
    during: range,
    reservationId: id,
  });
  await record(tx, ctx, {
    type: "reservation.held",
    thingId: id,
    toState: "held",
    districtId: thing.districtId,
    data: { offer: offerId, task: taskId },
  });
  await schedule(tx, { name: "reservation-lapse", payload: { id }, at: fetchBy });
  return done(id);
}

/** Locks the offer of a reservation, then the reservation. Refuses: `reservation.unknown`. */
export async function lockReservation(tx: Tx, id: string): Promise<Result<ReservationRow>> {
  const [known] = await tx
    .select({ offerId: reservation.offerId })
    .from(reservation)
    .where(eq(reservation.id, id));
  if (!known) return refuse("reservation.unknown");
  await tx.select({ id: offer.id }).from(offer).where(eq(offer.id, known.offerId)).for("update");
  const [found] = await tx.select().from(reservation).where(eq(reservation.id, id)).for("update");
  return found ? done(found) : refuse("reservation.unknown");
}

/** Gives a held quantity back to whoever needs it. Refuses: `reservation.unknown`, `reservation.over`. */
export async function releaseHold(
  tx: Tx,
  ctx: Acting,
  id: string,
  reason: ReleaseReason,
): Promise<Result<null>> {
  const locked = await lockReservation(tx, id);
  if (!locked.ok) return locked;
  const held = locked.value;
  const [thing] = await tx
    .select({ durable: offer.durable })
    .from(offer)
    .where(eq(offer.id, held.offerId));
  const released = await moveReservation(tx, ctx, held, "released", { reason });
  if (!released.ok) return released;
  await addToLedger(tx, ctx, held.offerId, {
    step: "released",
    delta: held.quantity,
    reservationId: id,
    during: heldRange(thing!, held.during),
  });
  return done(null);
}

/** Releases whatever a task that is over still held. Refuses as `releaseHold` does. */
export async function releaseAllFor(tx: Tx, ctx: Acting, taskId: string): Promise<Result<null>> {
  const mine = await tx
    .select({ id: reservation.id })
    .from(reservation)
    .where(and(eq(reservation.taskId, taskId), eq(reservation.state, "held")))
    .orderBy(asc(reservation.offerId), asc(reservation.id));
  for (const { id } of mine) {
    // Somebody may have fetched it while its offer was waited for: then it is out, and is brought back.
    const locked = await lockReservation(tx, id);
    if (!locked.ok || locked.value.state !== "held") continue;
    const released = await releaseHold(tx, ctx, id, "task_over");
    if (!released.ok) return released;
  }
  return done(null);
}

/** Nobody fetched it in time: it is free again, and a coordinator looks into it. Nothing to do where somebody has. */
export const lapseReservation = command({
  name: "reservation.lapse",
  input: lapseForm,
  run: async (tx, ctx, { id }) => {
    const locked = await lockReservation(tx, id);
    if (!locked.ok) return locked;
    const held = locked.value;
    if (held.state !== "held" || held.fetchBy > ctx.now) return done(null);
    const released = await releaseHold(tx, ctx, id, "not_handed_over");
    if (!released.ok) return released;
    await openFollowUp(tx, ctx.now, held, "lapsed", held.quantity);
    return done(null);
  },
});

export async function openFollowUp(
  tx: Tx,
  now: Date,
  { id }: Pick<ReservationRow, "id">,
  kind: FollowUpKind,
  quantity: number,
) {
  await tx
    .insert(followUp)
    .values({ reservationId: id, kind, quantity, openedAt: now })
    .onConflictDoNothing();
}

/**
 * What can't be kept any more once so much is lost: the promises furthest ahead go first, and a coordinator is told. Refuses as
 * `releaseHold` does.
 */
export async function releaseForLoss(
  tx: Tx,
  ctx: Acting,
  offerId: string,
  { from, quantity }: { from: Date; quantity: number },
): Promise<Result<null>> {
  const range = onwards(from);
  const later = await tx
    .select()
    .from(reservation)
    .where(
      and(
        eq(reservation.offerId, offerId),
        eq(reservation.state, "held"),
        sql`upper(${reservation.during}) > ${from.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(
      desc(sql`lower(${reservation.during})`),
      desc(reservation.createdAt),
      desc(reservation.id),
    );
  for (const held of later) {
    if ((await freeIn(tx, offerId, range, ctx.now)) >= quantity) break;
    const released = await releaseHold(tx, ctx, held.id, "lost");
    if (!released.ok) return released;
    await openFollowUp(tx, ctx.now, held, "lapsed", held.quantity);
  }
  return done(null);
}
