import { and, eq, isNull } from "drizzle-orm";
import { followUp, offer, reservation } from "../../../drizzle/schema/resources";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member, refuse } from "../../platform/types";
import { followUpForm } from "../form";
import { keepsOffers, mayKeepOffer } from "../policy";
import { LOSSES } from "../types";
import { addToLedger, lockOffer, onwards } from "./steps.server";

/**
 * A coordinator has looked into it; what was found or repaired is in the stock again. Refuses: `follow_up.unknown`,
 * `follow_up.over`, `reservation.count`.
 */
export const closeFollowUp = command({
  name: "follow-up.close",
  input: followUpForm,
  may: keepsOffers,
  run: async (tx, ctx: Inside<Member>, { followUp: id, restored }) => {
    const [known] = await tx
      .select({ offer, kind: followUp.kind, quantity: followUp.quantity })
      .from(followUp)
      .innerJoin(reservation, eq(reservation.id, followUp.reservationId))
      .innerJoin(offer, eq(offer.id, reservation.offerId))
      .where(eq(followUp.id, id));
    if (!known || !mayKeepOffer(ctx.actor, known.offer)) return refuse("follow_up.unknown");
    const most = LOSSES.includes(known.kind) ? known.quantity : 0;
    if (restored > most) return refuse("reservation.count", { most });
    const locked = await lockOffer(tx, known.offer.id);
    if (!locked.ok) return locked;
    const closed = await tx
      .update(followUp)
      .set({ closedAt: ctx.now, closedBy: ctx.actor.personId })
      .where(and(eq(followUp.id, id), isNull(followUp.closedAt)))
      .returning({ id: followUp.id });
    if (closed.length === 0) return refuse("follow_up.over");
    const during = onwards(ctx.now);
    if (restored > 0)
      await addToLedger(tx, ctx, known.offer.id, { step: "stock", delta: restored, during });
    await record(tx, ctx, {
      type: "offer.settled",
      thingId: known.offer.id,
      districtId: known.offer.districtId,
      data: { followUp: id, restored },
    });
    return done(null);
  },
});
