import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type AcceptedPlan,
  acceptPlan,
  type Stale,
} from "../../app/dispatch/commands/accept-plan.server";
import { rankCandidates, readTaskFacts } from "../../app/dispatch/queries/candidates.server";
import { makePlan } from "../../app/dispatch/queries/plan.server";
import { lineOf, personOn, thingOn } from "../../app/dispatch/rules/plan-line";
import { makePlanner, Superseded } from "../../app/matching/adapter.server";
import { begin, outcomeOf } from "../../app/matching/solver.server";
import { execute } from "../../app/platform/command.server";
import { setOfferState } from "../../app/resources/commands/change-offer.server";
import { volunteerProfile } from "../../drizzle/schema/accounts";
import { assignment, task, taskRequest } from "../../drizzle/schema/dispatch";
import { reservation, resourceKind } from "../../drizzle/schema/resources";
import { usualHelp } from "../../drizzle/schema/usual-help";
import { dispatchSteps, type Someone, value } from "../factories/dispatch";
import { makeNight, NIGHTS } from "../factories/nights";
import { offerOf } from "../factories/offers";
import { makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let owner: FreshDatabase["owner"];
let world: World;
let coordinator: Someone;
let other: Someone;
let foreign: Someone;

beforeAll(async () => {
  ({ app, owner } = await freshDatabase());
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north], name: "Ганна" });
  other = await world.person({ districts: [world.north], name: "Борис" });
  foreign = await world.person({ districts: [world.south], name: "Віра" });
});

const steps = dispatchSteps(() => ({ world, coordinator }));
const { make, offer, accept, partsOf, triaged, volunteer } = steps;
const root = resolve(import.meta.dirname, "../..");
const planner = makePlanner(root, { dev: true });

type Line = { line: string; people?: Someone[]; things?: [string, number][] };
const send = (who: Someone, lines: Line[], now = NOON) =>
  execute(who.ctx(now), acceptPlan, {
    line: lines.map(({ line }) => line),
    person: lines.flatMap(({ line, people = [] }) =>
      people.map(({ id }) => personOn(line as "task:", id)),
    ),
    thing: lines.flatMap(({ line, things = [] }) =>
      things.map(([id, amount]) => thingOn(line as "task:", id, amount)),
    ),
  });
const onTask = (id: string, ...people: Someone[]): Line => ({ line: lineOf("task", id), people });
const staleOf = ({ refused }: AcceptedPlan): Stale[] => refused.map(({ stale }) => stale);
const heldFor = (id: string) => app.db.select().from(reservation).where(eq(reservation.taskId, id));

async function generator(quantity: number) {
  const owner = await world.person({ standing: "verified" });
  const { id } = value(await offerOf(owner, "north", { quantity: String(quantity) }));
  value(await execute(coordinator.ctx(), setOfferState, { id, to: "verified", version: 1 }));
  return id;
}

describe("a plan that is sent", () => {
  it("offers tasks, makes one of a request, and reserves things", async () => {
    const [one, two, three] = [await volunteer(), await volunteer(), await volunteer()];
    const id = await make({ teamSize: 2 });
    const asked = await triaged();
    const thing = await generator(2);
    const lines: Line[] = [
      { ...onTask(id, one, two), things: [[thing, 1]] },
      { line: lineOf("request", asked), people: [three] },
    ];
    const accepted = value(await send(coordinator, lines));
    expect(accepted.refused).toEqual([]);
    expect((await partsOf(id)).map(({ state }) => state)).toEqual(["offered", "offered"]);
    expect((await heldFor(id)).map(({ quantity, state }) => [quantity, state])).toEqual([
      [1, "held"],
    ]);
    const made = accepted.sent[1]!.task;
    const [served] = await app.db.select().from(taskRequest).where(eq(taskRequest.taskId, made));
    expect(served!.requestId).toBe(asked);
    expect((await steps.requestOf(asked)).cover).toBe("asked");
  });

  it("with nothing ticked is refused", async () => {
    expect(await send(coordinator, [])).toMatchObject({ code: "plan.empty" });
  });

  it("is nobody's who does not coordinate there", async () => {
    const id = await make();
    const accepted = value(await send(foreign, [onTask(id, await volunteer())]));
    expect(staleOf(accepted)).toEqual([{ what: "line", code: "task.unknown" }]);
    expect(await partsOf(id)).toEqual([]);
  });
});

describe("a plan that has grown stale", () => {
  /** What happened since, and what is said of the line. */
  const CHANGES: [string, (id: string, who: Someone) => Promise<unknown>, object][] = [
    [
      "somebody has promised something else",
      async (_, who) => {
        const elsewhere = await make({ from: 2, to: 4 });
        await offer(elsewhere, [who]);
        value(await accept(who, elsewhere));
      },
      { what: "person", why: "overlaps" },
    ],
    [
      "somebody is asked for something else at that time",
      async (_, who) => offer(await make({ from: 2, to: 4 }), [who]),
      { what: "person", why: "asked" },
    ],
    [
      "somebody is suspended",
      async (_, who) => owner.sql`update person set standing = 'suspended' where id = ${who.id}`,
      { what: "person", why: "suspended" },
    ],
    [
      "somebody has moved far away",
      async (_, who) =>
        app.db
          .update(volunteerProfile)
          .set({ homeLat: 50.9, homeLon: 24, radiusKm: 1 })
          .where(eq(volunteerProfile.personId, who.id)),
      { what: "person", why: "too_far" },
    ],
    [
      "the task asks for a skill",
      async (id) =>
        app.db
          .update(task)
          .set({ skills: ["care"] })
          .where(eq(task.id, id)),
      { what: "person", why: "skill" },
    ],
    [
      "others are asked",
      async (id) => offer(id, [await volunteer(), await volunteer()]),
      { what: "line", code: "plan.taken_up" },
    ],
    [
      "the task has ended",
      async (id) => value(await steps.end(id, { to: "cancelled", reason: "not_needed" })),
      { what: "line", code: "task.over" },
    ],
  ];

  it.each(
    CHANGES,
  )("because %s: that line is refused, the other is sent", async (_, change, why) => {
    const [who, beside, elsewhere] = [await volunteer(), await volunteer(), await volunteer()];
    const [id, fresh] = [await make({ teamSize: 2 }), await make()];
    await app.db.update(task).set({ lat: 49.87, lon: 24.02 }).where(eq(task.id, id));
    const thing = await generator(1);
    await change(id, who);
    const before = (await partsOf(id)).length;
    const stale = { ...onTask(id, beside, who), things: [[thing, 1]] as [string, number][] };
    const accepted = value(await send(coordinator, [stale, onTask(fresh, elsewhere)]));
    expect(staleOf(accepted)).toEqual([expect.objectContaining(why)]);
    expect(accepted.sent.map(({ task }) => task)).toEqual([fresh]);
    // Nothing of it: not the other of the team, and not the thing.
    expect(await partsOf(id)).toHaveLength(before);
    expect(await heldFor(id)).toEqual([]);
  });

  it("because a thing is gone leaves nobody asked for that task", async () => {
    const thing = await generator(1);
    const [first, second] = [await make(), await make()];
    const lines = [first, second].map((id, at) => ({ id, at }));
    const people = [await volunteer(), await volunteer()];
    const accepted = value(
      await send(
        coordinator,
        lines.map(({ id, at }) => ({ ...onTask(id, people[at]!), things: [[thing, 1]] })),
      ),
    );
    expect(accepted.sent.map(({ task }) => task)).toEqual([first]);
    expect(staleOf(accepted)).toEqual([{ what: "thing", offer: thing }]);
    expect(await partsOf(second)).toEqual([]);
  });

  it("by its own hand: one person on two lines at a time is asked for the first alone", async () => {
    const who = await volunteer();
    const [first, second] = [await make(), await make({ from: 2, to: 4 })];
    const accepted = value(await send(coordinator, [onTask(first, who), onTask(second, who)]));
    expect(accepted.sent.map(({ task }) => task)).toEqual([first]);
    expect(staleOf(accepted)).toEqual([{ what: "person", person: who.id, why: "asked" }]);
    const twice = value(await send(coordinator, [onTask(await make({ teamSize: 2 }), who, who)]));
    expect(twice.sent.length + twice.refused.length).toBe(1);
  });

  it("because a request is taken up makes no second task of it", async () => {
    const asked = await triaged();
    await make({ requests: [asked] });
    const line = { line: lineOf("request", asked), people: [await volunteer()] };
    expect(staleOf(value(await send(coordinator, [line])))).toEqual([
      { what: "line", code: "plan.taken_up" },
    ]);
  });
});

describe("two who send plans at once", () => {
  it("share people and things without anybody being asked twice or a thing given twice, in whatever order their lines stand", async () => {
    for (let round = 0; round < 8; round++) {
      const people = [await volunteer(), await volunteer(), await volunteer()];
      const tasks = [await make(), await make(), await make()];
      const requests = [await triaged(), await triaged()];
      const thing = await generator(1);
      const lines: Line[] = [
        ...tasks.map((id, at) => ({
          ...onTask(id, people[at]!),
          things: [[thing, 1]] as [string, number][],
        })),
        ...requests.map((id, at) => ({ line: lineOf("request", id), people: [people[at]!] })),
      ];
      const turned = [...lines].reverse();
      const both = await Promise.all([send(coordinator, lines), send(other, turned)]);
      const sent = both.flatMap((one) => value(one).sent);
      expect(new Set(sent.map(({ line }) => line)).size).toBe(sent.length);
      for (const { id } of people) {
        const parts = await app.db.select().from(assignment).where(eq(assignment.personId, id));
        expect(parts.filter(({ state }) => state === "offered").length).toBeLessThanOrEqual(1);
      }
      const held = await app.db.select().from(reservation).where(eq(reservation.offerId, thing));
      expect(held).toHaveLength(1);
      for (const id of tasks) {
        const [parts, things] = [await partsOf(id), await heldFor(id)];
        expect(parts.length === 0 ? things.length : parts.length).toBe(parts.length === 0 ? 0 : 1);
      }
    }
  });

  it("while somebody says yes to another task: asked or promised, never both at one time", async () => {
    for (let round = 0; round < 8; round++) {
      const who = await volunteer();
      const [early, late] = [await make({ from: 1, to: 3 }), await make({ from: 2, to: 4 })];
      await offer(early, [who]);
      const [said, planned] = await Promise.all([
        accept(who, early),
        send(coordinator, [onTask(late, who)]),
      ]);
      expect(said.ok).toBe(true);
      expect(value(planned).sent).toEqual([]);
      expect(await partsOf(late)).toEqual([]);
    }
  });
});

describe("the plan of a coordinator", () => {
  it("is of her districts, knows who is asked, and sends as it stands", async () => {
    const fresh = await freshDatabase();
    const city = await makeWorld(fresh.app.db);
    // Nobody has lent what the kind of help calls for.
    const [kind] = await fresh.app.db
      .select()
      .from(resourceKind)
      .where(eq(resourceKind.code, "drinking"));
    await fresh.app.db
      .insert(usualHelp)
      .values({ categoryId: city.water, kindId: kind!.id, teamSize: 1, hours: 2 });
    const hers = await city.person({ districts: [city.north] });
    const at = dispatchSteps(() => ({ world: city, coordinator: hers }));
    const home = { homeLat: 49.87, homeLon: 24.02, vehicle: "car" as const, languages: ["uk"] };
    const people = [
      await city.person({ standing: "verified", name: "Тарас", profile: home }),
      await city.person({ standing: "verified", name: "Ірина", profile: home }),
      await city.person({ standing: "unverified", name: "Олег", profile: home }),
    ];
    const asked = await at.triaged();
    const second = await at.triaged();
    const nowhere = await at.make({ teamSize: 5, from: 0, to: 2 });
    const plan = (await makePlan(hers.ctx(), planner))!;
    expect(plan.by).toBe("solver");
    expect(plan.lines.map(({ id }) => id).sort()).toEqual([asked, second].sort());
    expect(plan.left).toMatchObject([{ id: nowhere, why: "team", found: 2, places: 5 }]);
    const names = plan.lines.flatMap(({ chosen }) => chosen.map(({ name }) => name));
    expect(names.sort()).toEqual(["Ірина", "Тарас"]);
    expect(plan.lines[0]!.emptyHanded).toBe(true);
    const theirs = await city.person({ districts: [city.south] });
    expect(await makePlan(theirs.ctx(), planner)).toBeNull();
    // Of one district alone, of several.
    const both = await city.person({ districts: [city.north, city.south] });
    expect(await makePlan(both.ctx(), planner, city.south)).toBeNull();
    const north = (await makePlan(both.ctx(), planner, city.north))!;
    expect(north.lines).toHaveLength(2);
    expect(await makePlan(theirs.ctx(), planner, city.north)).toBeNull();

    const lines = plan.lines.map(({ line, chosen }) => ({
      line,
      people: people.filter(({ id }) => chosen.some((one) => one.id === id)),
    }));
    const sent = value(await send(hers, lines));
    expect(sent.refused).toEqual([]);
    const after = (await makePlan(hers.ctx(), planner))!;
    expect(after.lines).toEqual([]);
    expect(after.left).toMatchObject([{ id: nowhere, why: "asked" }]);
  });

  it("puts whoever could be sent by hand in the same order, with the same reasons", async () => {
    const id = await make({ from: 0, to: 2 });
    await app.db.update(task).set({ lat: 49.87, lon: 24.02 }).where(eq(task.id, id));
    const near = { homeLat: 49.87, homeLon: 24.02, vehicle: "car" as const };
    const silent = await world.person({ standing: "verified", name: "Мовчан", profile: near });
    await offer(id, [silent], 1);
    await app.db.update(assignment).set({ version: 1 }).where(eq(assignment.taskId, id));
    const facts = (await readTaskFacts(app.db, id))!;
    const ranked = await rankCandidates(app.db, facts, "Europe/Kyiv", NOON);
    expect(ranked.some((one) => one.id === silent.id)).toBe(false);
    expect(ranked[0]!.verdict.against).toEqual([]);
  });
});

describe("the thread of the solver", () => {
  const problem = makeNight(3, NIGHTS.attack!);

  it("gives what it has when its time is over, and says so", async () => {
    const hasty = makePlanner(root, { dev: true, seconds: 60, longest: 1 });
    await expect(hasty("one", problem)).rejects.toThrow("no plan in time");
    const short = makePlanner(root, { dev: true, seconds: 0 });
    const plan = await short("one", problem);
    expect(plan.lines.length).toBeGreaterThan(0);
    expect(plan).toMatchObject({ by: "greedy", why: "time" });
  });

  const temporary = mkdtempSync(join(tmpdir(), "naaber-thread-"));
  afterAll(() => rmSync(temporary, { recursive: true }));
  const fileOf = (name: string, text: string) => {
    const path = join(temporary, name);
    writeFileSync(path, text);
    return path;
  };
  const few = makeNight(3, { ...NIGHTS.attack!, jobs: 20 });
  const simple = () => {
    const begun = begin(few);
    return outcomeOf(few, begun, { ...begun.greedy, why: "failed" });
  };

  it.each([
    ["throws", "throw new Error('crashed')"],
    ["ends", "process.exit(3)"],
    ["runs out of memory", "const all = []; for (;;) all.push(new Array(1e6).fill(0.5));"],
  ])("that %s before it has anything leaves the simple plan, made beside the pages", async (name, text) => {
    const faults: unknown[] = [];
    const thread = fileOf(`${name}.mjs`, text);
    const log = { error: (about: { fault: unknown }) => faults.push(about.fault) };
    const plan = await makePlanner(root, { dev: true, thread, log })("one", few);
    expect(plan).toEqual(simple());
    expect(faults).toHaveLength(1);
  });

  it("without a solver that can be loaded tells the simple plan, and why", async () => {
    const broken = fileOf("broken.wasm", "no WebAssembly");
    for (const wasm of [broken, join(temporary, "missing.wasm")]) {
      const faults: unknown[] = [];
      const log = { error: (about: { fault: unknown }) => faults.push(about.fault) };
      const plan = await makePlanner(root, { dev: true, wasm, log })("one", few);
      expect(plan).toEqual(simple());
      expect(faults.length).toBeGreaterThan(0);
    }
  });

  it("gives up the first plan of whoever asks again, and leaves the pages their turn meanwhile", async () => {
    // Long enough for the solver on any machine: where one ran out of time, the two would differ.
    const plan = makePlanner(root, { dev: true, seconds: 60, longest: 120_000 });
    let turns = 0;
    const beat = setInterval(() => turns++, 5);
    const first = plan("one", problem).catch((fault: unknown) => fault);
    const [again, others] = await Promise.all([plan("one", problem), plan("two", problem)]);
    clearInterval(beat);
    expect(await first).toBeInstanceOf(Superseded);
    expect(again.lines.length).toBe(others.lines.length);
    // Handing the problem over is all that it costs them: solved here, there would be none.
    expect(turns).toBeGreaterThan(20);
  });
});
