import { eq, type SQL, sql } from "drizzle-orm";
import { ledger, offer, reservation } from "../../../drizzle/schema/resources";
import { type Lifecycle, transition } from "../../audit/commands/transition.server";
import { lastChange } from "../../audit/queries/last-change.server";
import type { Acting } from "../../platform/context.server";
import type { Db, Tx } from "../../platform/database.server";
import { done, type Result, refuse, type Window } from "../../platform/types";
import { rangeOf } from "../../platform/window.server";
import { opensOffer } from "../link.server";
import { offerTransitions, reservationTransitions } from "../states";
import type { LedgerStep, OfferState, ReservationState } from "../types";

export type OfferRow = typeof offer.$inferSelect;
export type ReservationRow = typeof reservation.$inferSelect;

const offerLife: Lifecycle<"offer", typeof offer, OfferState> = {
  thing: "offer",
  table: offer,
  transitions: offerTransitions,
  refusal: "offer.state",
};

const reservationLife: Lifecycle<"reservation", typeof reservation, ReservationState> = {
  thing: "reservation",
  table: reservation,
  transitions: reservationTransitions,
  refusal: "reservation.over",
};

/** Locks an offer; `version` as on the page, or null. Refuses: `offer.unknown`, `conflict`. */
export async function lockOffer(
  tx: Tx,
  id: string,
  version: number | null = null,
): Promise<Result<OfferRow>> {
  return lockWhere(tx, eq(offer.id, id), version);
}

/** The same by the private link of an owner without an account. */
export const lockOwnOffer = (tx: Tx, token: string, version: number) =>
  lockWhere(tx, opensOffer(token), version);

async function lockWhere(tx: Tx, which: SQL, version: number | null): Promise<Result<OfferRow>> {
  const [found] = await tx.select().from(offer).where(which).for("update");
  if (!found) return refuse("offer.unknown");
  if (version !== null && found.version !== version)
    return refuse("conflict", await lastChange(tx, found.id));
  return done(found);
}

/** Moves a locked offer one step, and records it. Refuses: `offer.state`. */
export const moveOffer = (
  tx: Tx,
  ctx: Acting,
  locked: OfferRow,
  to: OfferState,
  { reason, ...set }: Pick<OfferRow, "checked"> & { reason?: "imported" },
): Promise<Result<OfferRow>> =>
  transition(tx, ctx, offerLife, locked, to, { districtId: locked.districtId, reason, set });

type Line = { step: LedgerStep; delta: number; during: string; reservationId?: string };

/** Appends to the ledger of an offer; the database refuses what would be more than there is. */
export async function addToLedger(
  tx: Tx,
  { now }: Pick<Acting, "now">,
  offerId: string,
  line: Line,
) {
  await tx.insert(ledger).values({ ...line, offerId, at: now, transaction: sql`default` });
}

/** From an instant on, without an end. */
export const onwards = (from: Date): string => `[${from.toISOString()},)`;

/** How much is free at every instant of a range; `moment` decides what should be back by now. */
export async function freeIn(db: Db | Tx, offerId: string, during: string, moment: Date) {
  const [row] = await db.execute<{ free: string }>(
    sql`select offer_free(${offerId}::uuid, ${during}::tstzrange, ${moment.toISOString()}::timestamptz) as free`,
  );
  return Number(row?.free ?? 0);
}

/** What a reservation keeps from others: its window, or for what is used up everything after its start. */
export const heldRange = ({ durable }: Pick<OfferRow, "durable">, window: Window): string =>
  durable ? rangeOf(window) : onwards(window.from);

/** What is left of a held range from now on; null when it is over. */
export function restOf(thing: Pick<OfferRow, "durable">, window: Window, now: Date): string | null {
  const { from, to } = window;
  const begins = now > from ? now : from;
  if (!thing.durable) return onwards(begins);
  return begins < to ? rangeOf({ from: begins, to }) : null;
}

type Step = { reason?: string; set?: Partial<typeof reservation.$inferInsert> };

/** Moves a locked reservation one step, and records it; its line in the ledger is the caller's. Refuses: `reservation.over`. */
export const moveReservation = (
  tx: Tx,
  ctx: Acting,
  locked: ReservationRow,
  to: ReservationState,
  { reason, set }: Step = {},
): Promise<Result<ReservationRow>> =>
  transition(tx, ctx, reservationLife, locked, to, {
    reason,
    set,
    data: { offer: locked.offerId, task: locked.taskId },
  });
