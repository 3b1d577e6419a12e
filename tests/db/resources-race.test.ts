import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import { editOffer } from "../../app/resources/commands/change-offer.server";
import { ledger, offer, reservation } from "../../drizzle/schema/resources";
import { type Someone, value } from "../factories/dispatch";
import { details, freeOver, lendingSteps, within } from "../factories/lending";
import { makeWorld, NOON, type World } from "../factories/world";
import { die } from "./die";
import { type FreshDatabase, freshDatabase } from "./fresh-database";
import { races } from "./races";

let app: FreshDatabase["app"];
let appUrl: string;
let world: World;
let coordinator: Someone;
let lender: Someone;
let taskId: string;

beforeAll(async () => {
  ({ app, appUrl } = await freshDatabase());
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north] });
  lender = await world.person({ standing: "verified" });
  taskId = await makeTask();
});

const steps = lendingSteps(() => ({ world, coordinator, lender, taskId }));
const { makeTask, offered, reserve, fetchIt, bring, release } = steps;

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
    for (let round = 0; round < races(200, 20); round++) {
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
/** Hours at which the ledger is compared with the model. */
const LOOKED_AT = [1, 3, 6, 9, 12, 16];
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
        { numRuns: races(500, 20) },
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
    const spans = LOOKED_AT.map((hour) => [hour, hour + 1] as const);
    expect(await freeOver(app.db, id, spans)).toEqual(LOOKED_AT.map(levelAt));
    expect(least(0, 40)).toBeGreaterThanOrEqual(0);
  }
}
