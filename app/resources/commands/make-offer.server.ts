import { createHash } from "node:crypto";
import { and, count, eq, sql } from "drizzle-orm";
import { offer, offerPrivate, resourceKind } from "../../../drizzle/schema/resources";
import { spansOf } from "../../accounts/rules/availability";
import { record } from "../../audit/commands/record.server";
import { locate } from "../../districts/queries/place.server";
import type { Misplaced } from "../../districts/rules/grid";
import { pointOf } from "../../districts/rules/place";
import { command } from "../../platform/command.server";
import type { Around, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { readPhone } from "../../platform/phone";
import { done, type Refusal, type Result, refuse } from "../../platform/types";
import { callableOfferForm, type EditOffer, type NewOffer, newOfferForm } from "../form";
import { OFFER_LINK, offerHashOf } from "../link.server";
import { keepsOffers } from "../policy";
import { readAttributes } from "../rules/attributes";
import { isCountable } from "../rules/count";
import { MAX_WAITING_OFFERS } from "../rules/limits";
import { addToLedger, type OfferRow, onwards } from "./steps.server";

const NO_PHONE = { phone: "", asTyped: "" };

/** What a form or a table's row is known by; only its hash is kept, in the shape of a UUID. */
export const storedKey = (key: string): string =>
  createHash("sha256").update(`offer ${key}`).digest().subarray(0, 16).toString("hex");

/**
 * Somebody offers something: a member in their own name, anybody else (or whom a member has on the phone) with a number that
 * a coordinator calls before it can be reserved. Refuses: `input` for a missing number, the kind's attributes and a point
 * outside the chosen district, `district.unknown`, `offer.kind`, `offer.window`, `offer.waiting` (with how many of one person or number may wait to be verified at a time).
 */
export const makeOffer = command({
  name: "offer.make",
  input: (ctx: Around) => (ctx.actor.kind === "member" ? newOfferForm : callableOfferForm)(ctx),
  run: async (tx, ctx: Inside, form) => {
    const { actor, city } = ctx;
    const takenIn = keepsOffers(actor) && Boolean(form.name || form.phone);
    const owner = actor.kind === "member" && !takenIn ? actor.personId : null;
    const phone = readPhone(form.phone, city.callingCode)?.phone ?? "";
    if (!owner && !phone)
      return { ok: false, code: "input", errors: { phone: form.phone ? "phone" : "noPhone" } };
    if (!takenIn && (await waitingOf(tx, owner, phone)) >= MAX_WAITING_OFFERS)
      return refuse("offer.waiting", { most: MAX_WAITING_OFFERS });
    const key = ctx.change.secret("offer");
    const token = actor.kind === "member" ? null : ctx.change.secret(OFFER_LINK);
    const saved = await saveOffer(tx, ctx, form, { owner, key, token });
    if (!saved.ok) return saved;
    return saved.value ? done({ id: saved.value.id, token }) : refuse("taken");
  },
  outcome: {
    store: ({ id, token }: Offered) => ({ id, linked: token !== null }),
    restore: ({ id, linked }: { id: string; linked: boolean }, secret): Offered => ({
      id,
      token: linked ? secret(OFFER_LINK) : null,
    }),
  },
});

type Offered = {
  id: string;
  /** Of the private link of somebody without an account. */
  token: string | null;
};

type Identity = {
  /** Null: of somebody without an account, or whose offers a coordinator takes in. */
  owner: string | null;
  /** There is one offer of the same key, whoever brings it and whenever. */
  key: string;
  token?: string | null;
};

/** Writes an offer; null where there is one of the same key. Refuses: `input`, `district.unknown`, `offer.kind`, `offer.window`. */
export async function saveOffer(
  tx: Tx,
  ctx: Inside,
  form: NewOffer,
  { owner, key, token }: Identity,
): Promise<Result<OfferRow | null>> {
  const { now, city } = ctx;
  const available = availableOf(form, now);
  if (!available) return refuse("offer.window");
  const [kind] = await tx.select().from(resourceKind).where(eq(resourceKind.code, form.kind));
  if (!kind?.active) return refuse("offer.kind");
  if (!isCountable(kind.unit, form.quantity))
    return { ok: false, code: "input", errors: { quantity: "whole" } };
  const attributes = readAttributes(kind, form.attributes);
  if (!attributes.ok) return { ok: false, code: "input", errors: attributes.errors };
  const located = await locate(tx, { district: form.district, point: pointOf(form) });
  if (!located.ok) return located;
  const { districtId, point, cell, outside, misplaced } = located.value;
  if (misplaced) return misplacedOffer(misplaced);
  if (outside && !form.outside) return OUTSIDE;
  const [made] = await tx
    .insert(offer)
    .values({
      formKey: storedKey(key),
      tokenHash: token ? offerHashOf(token) : null,
      kindId: kind.id,
      durable: kind.durable,
      ownerId: owner,
      locale: token ? ctx.locale : null,
      attributes: attributes.values,
      title: form.title,
      organisation: form.organisation,
      conditions: form.conditions,
      districtId,
      ...cell,
      available,
      weekly: spansOf(form.when),
      createdAt: now,
      stateAt: now,
    })
    .onConflictDoNothing({ target: offer.formKey })
    .returning();
  if (!made) return done(null);
  const { phone, asTyped } = readPhone(form.phone, city.callingCode) ?? NO_PHONE;
  const { name } = form;
  // A second number, or whose it is, is for whoever comes to fetch, like the address.
  const address = [form.address, asTyped && `☎ ${asTyped}`].filter(Boolean).join("\n");
  const email = owner ? "" : form.email;
  await tx.insert(offerPrivate).values({ offerId: made.id, name, phone, email, address, ...point });
  await record(tx, ctx, {
    type: "offer.offered",
    thingId: made.id,
    toState: "offered",
    districtId,
  });
  const stock = { step: "stock" as const, delta: form.quantity, during: onwards(now) };
  await addToLedger(tx, ctx, made.id, stock);
  return done(made);
}

/** How many offers of one person, or of one number without an account, wait to be verified; one writer at a time. */
export async function waitingOf(tx: Tx, owner: string | null, phone: string): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`offers of ${owner ?? phone}`}))`);
  const theirs = owner ? eq(offer.ownerId, owner) : eq(offerPrivate.phone, phone);
  const [row] = await tx
    .select({ count: count() })
    .from(offer)
    .innerJoin(offerPrivate, eq(offerPrivate.offerId, offer.id))
    .where(and(theirs, eq(offer.state, "offered")));
  return row?.count ?? 0;
}

/** From a given time on, else from `began`, until a given one or for good; null when that is no time at all. */
export function availableOf(
  { from, until }: Pick<EditOffer, "from" | "until">,
  began: Date,
): string | null {
  const begins = from ?? began;
  if (!until) return onwards(begins);
  return until > begins ? `[${begins.toISOString()},${until.toISOString()})` : null;
}

/** The point is not of this city, as the form's field says it. */
export const misplacedOffer = (position: Misplaced): Refusal => ({
  ok: false,
  code: "input",
  errors: { position },
});

/** A point outside the chosen district: one of them is wrong, or whoever sends it says that both are right. */
export const OUTSIDE: Refusal = { ok: false, code: "input", errors: { district: "outside" } };
