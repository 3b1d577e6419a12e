import { eq, sql } from "drizzle-orm";
import { ledger, offer, offerPrivate } from "../../../drizzle/schema/resources";
import { spansOf } from "../../accounts/rules/availability";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import type { EditOffer } from "../form";
import { mayKeepOffer, ownsOffer } from "../policy";
import { offerMayBecome } from "../states";
import type { AttributeValues, OfferState } from "../types";
import { availableOf, placeOf } from "./make-offer.server";
import { enter, freeIn, lockOffer, moveOffer, onwards } from "./steps.server";

/** Who may bring an offer into which state: its owner pauses and withdraws, a coordinator also verifies and retires. */
const OWNERS: readonly OfferState[] = ["verified", "paused", "withdrawn"];

/**
 * Verifies, pauses, resumes, withdraws or retires. Refuses: `offer.unknown`, `conflict`, `forbidden`, `offer.state`,
 * `offer.promised` (with how many promises still stand and until when).
 */
export async function setOfferState(
  ctx: Ctx<Member>,
  id: string,
  { to, version }: { to: OfferState; version: number },
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockOffer(tx, id, version);
    if (!locked.ok) return locked;
    const thing = locked.value;
    const keeps = mayKeepOffer(ctx.actor, thing);
    if (!keeps && !ownsOffer(ctx.actor, thing)) return refuse("offer.unknown");
    // An owner resumes what a coordinator has verified before, and no more.
    const resumes = to !== "verified" || thing.state === "paused";
    if (!keeps && !(OWNERS.includes(to) && resumes)) return refuse("forbidden");
    if (!offerMayBecome(thing.state, to)) return refuse("offer.state");
    if (to === "withdrawn" || to === "retired") {
      const promised = await stillPromised(tx, id);
      if (promised.count > 0) return refuse("offer.promised", promised);
    }
    await moveOffer(tx, ctx, thing, to);
    return done(null);
  });
}

async function stillPromised(tx: Tx, id: string) {
  const [row] = await tx.execute<{ count: number; at: Date }>(sql`
    select count(*)::int as count, max(upper(during)) as at from reservation
    where offer_id = ${id} and state in ('held', 'handed_over')`);
  return { count: row?.count ?? 0, at: row?.at ? new Date(row.at).toISOString() : "" };
}

/**
 * Its owner or a coordinator corrects what is offered, how many and when. Refuses: `offer.unknown`, `conflict`,
 * `offer.over_now`, `offer.window`, `offer.less_than_promised` (with how many could be taken away).
 */
export async function editOffer(
  ctx: Ctx<Member> & { zone: string },
  id: string,
  form: EditOffer,
  attributes: AttributeValues,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockOffer(tx, id, form.version);
    if (!locked.ok) return locked;
    const thing = locked.value;
    if (!mayKeepOffer(ctx.actor, thing) && !ownsOffer(ctx.actor, thing))
      return refuse("offer.unknown");
    if (thing.state === "withdrawn" || thing.state === "retired") return refuse("offer.over_now");
    const available = availableOf(ctx, form, thing.createdAt);
    if (!available) return refuse("offer.window");
    const changed = form.quantity - (await stockOf(tx, id));
    const range = onwards(ctx.now);
    if (changed < 0) {
      const free = await freeIn(tx, id, range, ctx.now);
      if (free + changed < 0)
        return refuse("offer.less_than_promised", { free: Math.max(0, free) });
    }
    if (changed !== 0) await enter(tx, ctx, id, { step: "stock", delta: changed, during: range });
    const { shown, exact } = await placeOf(tx, form);
    const moved = form.lat !== null || form.lon !== null;
    const { districtId, ...cell } = shown;
    await tx
      .update(offer)
      .set({
        title: form.title,
        organisation: form.organisation,
        conditions: form.conditions,
        attributes,
        available,
        weekly: spansOf(form.when),
        version: thing.version + 1,
        districtId,
        ...(moved ? cell : {}),
      })
      .where(eq(offer.id, id));
    await tx.update(offerPrivate).set(exact).where(eq(offerPrivate.offerId, id));
    await record(tx, ctx, {
      type: "offer.changed",
      thingId: id,
      districtId,
      data: { stock: changed },
    });
    return done(null);
  });
}

/** How many there are in all, wherever they are now. */
async function stockOf(tx: Tx, id: string): Promise<number> {
  const [row] = await tx
    .select({ stock: sql<string>`coalesce(sum(${ledger.delta}), 0)` })
    .from(ledger)
    .where(sql`${ledger.offerId} = ${id} and ${ledger.step} in ('stock', 'lost')`);
  return Number(row?.stock ?? 0);
}
