import { createHash } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { district } from "../../../drizzle/schema/districts";
import { offer, offerPrivate, resourceKind } from "../../../drizzle/schema/resources";
import { spansOf } from "../../accounts/rules/availability";
import { record } from "../../audit/commands/record.server";
import { cellCentre } from "../../districts/rules/grid";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { normalPhone } from "../../platform/phone";
import { done, type Result, refuse } from "../../platform/types";
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
export type Made = { id: string; number: number };

/** The key is a secret of its form, so only its hash is kept, in the shape of a UUID. */
export const storedKey = (formKey: string) =>
  createHash("sha256").update(`offer ${formKey}`).digest().subarray(0, 16).toString("hex");

/**
 * Somebody offers something: a member in their own name, anybody else (or whom a member has on the phone) with a number that
 * a coordinator calls before it can be reserved. Sent twice, it is one offer. Refuses: `offer.kind`, `offer.phone`, `offer.window`.
 */
export async function makeOffer(
  ctx: Context,
  form: NewOffer,
  attributes: AttributeValues,
): Promise<Result<Made>> {
  const { actor, callingCode, now } = ctx;
  const forOthers = ctx.unowned || Boolean(form.name || form.phone);
  const owner = actor.kind === "member" && !forOthers ? actor.personId : null;
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
    const [made] = await tx
      .insert(offer)
      .values({
        ...{ formKey, kindId: kind.id, durable: kind.durable, ownerId: owner, attributes },
        ...{ title: form.title, organisation: form.organisation, conditions: form.conditions },
        ...{ ...place.shown, available, weekly: spansOf(form.when), createdAt: now, stateAt: now },
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
    await record(tx, actor, {
      ...{ type: "offer.offered", thing: "offer", thingId: made.id, toState: "offered" },
      districtId: place.shown.districtId,
    });
    await enter(tx, ctx, made.id, { step: "stock", delta: form.quantity, during: onwards(now) });
    return done(made);
  });
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
