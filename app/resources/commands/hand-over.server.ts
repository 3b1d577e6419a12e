import { eq, sql } from "drizzle-orm";
import { offer } from "../../../drizzle/schema/resources";
import type { Acting } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { rangeOf } from "../../platform/window.server";
import type { Condition } from "../types";
import { watchReturn } from "./overdue.server";
import { settleMissing } from "./report-missing.server";
import { lockReservation, openFollowUp, releaseForLoss } from "./reserve.server";
import { addToLedger, moveReservation, onwards, type ReservationRow, restOf } from "./steps.server";

async function thingOf(tx: Tx, { offerId }: ReservationRow) {
  const [thing] = await tx.select().from(offer).where(eq(offer.id, offerId));
  return thing!;
}

async function atHome(tx: Tx, { offerId, id }: ReservationRow, now: Date) {
  const [row] = await tx.execute<{ home: string }>(
    sql`select offer_home(${offerId}::uuid, ${now.toISOString()}::timestamptz, ${id}::uuid) as home`,
  );
  return Number(row?.home ?? 0);
}

/**
 * The volunteer has fetched it, all or fewer; what was not taken is free at once. Refuses: `reservation.unknown`,
 * `reservation.over`, `reservation.count`, `reservation.still_away` (an earlier borrower has not brought it back).
 */
export async function handOver(
  tx: Tx,
  ctx: Acting<Member>,
  id: string,
  count: number,
): Promise<Result<null>> {
  const locked = await lockReservation(tx, id);
  if (!locked.ok) return locked;
  const held = locked.value;
  // Pressed twice on a weak network: it is so already.
  if (held.state === "handed_over" && held.fetched === count) return done(null);
  if (held.state !== "held") return refuse("reservation.over");
  if (!(count > 0 && count <= held.quantity))
    return refuse("reservation.count", { most: held.quantity });
  const thing = await thingOf(tx, held);
  if (thing.durable && (await atHome(tx, held, ctx.now)) < count)
    return refuse("reservation.still_away");
  const set = { fetched: count, fetchedBy: ctx.actor.personId };
  const fetched = await moveReservation(tx, ctx, held, "handed_over", { set });
  if (!fetched.ok) return fetched;
  const rest = restOf(thing, held.during, ctx.now) ?? rangeOf(held.during);
  await addToLedger(tx, ctx, held.offerId, {
    step: "handed_over",
    delta: held.quantity - count,
    during: rest,
    reservationId: id,
  });
  if (thing.durable) await watchReturn(tx, id, held.during.to);
  return done(null);
}

export type Return = { count: number; condition: Condition; note: string };

/**
 * It is back, or used up. What is missing or damaged leaves the stock until a coordinator has settled it; later
 * promises that this makes impossible are released and said so. Refuses: `reservation.unknown`,
 * `reservation.over`, `reservation.count`.
 */
export async function endLoan(
  tx: Tx,
  ctx: Acting<Member>,
  id: string,
  { count, condition, note }: Return,
): Promise<Result<null>> {
  const locked = await lockReservation(tx, id);
  if (!locked.ok) return locked;
  const out = locked.value;
  if (["returned", "consumed"].includes(out.state) && out.ended === count) return done(null);
  if (out.state !== "handed_over") return refuse("reservation.over");
  const fetched = out.fetched ?? 0;
  if (!(count >= 0 && count <= fetched)) return refuse("reservation.count", { most: fetched });
  const thing = await thingOf(tx, out);
  const rest = restOf(thing, out.during, ctx.now);
  const set = { ended: count, condition, note };
  if (!thing.durable) {
    const consumed = await moveReservation(tx, ctx, out, "consumed", { set });
    if (!consumed.ok) return consumed;
    await addToLedger(tx, ctx, out.offerId, {
      step: "consumed",
      delta: fetched - count,
      during: rest!,
      reservationId: id,
    });
    return done(null);
  }
  await settleMissing(tx, ctx, id);
  const usable = condition === "damaged" ? 0 : count;
  const damage = condition === "damaged" ? condition : count < fetched ? "short" : undefined;
  const returned = await moveReservation(tx, ctx, out, "returned", { reason: damage, set });
  if (!returned.ok) return returned;
  await addToLedger(tx, ctx, out.offerId, {
    step: "returned",
    delta: rest ? usable : 0,
    during: rest ?? rangeOf(out.during),
    reservationId: id,
  });
  if (usable < fetched) {
    const lost = await lose(tx, ctx, out, fetched - usable);
    if (!lost.ok) return lost;
  }
  if (count < fetched) await openFollowUp(tx, ctx.now, out, "short", fetched - count);
  if (condition === "damaged") await openFollowUp(tx, ctx.now, out, "damaged", count);
  return done(null);
}

async function lose(
  tx: Tx,
  ctx: Acting<Member>,
  out: ReservationRow,
  quantity: number,
): Promise<Result<null>> {
  const { to } = out.during;
  const from = to > ctx.now ? to : ctx.now;
  const released = await releaseForLoss(tx, ctx, out.offerId, { from, quantity });
  if (!released.ok) return released;
  await addToLedger(tx, ctx, out.offerId, {
    step: "lost",
    delta: -quantity,
    during: onwards(from),
    reservationId: out.id,
  });
  return done(null);
}
