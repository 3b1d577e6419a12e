import { eq, sql } from "drizzle-orm";
import { literals } from "../../../drizzle/schema/columns";
import { ledger, offer, offerPrivate, resourceKind } from "../../../drizzle/schema/resources";
import { spansOf } from "../../accounts/rules/availability";
import { record } from "../../audit/commands/record.server";
import { type Located, locate } from "../../districts/queries/place.server";
import { pointOf, sameAddress, samePoint } from "../../districts/rules/place";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import {
  type EditOffer,
  editOfferForm,
  editOwnOfferForm,
  offerStateForm,
  ownOfferStateForm,
} from "../form";
import { isMember, mayKeepOffer, ownsOffer } from "../policy";
import { readAttributes } from "../rules/attributes";
import { isCountable } from "../rules/count";
import { MAX_WAITING_OFFERS } from "../rules/limits";
import { ENDED_OFFERS, LIVE_RESERVATIONS } from "../states";
import type { OfferState } from "../types";
import { availableOf, misplacedOffer, OUTSIDE, waitingOf } from "./make-offer.server";
import {
  addToLedger,
  freeIn,
  lockOffer,
  lockOwnOffer,
  moveOffer,
  type OfferRow,
  onwards,
} from "./steps.server";

/** Into which states its owner brings an offer; a coordinator also verifies and retires. */
const OWNERS: readonly OfferState[] = ["offered", "verified", "paused", "withdrawn"];

/**
 * Verifies, pauses, resumes, withdraws, offers again or retires. Refuses: `offer.unknown`, `conflict`, `forbidden`, `offer.state`,
 * `offer.waiting`, `offer.promised` (with how many promises still stand and until when).
 */
export const setOfferState = command({
  name: "offer.set-state",
  input: offerStateForm,
  may: isMember,
  run: async (tx, ctx: Inside<Member>, { id, to, version }) => {
    const locked = await lockOffer(tx, id, version);
    if (!locked.ok) return locked;
    const thing = locked.value;
    const keeps = mayKeepOffer(ctx.actor, thing);
    if (!keeps && !ownsOffer(ctx.actor, thing)) return refuse("offer.unknown");
    return changeState(tx, ctx, thing, to, keeps);
  },
});

/** The same by the private link of an owner without an account. Refuses as `setOfferState` does. */
export const setOwnOfferState = command({
  name: "offer.set-state-own",
  input: ownOfferStateForm,
  run: async (tx, ctx, { token, to, version }) => {
    const locked = await lockOwnOffer(tx, token, version);
    return locked.ok ? changeState(tx, ctx, locked.value, to, false) : locked;
  },
});

async function changeState(
  tx: Tx,
  ctx: Acting,
  thing: OfferRow,
  to: OfferState,
  keeps: boolean,
): Promise<Result<null>> {
  // An owner resumes what a coordinator has verified before, and no more.
  const resumes = to !== "verified" || (thing.state === "paused" && thing.checked);
  if (!keeps && !(OWNERS.includes(to) && resumes)) return refuse("forbidden");
  // What was verified and paused is resumed, not offered anew.
  if (to === "offered" && thing.state === "paused" && thing.checked) return refuse("offer.state");
  if (to === "offered" && (await isAtLimit(tx, thing)))
    return refuse("offer.waiting", { most: MAX_WAITING_OFFERS });
  if (ENDED_OFFERS.includes(to)) {
    const promised = await stillPromised(tx, thing.id);
    if (promised.count > 0) return refuse("offer.promised", promised);
  }
  const checked = to === "verified" || (to !== "offered" && thing.checked);
  const moved = await moveOffer(tx, ctx, thing, to, { checked });
  return moved.ok ? done(null) : moved;
}

async function isAtLimit(tx: Tx, { id, ownerId }: OfferRow): Promise<boolean> {
  const [own] = await tx.select().from(offerPrivate).where(eq(offerPrivate.offerId, id));
  return (await waitingOf(tx, ownerId, own?.phone ?? "")) >= MAX_WAITING_OFFERS;
}

async function stillPromised(tx: Tx, id: string) {
  const [row] = await tx.execute<{ count: number; at: Date }>(sql`
    select count(*)::int as count, max(upper(during)) as at from reservation
    where offer_id = ${id} and state in ${literals(LIVE_RESERVATIONS)}`);
  return { count: row?.count ?? 0, at: row?.at ? new Date(row.at).toISOString() : "" };
}

/**
 * Its owner or a coordinator corrects what is offered, how many, when and where; whoever is to fetch it or has it is told that
 * its place has changed. Refuses: `input` for the kind's attributes and for a point outside the chosen district,
 * `district.unknown`, `offer.unknown`, `conflict`, `offer.over_now`, `offer.window`, `offer.less_than_promised` (with how many could be taken away).
 */
export const editOffer = command({
  name: "offer.edit",
  input: editOfferForm,
  may: isMember,
  run: async (tx, ctx: Inside<Member>, { id, ...form }) => {
    const locked = await lockOffer(tx, id, form.version);
    if (!locked.ok) return locked;
    const thing = locked.value;
    if (!mayKeepOffer(ctx.actor, thing) && !ownsOffer(ctx.actor, thing))
      return refuse("offer.unknown");
    return changeOffer(tx, ctx, thing, form);
  },
});

/** The same by the private link of an owner without an account. Refuses as `editOffer` does. */
export const editOwnOffer = command({
  name: "offer.edit-own",
  input: editOwnOfferForm,
  run: async (tx, ctx: Inside, { token, ...form }) => {
    const locked = await lockOwnOffer(tx, token, form.version);
    return locked.ok ? changeOffer(tx, ctx, locked.value, form) : locked;
  },
});

async function changeOffer(
  tx: Tx,
  ctx: Acting,
  thing: OfferRow,
  form: EditOffer,
): Promise<Result<null>> {
  const { id } = thing;
  if (ENDED_OFFERS.includes(thing.state)) return refuse("offer.over_now");
  const [kind] = await tx.select().from(resourceKind).where(eq(resourceKind.id, thing.kindId));
  const attributes = readAttributes(kind!, form.attributes);
  if (!attributes.ok) return { ok: false, code: "input", errors: attributes.errors };
  const available = availableOf(form, thing.createdAt);
  if (!available) return refuse("offer.window");
  if (!isCountable(kind!.unit, form.quantity))
    return { ok: false, code: "input", errors: { quantity: "whole" } };
  const changed = form.quantity - (await stockOf(tx, id));
  const range = onwards(ctx.now);
  if (changed < 0) {
    const free = await freeIn(tx, id, range, ctx.now);
    if (free + changed < 0) return refuse("offer.less_than_promised", { free: Math.max(0, free) });
  }
  if (changed !== 0)
    await addToLedger(tx, ctx, id, { step: "stock", delta: changed, during: range });
  const place = await placeAfter(tx, thing, form);
  if (!place.ok) return place;
  const { districtId, point, cell, moved } = place.value;
  await tx
    .update(offer)
    .set({
      title: form.title,
      organisation: form.organisation,
      conditions: form.conditions,
      attributes: attributes.values,
      available,
      weekly: spansOf(form.when),
      version: thing.version + 1,
      districtId,
      ...cell,
    })
    .where(eq(offer.id, id));
  await tx
    .update(offerPrivate)
    .set({ address: form.address, lat: point?.lat ?? null, lon: point?.lon ?? null })
    .where(eq(offerPrivate.offerId, id));
  await record(tx, ctx, {
    type: "offer.changed",
    thingId: id,
    districtId,
    data: { stock: changed },
  });
  if (moved) await record(tx, ctx, { type: "offer.moved", thingId: id, districtId });
  return done(null);
}

/**
 * Where an offer is once its form is taken, and whether that is somewhere else. Without a new point, the known one stays while it
 * fits what is written: a new address, or a district in which it does not lie, drops it. Refuses: `input`, `district.unknown`.
 */
async function placeAfter(
  tx: Tx,
  { id, districtId }: OfferRow,
  form: EditOffer,
): Promise<Result<Located & { moved: boolean }>> {
  const [stands] = await tx
    .select({ address: offerPrivate.address, lat: offerPrivate.lat, lon: offerPrivate.lon })
    .from(offerPrivate)
    .where(eq(offerPrivate.offerId, id));
  const known = stands ? pointOf(stands) : null;
  const readdressed = !sameAddress(stands?.address ?? "", form.address);
  const given = pointOf(form);
  const { district } = form;
  const located = await locate(tx, { district, point: given ?? (readdressed ? null : known) });
  if (!located.ok) return located;
  const { outside, misplaced } = located.value;
  if (misplaced && given) return misplacedOffer(misplaced);
  if (outside && given && !form.outside) return OUTSIDE;
  const contradicted = outside && !given && located.value.districtId !== districtId;
  const place = contradicted ? await locate(tx, { district, point: null }) : located;
  if (!place.ok) return place;
  const elsewhere = place.value.districtId !== districtId || !samePoint(place.value.point, known);
  return done({ ...place.value, moved: readdressed || elsewhere });
}

/** How many there are in all, wherever they are now. */
export async function stockOf(tx: Tx, id: string): Promise<number> {
  const [row] = await tx
    .select({ stock: sql<string>`coalesce(sum(${ledger.delta}), 0)` })
    .from(ledger)
    .where(sql`${ledger.offerId} = ${id} and ${ledger.step} in ('stock', 'lost')`);
  return Number(row?.stock ?? 0);
}
