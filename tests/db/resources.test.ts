import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { reserveFor } from "../../app/dispatch/commands/supply.server";
import { execute } from "../../app/platform/command.server";
import type { Db } from "../../app/platform/database.server";
import type { Result } from "../../app/platform/types";
import { editOffer, setOfferState } from "../../app/resources/commands/change-offer.server";
import { endLoan, handOver } from "../../app/resources/commands/hand-over.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { lapseReservation, releaseHold } from "../../app/resources/commands/reserve.server";
import { findOffers } from "../../app/resources/queries/find.server";
import { listTroubles } from "../../app/resources/queries/offers.server";
import { followUp, ledger, offer, reservation } from "../../drizzle/schema/resources";
import { jobCtx, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { die } from "./die";
import { type FreshDatabase, freshDatabase } from "./fresh-database";
import { races } from "./races";

let app: FreshDatabase["app"];
let appUrl: string;
let owner: FreshDatabase["owner"];
let world: World;
type Someone = Awaited<ReturnType<World["person"]>>;
let coordinator: Someone;
let lender: Someone;
let taskId: string;

beforeAll(async () => {
  ({ app, owner, appUrl } = await freshDatabase());
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north] });
  lender = await world.person({ standing: "verified" });
  taskId = await makeTask();
});

const at = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);
const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};
const within = (from: number, to: number) => ({
  from: at(from).toISOString(),
  to: at(to).toISOString(),
});
const makeTask = async () =>
  value(
    await execute(coordinator.ctx(), createTask, {
      title: "Світло",
      teamSize: 1,
      district: "north",
      ...within(1, 3),
    }),
  );
const details = {
  title: "Honda",
  district: "north",
  address: "Наукова 7",
  lat: 49.87,
  lon: 24.02,
};
async function offered(quantity: number, kind = "generator", change: object = {}) {
  const form = { ...details, kind, quantity, ...change };
  const { id } = value(await execute(lender.ctx(), makeOffer, form));
  value(await execute(coordinator.ctx(), setOfferState, { id, to: "verified", version: 1 }));
  return id;
}
const reserve = (offerId: string, quantity: number, from: number, to: number, now = NOON) =>
  execute(coordinator.ctx(now), reserveFor, {
    id: taskId,
    offer: offerId,
    quantity,
    ...within(from, to),
  });
const fetchIt = (id: string, count: number, now: Date) =>
  app.db.transaction((tx) => handOver(tx, lender.ctx(now), id, count));
const bring = (id: string, count: number, now: Date, condition: "good" | "damaged" = "good") =>
  app.db.transaction((tx) => endLoan(tx, lender.ctx(now), id, { count, condition, note: "" }));
const release = (id: string, now = NOON) =>
  app.db.transaction((tx) => releaseHold(tx, coordinator.ctx(now), id, "not_needed"));
async function free(db: Db, offerId: string, from: number, to: number, moment = NOON) {
  const window = `[${at(from).toISOString()},${at(to).toISOString()})`;
  const [row] = await db.execute<{ free: string }>(
    sql`select offer_free(${offerId}::uuid, ${window}::tstzrange, ${moment.toISOString()}::timestamptz) as free`,
  );
  return Number(row!.free);
}

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

describe("a process that is killed", () => {
  const holder = async (id: string) => {
    const lines = await app.db.select().from(ledger).where(eq(ledger.offerId, id));
    const [row] = await app.db.select().from(reservation).where(eq(reservation.offerId, id));
    return { lines: lines.length, state: row?.state ?? "none", fetched: row?.fetched ?? null };
  };

  it("leaves nothing or all of a reservation, wherever it dies", async () => {
    const before = { lines: 1, state: "none", fetched: null };
    const after = { lines: 2, state: "held", fetched: null };
    for (let n = 0; ; n++) {
      const id = await offered(2);
      const wish = { id: taskId, offer: id, quantity: 1, ...within(1, 3) };
      const signal = await die(appUrl, { reserve: wish, actor: coordinator.actor }, n);
      expect(await holder(id)).toEqual(signal ? before : after);
      if (!signal) break;
      expect(n).toBeLessThan(40);
    }
  });

  it("leaves nothing or all of a hand-over", async () => {
    const before = { lines: 2, state: "held", fetched: null };
    const after = { lines: 3, state: "handed_over", fetched: 1 };
    for (let n = 0; ; n++) {
      const id = await offered(2);
      const held = value(await reserve(id, 2, 1, 3));
      const signal = await die(appUrl, { fetch: { id: held, count: 1 }, actor: lender.actor }, n);
      expect(await holder(id)).toEqual(signal ? before : after);
      if (!signal) break;
      expect(n).toBeLessThan(40);
    }
  });
});

describe("64 at once", () => {
  it("never promise more than ten, and never refuse while there is room", async () => {
    for (let round = 0; round < races(200); round++) {
      const id = await offered(10);
      const wishes = Array.from({ length: 64 }, (_, i) => {
        const random = ((round * 64 + i) * 2_654_435_761) % 4_294_967_296;
        const from = 1 + (random % 5);
        return { from, to: from + 1 + ((random >>> 5) % 3), quantity: 1 + ((random >>> 9) % 3) };
      });
      const answers = await Promise.all(
        wishes.map(({ quantity, from, to }) => reserve(id, quantity, from, to)),
      );
      const level = (hour: number) =>
        wishes
          .filter(({ from, to }, i) => answers[i]!.ok && from <= hour && hour < to)
          .reduce((sum, { quantity }) => sum + quantity, 0);
      const levels = [1, 2, 3, 4, 5, 6, 7].map(level);
      expect(Math.max(...levels)).toBeLessThanOrEqual(10);
      for (const [i, { from, to, quantity }] of wishes.entries()) {
        if (answers[i]!.ok) continue;
        expect(answers[i]).toMatchObject({ code: "offer.over" });
        const most = Math.max(...levels.slice(from - 1, to - 1));
        expect(most + quantity).toBeGreaterThan(10);
      }
    }
  }, 1_800_000);
});

const LENGTH = 12;
const step = fc.record({
  act: fc.constantFrom("reserve", "fetch", "bring", "release", "stock"),
  pick: fc.nat(7),
  amount: fc.integer({ min: 1, max: 4 }),
  from: fc.nat(LENGTH),
  length: fc.integer({ min: 1, max: 4 }),
});

describe("any sequence of steps", () => {
  it.each([
    ["a thing that is lent", true],
    ["a thing that is used up", false],
  ])(
    "leaves the ledger of %s where a simple model has it",
    async (_, durable) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
          const id = await offered(4, durable ? "generator" : "drinking");
          await followModel(id, durable, steps as Step[]);
        }),
        { numRuns: races(500) },
      );
    },
    1_800_000,
  );
});

type Step = { act: string; pick: number; amount: number; from: number; length: number };
type Promised = {
  id: string;
  from: number;
  to: number;
  quantity: number;
  state: string;
  taken: number;
};

/** The model counts units hour by hour; time stands at the first hour, so nothing is ever late. */
async function followModel(id: string, durable: boolean, steps: Step[]) {
  let stock = 4;
  const promises: Promised[] = [];
  const covers = (one: Promised, hour: number) =>
    one.state !== "gone" && one.from <= hour && (!durable || hour < one.to);
  const levelAt = (hour: number) =>
    stock - promises.filter((one) => covers(one, hour)).reduce((sum, one) => sum + one.taken, 0);
  const least = (from: number, to: number) =>
    Math.min(...Array.from({ length: (durable ? to : 40) - from }, (_, i) => levelAt(from + i)));
  for (const { act, pick, amount, from, length } of steps) {
    const one = promises[pick % Math.max(1, promises.length)];
    if (act === "reserve") {
      const [begins, ends] = [from + 1, from + 1 + length];
      const answer = await reserve(id, amount, begins, ends);
      expect(answer.ok).toBe(least(begins, ends) >= amount);
      const fresh = { from: begins, to: ends, quantity: amount, taken: amount, state: "held" };
      if (answer.ok) promises.push({ ...fresh, id: answer.value });
    }
    if (act === "stock") {
      const target = Math.max(0, stock + (pick % 2 ? amount : -amount));
      const [row] = await app.db.select().from(offer).where(eq(offer.id, id));
      const form = { ...details, id, version: row!.version, quantity: target };
      const answer = await execute(lender.ctx(), editOffer, form);
      expect(answer.ok).toBe(least(0, 40) >= stock - target);
      if (answer.ok) stock = target;
    }
    if (act === "release" && one) {
      const answer = await release(one.id);
      expect(answer.ok).toBe(one.state === "held");
      if (answer.ok) Object.assign(one, { state: "gone", taken: 0 });
    }
    if (act === "fetch" && one?.state === "held") {
      const away = promises
        .filter(({ state }) => state === "out")
        .reduce((sum, { taken }) => sum + taken, 0);
      const count = Math.min(amount, one.quantity);
      const answer = await fetchIt(one.id, count, NOON);
      expect(answer.ok).toBe(!durable || stock - away >= count);
      if (answer.ok) Object.assign(one, { state: "out", taken: count });
    }
    if (act === "bring" && one?.state === "out") {
      value(await bring(one.id, one.taken, NOON));
      if (durable) Object.assign(one, { state: "gone", taken: 0 });
      else Object.assign(one, { state: "used" });
    }
    for (const hour of [1, 3, 6, 9, 12, 16])
      expect(await free(app.db, id, hour, hour + 1)).toBe(levelAt(hour));
    expect(least(0, 40)).toBeGreaterThanOrEqual(0);
  }
}
