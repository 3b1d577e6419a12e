import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { execute } from "../../../app/platform/command.server";
import { SETTINGS } from "../../../app/privacy/rules/registry";
import { cancelRequest } from "../../../app/requests/commands/cancel.server";
import { hashOf } from "../../../app/requests/link.server";
import { makeOffer } from "../../../app/resources/commands/make-offer.server";
import { offerHashOf } from "../../../app/resources/link.server";
import { retention } from "../../../drizzle/schema/privacy";
import { offer } from "../../../drizzle/schema/resources";
import { value } from "../rota";
import { jobCtx, NOON, visitorCtx, type World } from "../world";
import type { Examples } from "./example";

const administrator = async (world: World) =>
  (await world.person({ administrator: true, name: "Анна" })).ctx();

/** A request that waits, with its private link; or one that its resident has cancelled. */
export async function requestLink(world: World, { cancelled = false } = {}) {
  const token = randomBytes(12).toString("hex");
  const { id, code } = await world.request({ tokenHash: hashOf(token) });
  if (cancelled) value(await execute(visitorCtx(world.db), cancelRequest, { token }));
  return { token, id, code };
}

/** The private link of what somebody offered without an account. */
export async function offerLink(world: World) {
  const owner = await world.person();
  const token = randomBytes(12).toString("hex");
  const form = {
    kind: "generator",
    title: "Honda",
    quantity: 1,
    district: "north",
    address: "вул. Наукова, 7",
  };
  const { id } = value(await execute(owner.ctx(), makeOffer, form));
  await world.db
    .update(offer)
    .set({ tokenHash: offerHashOf(token) })
    .where(eq(offer.id, id));
  return { token, id };
}

export const privacyExamples: Examples = {
  "request.forget": async (world) => ({
    ctx: visitorCtx(world.db),
    input: { token: (await requestLink(world)).token, sure: "yes" },
  }),
  "request.forget-by-code": async (world) => {
    const { code } = await requestLink(world, { cancelled: true });
    return { ctx: visitorCtx(world.db), input: { code, digits: "2233", sure: "yes" } };
  },
  "offer.forget": async (world) => ({
    ctx: visitorCtx(world.db),
    input: { token: (await offerLink(world)).token, sure: "yes" },
  }),
  "person.forget-self": async (world) => ({
    ctx: (await world.person({ standing: "verified", name: "Віра Волонтерка" })).ctx(),
    input: { sure: "yes" },
  }),
  "privacy.forget-for": async (world) => {
    const { id } = await world.person({ standing: "verified" });
    return {
      ctx: await administrator(world),
      input: { thing: "person", id, grounds: "by_phone", sure: "yes" },
    };
  },
  "privacy.forget-again": async (world) => ({
    ctx: jobCtx(world.db),
    input: { thing: "person", id: (await world.person({ standing: "verified" })).id },
  }),
  "looks.watch": async (world) => ({ ctx: jobCtx(world.db), input: {} }),
  "privacy.give-data": async (world) => {
    const { id, ctx } = await world.person();
    return { ctx: ctx(), input: { thing: "person", id } };
  },
  "retention.set": async (world) => {
    const [kind] = SETTINGS;
    const [known] = await world.db.select().from(retention).where(eq(retention.kind, kind));
    return {
      ctx: await administrator(world),
      input: { kind, days: "120", version: String(known?.version ?? 0) },
    };
  },
  "retention.run": async (world) => {
    await requestLink(world, { cancelled: true });
    const later = new Date(NOON.getTime() + 200 * 86_400_000);
    return { ctx: jobCtx(world.db, later), input: { at: later.toISOString() } };
  },
};
