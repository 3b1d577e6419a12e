import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import { editOffer, setOfferState } from "../../app/resources/commands/change-offer.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { lapseReservation } from "../../app/resources/commands/reserve.server";
import { findOffers } from "../../app/resources/queries/find.server";
import { listTroubles } from "../../app/resources/queries/offers.server";
import { followUp, ledger, reservation } from "../../drizzle/schema/resources";
import { at, type Someone, value } from "../factories/dispatch";
import { details, free, lendingSteps } from "../factories/lending";
import { jobCtx, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let owner: FreshDatabase["owner"];
let world: World;
let coordinator: Someone;
let lender: Someone;
let taskId: string;

beforeAll(async () => {
  ({ app, owner } = await freshDatabase());
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north] });
  lender = await world.person({ standing: "verified" });
  taskId = await makeTask();
});

const steps = lendingSteps(() => ({ world, coordinator, lender, taskId }));
const { makeTask, offered, reserve, fetchIt, bring, release } = steps;

describe("an offer", () => {
  it("is one, however often its form is sent", async () => {
    const form = { ...details, kind: "drinking", quantity: "20" };
    const brought = { key: "one-and-the-same-form" };
    const sent = await Promise.all(
      Array.from({ length: 10 }, () => execute(lender.ctx(), makeOffer, form, brought)),
    );
    expect(new Set(sent.map((one) => value(one).id)).size).toBe(1);
    expect(await free(app.db, value(sent[0]!).id, 1, 2)).toBe(20);
  });

  it("asks a person without an account for a phone, and can't be reserved until somebody has called it", async () => {
    const visitor = visitorCtx(app.db);
    const form = { ...details, kind: "generator", quantity: 1, name: "Оля", phone: "" };
    expect(await execute(visitor, makeOffer, form)).toMatchObject({
      code: "input",
      errors: { phone: "noPhone" },
    });
    const called = { ...form, phone: "067 111 22 33" };
    const { id } = value(await execute(visitor, makeOffer, called));
    expect(await reserve(id, 1, 1, 3)).toMatchObject({ code: "offer.not_verified" });
  });

  it("is verified and retired by coordinators alone; its owner pauses, resumes and withdraws it", async () => {
    const id = await offered(1);
    const change = (
      who: Someone,
      to: "verified" | "paused" | "withdrawn" | "retired",
      version: number,
    ) => execute(who.ctx(), setOfferState, { id, to, version });
    const stranger = await world.person({ standing: "verified" });
    expect(await change(stranger, "paused", 2)).toMatchObject({ code: "offer.unknown" });
    expect(await change(lender, "retired", 2)).toMatchObject({ code: "forbidden" });
    value(await change(lender, "paused", 2));
    expect(await change(lender, "verified", 2)).toMatchObject({ code: "conflict" });
    value(await change(lender, "verified", 3));
    value(await reserve(id, 1, 1, 3));
    expect(await change(lender, "withdrawn", 4)).toMatchObject({
      code: "offer.promised",
      params: { count: 1, at: at(3).toISOString() },
    });
  });
});

describe("finding", () => {
  const search = {
    kind: "generator",
    window: { from: at(1), to: at(3) },
    quantity: 1,
    text: "",
    now: NOON,
    near: { lat: 49.87, lon: 24.02 },
  };
  const ids = async (change: object) =>
    (await findOffers(app.db, { ...search, ...change })).map(({ id }) => id);

  it("gives the nearest first, with what is free, and nothing that says whose it is", async () => {
    const far = await offered(2, "generator", { lat: 49.89, lon: 24.04, title: "Конвектор" });
    const near = await offered(2, "generator", { title: "Конвектор Дніпро" });
    value(await reserve(near, 1, 1, 3));
    const found = await findOffers(app.db, { ...search, text: "конвектор" });
    expect(found.map(({ id, free: left }) => [id, left])).toEqual([
      [near, 1],
      [far, 2],
    ]);
    expect(found[0]!.kilometres).toBeLessThan(0.5);
    expect(JSON.stringify(found)).not.toMatch(/Наукова|address|phone/);
  });

  it("leaves out what is promised then, of another kind, lent at other times or paused", async () => {
    const id = await offered(2, "generator", { title: "Потужний", until: "2026-11-23T18:00" });
    const text = "потужній";
    expect(await ids({ text })).toEqual([id]);
    expect(await ids({ text: "генератар потужний" })).toEqual([id]);
    expect(await ids({ text, quantity: 3 })).toEqual([]);
    expect(await ids({ text, kind: "drinking" })).toEqual([]);
    expect(await ids({ text, window: { from: at(1), to: at(9) } })).toEqual([]);
    value(await execute(lender.ctx(), setOfferState, { id, to: "paused", version: 2 }));
    expect(await ids({ text })).toEqual([]);
  });
});

describe("what is promised", () => {
  it("is free again after its window, if it comes back; what is used up is not", async () => {
    const generator = await offered(1);
    value(await reserve(generator, 1, 1, 3));
    expect(await reserve(generator, 1, 2, 4)).toMatchObject({ code: "offer.over" });
    value(await reserve(generator, 1, 3, 4));
    const water = await offered(20, "drinking");
    value(await reserve(water, 15, 5, 6));
    expect(await reserve(water, 6, 1, 2)).toMatchObject({
      code: "offer.over",
      params: { free: 5 },
    });
    value(await reserve(water, 5, 1, 2));
  });

  it("is free at once where fewer are fetched, used or needed", async () => {
    const id = await offered(10, "drinking");
    const first = value(await reserve(id, 10, 1, 3));
    value(await fetchIt(first, 8, at(1)));
    expect(await free(app.db, id, 1, 9, at(1))).toBe(2);
    value(await bring(first, 5, at(2)));
    expect(await free(app.db, id, 2, 9, at(2))).toBe(5);
    const second = value(await reserve(id, 5, 4, 5));
    value(await release(second));
    expect(await free(app.db, id, 2, 9, at(2))).toBe(5);
  });

  it("is not there while an earlier borrower is late, whatever was planned", async () => {
    const id = await offered(1);
    const late = value(await reserve(id, 1, 1, 3));
    const next = value(await reserve(id, 1, 3, 5));
    value(await fetchIt(late, 1, at(1)));
    expect(await reserve(id, 1, 6, 7, at(3.5))).toMatchObject({ code: "offer.over" });
    expect(await fetchIt(next, 1, at(3.5))).toMatchObject({ code: "reservation.still_away" });
    const { late: listed } = await listTroubles(coordinator.ctx(at(3.5)));
    expect(listed).toContainEqual(expect.objectContaining({ offerId: id, count: 1, due: at(3) }));
    value(await bring(late, 1, at(4)));
    value(await fetchIt(next, 1, at(4)));
  });

  it("lapses when nobody fetches it, and a coordinator is told", async () => {
    const id = await offered(1);
    const held = value(await reserve(id, 1, 1, 9));
    const lapseAt = (hours: number) =>
      execute(jobCtx(app.db, at(hours)), lapseReservation, { id: held });
    value(await lapseAt(2));
    expect(await free(app.db, id, 1, 9)).toBe(0);
    value(await lapseAt(3));
    expect(await free(app.db, id, 1, 9)).toBe(1);
    const { open } = await listTroubles(coordinator.ctx());
    expect(open).toContainEqual(expect.objectContaining({ offerId: id, kind: "lapsed", count: 1 }));
  });

  it("that comes back short or damaged leaves the stock, with every later promise that it breaks", async () => {
    const id = await offered(3);
    const loan = value(await reserve(id, 2, 1, 3));
    const kept = value(await reserve(id, 1, 4, 6));
    const broken = value(await reserve(id, 2, 5, 6));
    value(await fetchIt(loan, 2, at(1)));
    value(await bring(loan, 1, at(2)));
    const states = await app.db
      .select({ id: reservation.id, state: reservation.state })
      .from(reservation)
      .where(eq(reservation.offerId, id));
    expect(states).toContainEqual({ id: broken, state: "released" });
    expect(states).toContainEqual({ id: kept, state: "held" });
    expect(await free(app.db, id, 4, 6, at(2))).toBe(1);
    const opened = await app.db.select().from(followUp).where(eq(followUp.reservationId, loan));
    expect(opened).toMatchObject([{ kind: "short", quantity: 1 }]);
  });

  it("can't be taken back by its owner who corrects the number", async () => {
    const id = await offered(5);
    value(await reserve(id, 3, 1, 3));
    const form = { ...details, id, version: 2 };
    const less = await execute(lender.ctx(), editOffer, { ...form, quantity: 2 });
    expect(less).toMatchObject({ code: "offer.less_than_promised", params: { free: 2 } });
    value(await execute(lender.ctx(), editOffer, { ...form, quantity: 3 }));
    expect(await free(app.db, id, 1, 3)).toBe(0);
    expect(await free(app.db, id, 3, 4)).toBe(3);
  });
});

describe("the database", () => {
  it("refuses what is over, whatever the code in front of it does", async () => {
    const id = await offered(1);
    const held = value(await reserve(id, 1, 1, 3));
    const line = { offerId: id, at: NOON, transaction: sql`default` as never };
    const during = `[${at(2).toISOString()},)`;
    const stock = { ...line, step: "stock" as const, delta: -1, during };
    await expect(app.db.insert(ledger).values(stock)).rejects.toThrow();
    const again = { ...line, step: "released" as const, delta: 2, reservationId: held, during };
    await expect(app.db.insert(ledger).values(again)).rejects.toThrow();
    await expect(
      app.db.update(ledger).set({ delta: 9 }).where(eq(ledger.offerId, id)),
    ).rejects.toThrow();
    await expect(owner.db.delete(ledger).where(eq(ledger.offerId, id))).rejects.toThrow();
    const bigger = app.db.update(reservation).set({ quantity: 5 }).where(eq(reservation.id, held));
    await expect(bigger).rejects.toThrow();
    const alone = app.db
      .update(reservation)
      .set({ state: "released" })
      .where(eq(reservation.id, held));
    await expect(alone).rejects.toThrow();
    expect(await free(app.db, id, 1, 3)).toBe(0);
  });

  it("fails a transaction whose view of the ledger is older than a promise", async () => {
    const id = await offered(1);
    const old = app.db.transaction(
      async (tx) => {
        await tx.select().from(ledger).where(eq(ledger.offerId, id));
        value(await reserve(id, 1, 1, 3));
        await tx.insert(ledger).values({
          offerId: id,
          step: "stock",
          delta: -1,
          at: NOON,
          transaction: sql`default` as never,
          during: `[${at(0).toISOString()},)`,
        });
      },
      { isolationLevel: "repeatable read" },
    );
    await expect(old).rejects.toThrow();
    expect(await free(app.db, id, 1, 3)).toBe(0);
  });
});
