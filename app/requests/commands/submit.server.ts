import { createHash, randomInt } from "node:crypto";
import { eq, isNull, sql } from "drizzle-orm";
import { category, district } from "../../../drizzle/schema/districts";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import { findDistrict as findByCode } from "../../districts/queries.server";
import { districtAt } from "../../districts/rules/district-at";
import { cellCentre } from "../../districts/rules/grid";
import type { Clocks, MultiPolygon } from "../../districts/types";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { enqueueLink, mayMailStranger } from "../../platform/mail.server";
import { normalPhone } from "../../platform/phone";
import { done, type Member, type Point, type Result, refuse } from "../../platform/types";
import type { HelpForm } from "../form";
import { decideIntake } from "../rules/intake";
import type { Channel } from "../types";

type Context = Pick<Ctx, "db" | "now" | "locale"> & {
  clocks: Clocks;
  callingCode: string;
  /** Who took it on somebody's behalf, and how it came; otherwise the resident sent it. */
  taken?: { by: Member; channel: Channel };
  /** By what it looks like one of a flood, and the number or address that they share; null for a request like any. */
  flood?: { by: "phone" | "address"; key: string } | null;
};
/** `fresh`: no earlier sending of the same form had made it. */
export type Submitted = { id: string; code: string; token: string; fresh: boolean };

const digest = (text: string) => createHash("sha256").update(text).digest();

/** The private link's token, 128 bits: made from the form's key, so that a form sent again has the same link. */
export const tokenOf = (formKey: string): string =>
  digest(`token ${formKey}`).subarray(0, 16).toString("base64url");
export const hashOf = (token: string): Buffer => digest(`link ${token}`);

/** The key is as secret as the token, so it too is kept as a hash, in the shape of a UUID. */
const storedKey = (formKey: string) => digest(`form ${formKey}`).subarray(0, 16).toString("hex");

const floodKey = ({ by, key }: { by: string; key: string }) =>
  digest(`flood ${by} ${key}`).subarray(0, 16).toString("hex");

/** Saves a request, once for each form however often it is sent. Refuses: `request.category`. */
export async function submitRequest(ctx: Context, form: HelpForm): Promise<Result<Submitted>> {
  const token = tokenOf(form.formKey);
  for (;;) {
    const saved = await ctx.db.transaction((tx) => save(tx, ctx, form, token));
    // Neither saved nor found: another request has the same code, so another code is drawn.
    if (saved === "taken") continue;
    return saved ? done({ ...saved, token }) : refuse("request.category");
  }
}

async function save(tx: Tx, ctx: Context, form: HelpForm, token: string) {
  const [kind] = await tx.select().from(category).where(eq(category.code, form.category));
  if (!kind?.active) return null;
  const intake = decideIntake({ ...ctx, ...form, suggested: kind.priority });
  const formKey = storedKey(form.formKey);
  const point = form.lat !== null && form.lon !== null ? { lat: form.lat, lon: form.lon } : null;
  const cell = point && cellCentre(point);
  const values = {
    ...intake,
    formKey,
    tokenHash: hashOf(token),
    code: String(randomInt(1e8)).padStart(8, "0"),
    categoryId: kind.id,
    districtId: await placeOf(tx, form.district, point),
    cellLat: cell?.lat ?? null,
    cellLon: cell?.lon ?? null,
    people: form.people,
    vulnerable: form.vulnerable,
    locale: ctx.locale,
    channel: ctx.taken?.channel ?? ("web" as const),
    takenBy: ctx.taken?.by.personId ?? null,
    createdAt: ctx.now,
    flood: ctx.flood ? floodKey(ctx.flood) : null,
  };
  const identity = { id: request.id, code: request.code };
  const [saved] = await tx.insert(request).values(values).onConflictDoNothing().returning(identity);
  if (!saved) {
    const [earlier] = await tx
      .select(identity)
      .from(request)
      .where(eq(request.formKey, sql`${formKey}::uuid`));
    return earlier ? { ...earlier, fresh: false } : ("taken" as const);
  }
  const { name, email, address, access, details } = form;
  // A number that no table knows is kept as it was typed: somebody may still be able to dial it.
  const phone = normalPhone(form.phone, ctx.callingCode) ?? form.phone;
  await tx
    .insert(requestPrivate)
    .values({ requestId: saved.id, name, phone, email, address, access, details, ...point });
  await record(tx, ctx.taken?.by ?? { kind: "visitor" }, {
    type: "request.submitted",
    thing: "request",
    thingId: saved.id,
    districtId: values.districtId,
    toState: "submitted",
    ...(ctx.flood ? { data: { setAside: ctx.flood.by } } : {}),
  });
  if (email && (await mayMailStranger(tx, email, "first", ctx.now)))
    await enqueueLink(tx, { template: "request_received", requestId: saved.id });
  return { ...saved, fresh: true };
}

/** What was chosen, else where the point lies, else none: the city-wide queue. */
async function placeOf(tx: Tx, code: string, point: Point | null): Promise<string | null> {
  const live = isNull(district.retiredAt);
  if (code) return findByCode(tx, code);
  if (!point) return null;
  const { id, geometry } = district;
  const all = await tx.select({ id, code: district.code, geometry }).from(district).where(live);
  const shapes = all.map((one) => ({ ...one, geometry: one.geometry as MultiPolygon }));
  return districtAt(shapes, point)?.id ?? null;
}
