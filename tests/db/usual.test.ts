import { join, resolve } from "node:path";
import { eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { acceptPlan } from "../../app/dispatch/commands/accept-plan.server";
import { foundUsual } from "../../app/dispatch/commands/found-usual.server";
import { sendHelp } from "../../app/dispatch/commands/send.server";
import { setUsual } from "../../app/dispatch/commands/set-usual.server";
import { whoCouldGo } from "../../app/dispatch/queries/sendable.server";
import { readUsual, usualFor } from "../../app/dispatch/queries/usual.server";
import { listWaiting } from "../../app/dispatch/queries/waiting.server";
import { lineOf, personOn } from "../../app/dispatch/rules/plan-line";
import { execute } from "../../app/platform/command.server";
import { setOfferState } from "../../app/resources/commands/change-offer.server";
import { look } from "../../drizzle/schema/audit";
import { task } from "../../drizzle/schema/dispatch";
import { request } from "../../drizzle/schema/requests";
import { usualHelp } from "../../drizzle/schema/usual-help";
import { dispatchSteps, type Someone, value } from "../factories/dispatch";
import { offerOf } from "../factories/offers";
import { makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
let coordinator: Someone;
let administrator: Someone;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north] });
  administrator = await world.person({ administrator: true });
});
const { triaged } = dispatchSteps(() => ({ world, coordinator }));

const HEAVY = { teamSize: 2, hours: 3, skills: ["carrying"], thing: "generator", bulky: "yes" };
const set = async (said: object, who = administrator) => {
  const [stands] = await app.db
    .select()
    .from(usualHelp)
    .where(eq(usualHelp.categoryId, world.water));
  const version = stands?.version ?? 0;
  return execute(who.ctx(), setUsual, { code: "water", version, ...HEAVY, ...said });
};
const carrier = () => world.person({ standing: "verified", profile: { skills: ["carrying"] } });
const HOUR = 3_600_000;

describe("what a kind of help usually takes", () => {
  it("is two hours of one person while nothing is said", async () => {
    const id = await triaged();
    expect(await usualFor(app.db, [id])).toEqual({ skills: [], teamSize: 1, hours: 2 });
    const open = await whoCouldGo(coordinator.ctx(), id);
    expect(open!.usual).toMatchObject({ teamSize: 1, hours: 2 });
    expect(open!.things).toBeNull();
  });

  it("is what a task begins with that is sent, whoever can't do it is told so", async () => {
    value(await set({ amount: "" }));
    const id = await triaged();
    const able = await carrier();
    const open = await whoCouldGo(coordinator.ctx(), id);
    expect(open!.usual).toEqual({ skills: ["carrying"], teamSize: 2, hours: 3 });
    expect(open!.things).toEqual({ things: [], more: 0 });
    const sent = { request: [id], people: [able.id], minutes: 30, word: "", hours: 3, teamSize: 2 };
    const taskId = value(await execute(coordinator.ctx(), sendHelp, sent));
    const [made] = await app.db.select().from(task).where(eq(task.id, taskId));
    expect(made).toMatchObject({ skills: ["carrying"], teamSize: 2 });
    expect(+made!.during.to - +made!.during.from).toBe(3 * HOUR);
  });

  it("says which things stand beside the people: of one's own district, each owner a look", async () => {
    value(await set({ amount: "" }));
    const owner = await world.person({ name: "Orest Owner" });
    const offered = async (where: string) => {
      const { id } = value(await offerOf(owner, where));
      value(await execute(administrator.ctx(), setOfferState, { id, to: "verified", version: 1 }));
      return id;
    };
    const own = await offered("north");
    const others = await offered("south");
    const { things } = (await whoCouldGo(coordinator.ctx(), await triaged()))!;
    expect(things).toMatchObject({
      things: [{ id: own, owner: { name: "Orest Owner" } }],
      more: 0,
    });
    const looks = await app.db
      .select({ thing: look.thingId })
      .from(look)
      .where(inArray(look.thingId, [own, others]));
    expect(looks).toEqual([{ thing: own }]);
  });

  it("is what a plan makes of a request: so many places, so long, with what is brought", async () => {
    value(await set({ amount: "1,5" }));
    const id = await triaged();
    const line = (await listWaiting(coordinator.ctx())).find((one) => one.id === id)!;
    expect(line).toMatchObject({ places: 2, skills: ["carrying"] });
    expect(+line.during.to - +line.during.from).toBe(3 * HOUR);
    expect(line.served[0]!.thing).toEqual({ kind: "generator", amount: 1.5, bulky: true });
    const able = await carrier();
    const accepted = value(
      await execute(coordinator.ctx(), acceptPlan, {
        line: [lineOf("request", id)],
        person: [personOn(lineOf("request", id), able.id)],
        thing: [],
      }),
    );
    expect(accepted.refused).toEqual([]);
    const [made] = await app.db
      .select()
      .from(task)
      .where(eq(task.createdAt, NOON))
      .orderBy(task.number)
      .limit(100)
      .then((rows) => rows.slice(-1));
    expect(made).toMatchObject({ skills: ["carrying"], teamSize: 2 });
  });

  it("brings nothing without a kind of thing, whatever was left in the form", async () => {
    value(await set({ thing: "", amount: "3" }));
    expect((await readUsual(app.db)).get("water")).toMatchObject({ thing: null, teamSize: 2 });
  });

  it.each([
    ["no people", { teamSize: "0" }, { code: "input", errors: { teamSize: "team" } }],
    ["a day and an hour", { hours: "25" }, { code: "input", errors: { hours: "hours" } }],
    ["less than nothing", { amount: "-1" }, { code: "input", errors: { amount: "amount" } }],
    ["a thing that nobody has", { thing: "moon" }, { code: "kind.unknown" }],
    ["a skill that is none", { skills: ["flying"] }, { code: "input" }],
    ["a kind that is none", { code: "moon" }, { code: "category.unknown" }],
  ])("is refused: %s", async (_, said, refusal) => {
    expect(await set(said)).toMatchObject({ ok: false, ...refusal });
  });

  it("is for administrators alone, and of two at once one sees what the other has said", async () => {
    expect(await set({}, coordinator)).toMatchObject({ code: "forbidden" });
    const results = await Promise.all([set({ hours: 4 }), set({ hours: 5 })]);
    expect(results.map((one) => (one.ok ? "ok" : one.code)).sort()).toEqual(["conflict", "ok"]);
  });

  it("of a city that has said something, a start leaves it; of one that has not, it is founded", async () => {
    const seed = join(resolve(import.meta.dirname, "../.."), "drizzle/seed");
    const before = await readUsual(app.db);
    await Promise.all([1, 2].map(() => foundUsual(app.db, seed)));
    expect((await readUsual(app.db)).get("water")).toEqual(before.get("water"));
    expect(await app.db.select({ id: request.id }).from(request).limit(1)).toHaveLength(1);
  });
});
