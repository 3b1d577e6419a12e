import { and, eq, isNull } from "drizzle-orm";
import { followUp, offer } from "../../../drizzle/schema/resources";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { missingForm, ownMissingForm } from "../form";
import { opensOffer } from "../link.server";
import { isMember, ownsOffer } from "../policy";
import { mayBeMissed } from "../rules/reserve";
import { lockReservation, openFollowUp } from "./reserve.server";
import type { OfferRow } from "./steps.server";

/**
 * Its owner says that what they lent is not back: the coordinators are told, and have it to settle. Said twice it is the same.
 * Refuses: `reservation.unknown`, `reservation.not_due`.
 */
export const reportMissing = command({
  name: "reservation.report-missing",
  input: missingForm,
  may: isMember,
  run: async (tx, ctx: Inside<Member>, { id, reservation }) => {
    const [thing] = await tx.select().from(offer).where(eq(offer.id, id));
    if (!thing || !ownsOffer(ctx.actor, thing)) return refuse("reservation.unknown");
    return miss(tx, ctx, thing, reservation);
  },
});

/** The same by the private link of an owner without an account. Refuses as `reportMissing` does. */
export const reportOwnMissing = command({
  name: "reservation.report-missing-own",
  input: ownMissingForm,
  run: async (tx, ctx, { token, reservation }) => {
    const [thing] = await tx.select().from(offer).where(opensOffer(token));
    return thing ? miss(tx, ctx, thing, reservation) : refuse("reservation.unknown");
  },
});

async function miss(
  tx: Tx,
  ctx: Acting,
  { id: offerId, durable, districtId }: OfferRow,
  reservation: string,
): Promise<Result<null>> {
  const locked = await lockReservation(tx, reservation);
  if (!locked.ok) return locked;
  const lent = locked.value;
  if (lent.offerId !== offerId) return refuse("reservation.unknown");
  const window = lent.during;
  if (!mayBeMissed({ ...lent, durable, window }, ctx.now)) return refuse("reservation.not_due");
  const [said] = await tx.select().from(followUp).where(isOpenMissing(lent.id));
  if (said) return done(null);
  const count = lent.ended || lent.fetched || lent.quantity;
  await openFollowUp(tx, ctx.now, lent, "missing", count);
  await record(tx, ctx, {
    type: "reservation.missing",
    thingId: lent.id,
    districtId,
    data: { offer: offerId, task: lent.taskId },
  });
  return done(null);
}

const isOpenMissing = (reservationId: string) =>
  and(
    eq(followUp.reservationId, reservationId),
    eq(followUp.kind, "missing"),
    isNull(followUp.closedAt),
  );

/** It is back after all: there is nothing left to look into. */
export const settleMissing = (tx: Tx, { now, actor }: Acting<Member>, reservationId: string) =>
  tx
    .update(followUp)
    .set({ closedAt: now, closedBy: actor.personId })
    .where(isOpenMissing(reservationId));
