import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import {
  editOwnOffer,
  setOfferState,
  setOwnOfferState,
} from "../../app/resources/commands/change-offer.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { openOwnOffer } from "../../app/resources/queries/offers.server";
import { MAX_WAITING_OFFERS } from "../../app/resources/rules/limits";
import type { OfferState } from "../../app/resources/types";
import { event } from "../../drizzle/schema/audit";
import { change } from "../../drizzle/schema/platform";
import { offer } from "../../drizzle/schema/resources";
import type { Someone } from "../factories/dispatch";
import { value } from "../factories/rota";
import { makeWorld, visitorCtx, type World } from "../factories/world";
import { freshDatabase } from "./fresh-database";

let world: World;
let coordinator: Someone;
let visitor: ReturnType<typeof visitorCtx>;

beforeAll(async () => {
  const { app } = await freshDatabase();
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north] });
  visitor = visitorCtx(app.db);
});

const form = {
  kind: "generator",
  title: "Honda",
  quantity: "1",
  district: "north",
  address: "Наукова 7",
};
let phones = 0;
const freshPhone = () => `+3806700${String(++phones).padStart(5, "0")}`;
async function offered(phone = freshPhone(), key?: string) {
  const made = await execute(visitor, makeOffer, { ...form, phone }, { key });
  const { id, token } = value(made);
  return { id, token: token! };
}
const version = async (id: string) =>
  (await world.db.select().from(offer).where(eq(offer.id, id)))[0]!.version;
const own = async ({ id, token }: { id: string; token: string }, to: OfferState) =>
  execute(visitor, setOwnOfferState, { token, to, version: await version(id) });
const verify = async (id: string) =>
  value(
    await execute(coordinator.ctx(), setOfferState, {
      id,
      to: "verified",
      version: await version(id),
    }),
  );
const stateOf = async (token: string) => (await openOwnOffer(world.db, token))?.offer.state;

describe("an offer of somebody without an account", () => {
  it("has one private link, however often its form is sent, which is stored nowhere", async () => {
    const key = "a-form-that-is-sent-again";
    const phone = freshPhone();
    const sent = await Promise.all([1, 2, 3].map(() => offered(phone, key)));
    expect(new Set(sent.map(({ token }) => token)).size).toBe(1);
    const { token } = sent[0]!;
    expect(await openOwnOffer(world.db, token)).toMatchObject({
      secret: { phone, address: "Наукова 7" },
      keeps: false,
    });
    const stored = JSON.stringify([
      await world.db.select().from(change),
      await world.db.select().from(offer),
    ]);
    expect(stored).not.toContain(token);
    for (const wrong of ["", "x".repeat(22), token.toLowerCase(), sent[0]!.id])
      expect(await openOwnOffer(world.db, wrong)).toBeNull();
  });

  it("is made without a link by whoever has an account, and for whom a coordinator takes it in", async () => {
    const lender = await world.person({ standing: "verified" });
    expect(value(await execute(lender.ctx(), makeOffer, form)).token).toBeNull();
    const behalf = { ...form, name: "Оля", phone: freshPhone() };
    expect(value(await execute(coordinator.ctx(), makeOffer, behalf)).token).toBeNull();
  });

  it("is paused, resumed, withdrawn and offered again by its link, on record", async () => {
    const one = await offered();
    for (const to of ["paused", "offered", "withdrawn", "offered"] as const)
      value(await own(one, to));
    await verify(one.id);
    for (const to of ["paused", "verified", "withdrawn", "offered"] as const)
      value(await own(one, to));
    // What was withdrawn is called about once more.
    expect(await own(one, "verified")).toMatchObject({ code: "forbidden" });
    expect(await stateOf(one.token)).toBe("offered");
    const lines = await world.db
      .select()
      .from(event)
      .where(and(eq(event.thingId, one.id), eq(event.type, "offer.withdrawn")));
    expect(lines).toMatchObject([{ actor: "visitor" }, { actor: "visitor" }]);
  });

  it("is verified and retired by nobody's link", async () => {
    const one = await offered();
    for (const to of ["verified", "retired"] as const)
      expect(await own(one, to)).toMatchObject({ code: "forbidden" });
    value(await own(one, "paused"));
    expect(await own(one, "verified")).toMatchObject({ code: "forbidden" });
    expect(await own({ ...one, token: "x".repeat(22) }, "paused")).toMatchObject({
      code: "offer.unknown",
    });
  });

  it("is corrected by its link as it stood on the page", async () => {
    const { token } = await offered();
    const { kind: _, ...stands } = form;
    const edit = { ...stands, token, quantity: "3", address: "Наукова 9", version: 1 };
    value(await execute(visitor, editOwnOffer, edit));
    expect(await openOwnOffer(world.db, token)).toMatchObject({
      stock: 3,
      secret: { address: "Наукова 9" },
    });
    expect(await execute(visitor, editOwnOffer, edit)).toMatchObject({ code: "conflict" });
  });

  it("is offered again only while as many may wait", async () => {
    const phone = freshPhone();
    const first = await offered(phone);
    value(await own(first, "withdrawn"));
    for (let i = 0; i < MAX_WAITING_OFFERS; i++) await offered(phone);
    expect(await own(first, "offered")).toMatchObject({ code: "offer.waiting" });
  });

  it("that was verified and paused does not wait to be verified again", async () => {
    const one = await offered();
    await verify(one.id);
    value(await own(one, "paused"));
    expect(await own(one, "offered")).toMatchObject({ code: "offer.state" });
    value(await own(one, "verified"));
    expect(await stateOf(one.token)).toBe("verified");
  });
});
