import { createHash } from "node:crypto";
import { and, count, eq, isNull, ne, sql } from "drizzle-orm";
import { district } from "../../../drizzle/schema/districts";
import { offer, offerPrivate, resourceKind } from "../../../drizzle/schema/resources";
import { spansOf } from "../../accounts/rules/availability";
import { record } from "../../audit/commands/record.server";
import { cellCentre } from "../../districts/rules/grid";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { normalPhone } from "../../platform/phone";
import { type Actor, done, type Result, refuse } from "../../platform/types";
import { instantOf } from "../../platform/zone";
import type { EditOffer, NewOffer } from "../form";
import type { AttributeValues } from "../types";
import { enter, onwards } from "./steps.server";

type Context = Ctx & {
  zone: string;
  callingCode: string;
  /** Taken in by a coordinator for others, whoever they are. */
  unowned?: boolean;
};
/** Of one person or number, before a coordinator has looked: nobody fills the list by themselves. */
const MOST_WAITING = 20;
export type Made = { id: string; number: number };

/** The key is a secret of its form, so only its hash is kept, in the shape of a UUID. */
export const storedKey = (formKey: string) =>
  createHash("sha256").update(`offer ${formKey}`).digest().subarray(0, 16).toString("hex");

/**
 * Somebody offers something: a member in their own name, anybody else (or whom a member has on the phone) with a number that
 * a coordinator calls before it can be reserved. Sent twice, it is one offer. Refuses: `offer.kind`, `offer.phone`, `offer.window`,
 * `offer.waiting` (with how many of one person or number may wait to be verified at a time).
 */
export async function makeOffer(
  ctx: Context,
  form: NewOffer,
  attributes: AttributeValues,
): Promise<Result<Made>> {
  const { actor, callingCode, now } = ctx;
  const forOthers = ctx.unowned || (mayTakeIn(actor) && Boolean(form.name || form.phone));
  const owner = actor.kind === "member" && !forOthers ? actor.personId : null;
  const takenIn = actor.kind === "member" && forOthers;
  const phone = normalPhone(form.phone, callingCode) ?? form.phone;
  if (!owner && !ctx.unowned && phone.replace(/\D/g, "").length < 5) return refuse("offer.phone");
  const available = availableOf(ctx, form);
  if (!available) return refuse("offer.window");
  return ctx.db.transaction(async (tx) => {
    const [kind] = await tx.select().from(resourceKind).where(eq(resourceKind.code, form.kind));
    if (!kind?.active) return refuse("offer.kind");
    const place = await placeOf(tx, form);
    const identity = { id: offer.id, number: offer.number };
    const formKey = storedKey(form.formKey);
    const whose = takenIn ? null : (owner ?? phone);
    if (whose && (await waitingOf(tx, { owner, phone }, formKey)) >= MOST_WAITING)
      return refuse("offer.waiting", { most: MOST_WAITING });
    const [made] = await tx
      .insert(offer)
      .values({
        formKey,
        kindId: kind.id,
        durable: kind.durable,
        ownerId: owner,
        attributes,
        title: form.title,
        organisation: form.organisation,
        conditions: form.conditions,
        ...place.shown,
        available,
        weekly: spansOf(form.when),
        createdAt: now,
        stateAt: now,
      })
      .onConflictDoNothing({ target: offer.formKey })
      .returning(identity);
    if (!made) {
      const [earlier] = await tx.select(identity).from(offer).where(eq(offer.formKey, formKey));
      return earlier ? done(earlier) : refuse("offer.kind");
    }
    await tx
      .insert(offerPrivate)
      .values({ offerId: made.id, name: form.name, phone, ...place.exact });
    await record(
      tx,
      { actor },
      {
        type: "offer.offered",
        thingId: made.id,
        toState: "offered",
        districtId: place.shown.districtId,
      },
    );
    await enter(tx, ctx, made.id, { step: "stock", delta: form.quantity, during: onwards(now) });
    return done(made);
  });
}

/** A member who may offer what others have, on the telephone or from a table. */
const mayTakeIn = (actor: Actor) =>
  actor.kind !== "member" || actor.administrator || actor.districts.length > 0;

/** How many other offers of one person, or of one number without an account, wait to be verified; one writer at a time. */
async function waitingOf(
  tx: Tx,
  { owner, phone }: { owner: string | null; phone: string },
  formKey: string,
): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`offers of ${owner ?? phone}`}))`);
  const theirs = owner ? eq(offer.ownerId, owner) : eq(offerPrivate.phone, phone);
  const [row] = await tx
    .select({ count: count() })
    .from(offer)
    .innerJoin(offerPrivate, eq(offerPrivate.offerId, offer.id))
    .where(and(theirs, eq(offer.state, "offered"), ne(offer.formKey, formKey)));
  return row?.count ?? 0;
}

/** From now or a given time on, until a given one or for good; null when that is no time at all. */
export function availableOf(
  { zone, now }: Pick<Context, "zone" | "now">,
  { from, until }: Pick<EditOffer, "from" | "until">,
  began: Date = now,
): string | null {
  const begins = from ? instantOf(from, zone) : began;
  const ends = until ? instantOf(until, zone) : null;
  if (!begins || (until && (!ends || ends <= begins))) return null;
  return ends ? `[${begins.toISOString()},${ends.toISOString()})` : onwards(begins);
}

/** What everybody who may find it sees of where it is, and what only those see who fetch it. */
export async function placeOf(
  tx: Tx,
  form: Pick<NewOffer, "district" | "address" | "lat" | "lon">,
) {
  const { lat, lon, address } = form;
  const cell = lat !== null && lon !== null ? cellCentre({ lat, lon }) : null;
  const [found] = await tx
    .select({ id: district.id })
    .from(district)
    .where(and(eq(district.code, form.district), isNull(district.retiredAt)));
  return {
    shown: {
      districtId: found?.id ?? null,
      cellLat: cell?.lat ?? null,
      cellLon: cell?.lon ?? null,
    },
    exact: { address, ...(cell ? { lat, lon } : {}) },
  };
}
