import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { answerOffer, expireOffer } from "../../app/dispatch/commands/answer.server";
import { endTask, releaseAllOf, returnTask } from "../../app/dispatch/commands/conclude.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import {
  rankCandidates,
  readCandidates,
  readTaskFacts,
  wantedOf,
} from "../../app/dispatch/queries/candidates.server";
import { whyNot } from "../../app/matching/rules/why-not";
import { execute } from "../../app/platform/command.server";
import type { Result } from "../../app/platform/types";
import { commitment } from "../../drizzle/schema/accounts";
import { dispatchSteps, type Someone, value } from "../factories/dispatch";
import { jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
let coordinator: Someone;
let second: Someone;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north], name: "Ганна" });
  second = await world.person({ districts: [world.north], name: "Борис" });
});

const steps = dispatchSteps(() => ({ world, coordinator }));
const { at, triaged, make, offer, accept, progress, complete, leave, release } = steps;
const { volunteer, taskOf, partsOf } = steps;
const oks = (results: Result<unknown>[]) => results.filter(({ ok }) => ok).length;
const promisesOf = (someone: Someone) =>
  app.db.select().from(commitment).where(eq(commitment.personId, someone.id));

describe("a task with three places", () => {
  it("offered to twenty who answer at once has exactly three; the others are told that it is full", async () => {
    const taskId = await make({ teamSize: 3 });
    const people = await Promise.all(Array.from({ length: 20 }, volunteer));
    await offer(taskId, people);
    const answers = await Promise.all(people.map((one) => accept(one, taskId)));
    expect(oks(answers)).toBe(3);
    for (const answer of answers)
      if (!answer.ok) expect(["assignment.full", "task.over"]).toContain(answer.code);
    const found = await taskOf(taskId);
    expect(found.state).toBe("assigned");
    const parts = await partsOf(taskId);
    expect(parts.filter(({ state }) => state === "accepted").length).toBe(3);
    expect(parts.find(({ personId }) => personId === found.leadId)?.state).toBe("accepted");
  });
});

describe("a volunteer", () => {
  it("who takes two tasks at once that overlap has one of them", async () => {
    const helper = await volunteer();
    const tasks = [await make({ from: 1, to: 3 }), await make({ from: 2, to: 4 })];
    for (const one of tasks) await offer(one, [helper]);
    const answers = await Promise.all(tasks.map((one) => accept(helper, one)));
    expect(oks(answers)).toBe(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: "assignment.overlaps_own" });
    expect((await promisesOf(helper)).length).toBe(1);
  });

  it("may take two that touch", async () => {
    const helper = await volunteer();
    const tasks = [await make({ from: 1, to: 3 }), await make({ from: 3, to: 4 })];
    for (const one of tasks) await offer(one, [helper]);
    expect(oks(await Promise.all(tasks.map((one) => accept(helper, one))))).toBe(2);
  });

  it("says no and is free; says yes and withdraws, and the task is open again", async () => {
    const [one, other] = [await volunteer(), await volunteer()];
    const taskId = await make();
    await offer(taskId, [one, other]);
    const no = { id: taskId, answer: "no", reason: "busy" };
    value(await execute(one.ctx(), answerOffer, no));
    expect(await accept(one, taskId)).toMatchObject({ code: "assignment.over" });
    value(await accept(other, taskId));
    value(await leave(other, taskId));
    expect(await taskOf(taskId)).toMatchObject({ state: "open", leadId: null });
    expect(await promisesOf(other)).toEqual([]);
  });

  it("has nothing to do with somebody else's task", async () => {
    const [helper, stranger] = [await volunteer(), await volunteer()];
    const taskId = await make();
    await offer(taskId, [helper]);
    const unknown = { ok: false, code: "task.unknown" };
    expect(await accept(stranger, taskId)).toEqual(unknown);
    expect(await progress(stranger, taskId, "en_route")).toEqual(unknown);
    expect(await complete(stranger, taskId)).toEqual(unknown);
  });

  it("who is suspended is on no task any more", async () => {
    const helper = await volunteer();
    const taskId = await make();
    await offer(taskId, [helper]);
    value(await accept(helper, taskId));
    await releaseAllOf(jobCtx(app.db), helper.id);
    expect((await taskOf(taskId)).state).toBe("open");
    expect((await partsOf(taskId))[0]!.state).toBe("released");
  });

  it.each([
    [
      "is taken off the task",
      async (taskId: string, lead: Someone) => {
        const part = (await partsOf(taskId)).find(({ personId }) => personId === lead.id);
        value(await release(taskId, part!.id));
      },
    ],
    [
      "is suspended",
      async (_: string, lead: Someone) => {
        await releaseAllOf(jobCtx(app.db), lead.id);
      },
    ],
    ["withdraws", async (taskId: string, lead: Someone) => void value(await leave(lead, taskId))],
  ])("who leads and %s passes the lead on, and the task can be ended", async (_, goes) => {
    const [lead, second, third] = [await volunteer(), await volunteer(), await volunteer()];
    const taskId = await make({ teamSize: 3 });
    await offer(taskId, [lead, second, third]);
    for (const one of [lead, second, third]) value(await accept(one, taskId));
    for (const one of [lead, second, third]) value(await progress(one, taskId, "en_route"));
    expect((await taskOf(taskId)).leadId).toBe(lead.id);
    value(await complete(third, taskId));
    await goes(taskId, lead);
    expect(await taskOf(taskId)).toMatchObject({ state: "under_way", leadId: second.id });
    await goes(taskId, second);
    // The third had said that it is done, and nobody else is left to say so.
    expect(await taskOf(taskId)).toMatchObject({ state: "done", leadId: third.id });
  });
});

describe("an offer", () => {
  it("is answered or expires, never both", async () => {
    for (let i = 0; i < 5; i++) {
      const helper = await volunteer();
      const taskId = await make();
      await offer(taskId, [helper]);
      const [part] = await partsOf(taskId);
      // At the very moment of its end: the clocks of two machines.
      await Promise.all([
        accept(helper, taskId),
        execute(jobCtx(app.db, part!.answerBy), expireOffer, { assignment: part!.id }),
      ]);
      const [after] = await partsOf(taskId);
      expect((await taskOf(taskId)).state).toBe(after!.state === "accepted" ? "assigned" : "open");
    }
  });

  it("is refused for hard reasons, and for soft ones without a word", async () => {
    const taskId = await make();
    const offerTo = (id: string, someone: Someone, word = "") =>
      execute(coordinator.ctx(), offerTask, { id, people: [someone.id], minutes: 60, word });
    const unverified = await world.person({ standing: "unverified" });
    const far = await world.person({
      standing: "verified",
      profile: { homeLat: 49.5, homeLon: 24, radiusKm: 3 },
    });
    const placed = await make({ requests: [await triaged()] });
    expect(await offerTo(taskId, unverified)).toMatchObject({ code: "assignment.not_verified" });
    expect(await offerTo(placed, far)).toMatchObject({ code: "assignment.needs_word" });
    expect(await offerTo(placed, far, "має авто")).toMatchObject({ ok: true });
  });

  it("is made once to one person, by two coordinators at once", async () => {
    const helper = await volunteer();
    const taskId = await make();
    const same = { id: taskId, people: [helper.id], minutes: 60, word: "" };
    const answers = await Promise.all(
      [coordinator, second].map((one) => execute(one.ctx(), offerTask, same)),
    );
    expect(oks(answers)).toBe(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: "assignment.already" });
  });

  it("is taken back at the moment of a yes: one of the two counts", async () => {
    for (let i = 0; i < 5; i++) {
      const helper = await volunteer();
      const taskId = await make();
      await offer(taskId, [helper]);
      const [part] = await partsOf(taskId);
      await Promise.all([accept(helper, taskId), release(taskId, part!.id)]);
      const [after] = await partsOf(taskId);
      expect(after!.state).toBe("released");
      expect((await taskOf(taskId)).state).toBe("open");
      expect(await promisesOf(helper)).toEqual([]);
    }
  });
});

describe("a coordinator", () => {
  it("of another district knows nothing of a task", async () => {
    const stranger = await world.person({ districts: [world.south] });
    const taskId = await make();
    const unknown = { ok: false, code: "task.unknown" };
    const id = taskId;
    const ending = { id, to: "failed", reason: "other", version: 1 };
    expect(await execute(stranger.ctx(), endTask, ending)).toEqual(unknown);
    expect(await execute(stranger.ctx(), returnTask, { id, version: 1 })).toEqual(unknown);
    const somebody = { id, people: [(await volunteer()).id], minutes: 5, word: "" };
    expect(await execute(stranger.ctx(), offerTask, somebody)).toEqual(unknown);
  });

  it("can send whoever is free for what is left of a task that began an hour ago", async () => {
    const helper = await volunteer();
    const past = await make({ from: 0.5, to: 1 });
    await offer(past, [helper]);
    value(await accept(helper, past));
    const running = await make({ from: 0.5, to: 3 });
    const person = { id: running, people: [helper.id], minutes: "60" };
    expect(await execute(coordinator.ctx(), offerTask, person)).toMatchObject({
      code: "assignment.overlaps",
    });
    value(await execute(coordinator.ctx(at(1)), offerTask, person));
    value(await execute(helper.ctx(at(1)), answerOffer, { id: running, answer: "yes" }));
    expect((await promisesOf(helper)).map(({ during }) => during)).toContainEqual({
      from: at(1),
      to: at(3),
    });
  });

  it("is told who is still at another task though its time is over, and may ask them with a word", async () => {
    const helper = await volunteer();
    const late = await make({ from: 0.5, to: 1 });
    await offer(late, [helper]);
    value(await accept(helper, late));
    for (const step of ["en_route", "on_site"] as const) value(await progress(helper, late, step));
    const [soon, later] = [await make({ from: 1, to: 3 }), await make({ from: 4, to: 5 })];
    const asks = (id: string) => ({ id, people: [helper.id], minutes: "60" });
    expect(await execute(coordinator.ctx(at(1.5)), offerTask, asks(soon))).toMatchObject({
      code: "assignment.needs_word",
    });
    const facts = (await readTaskFacts(app.db, soon))!;
    const [row] = await readCandidates(app.db, facts, [helper.id], at(1.5));
    expect(whyNot(row!, wantedOf(facts, "Europe/Kyiv", at(1.5)))).toEqual(["under_way"]);
    value(await execute(coordinator.ctx(at(1.5)), offerTask, { ...asks(soon), word: "за годину" }));
    value(await execute(coordinator.ctx(at(1.5)), offerTask, asks(later)));
  });

  it("sees who could take a task, the best first, and never whoever is on it", async () => {
    const requestId = await triaged();
    const taskId = await make({ requests: [requestId], from: 30, to: 31 });
    const near = await world.person({
      standing: "verified",
      profile: { homeLat: 49.871, homeLon: 24.02 },
    });
    const on = await volunteer();
    await offer(taskId, [on]);
    const ranked = await rankCandidates(
      app.db,
      (await readTaskFacts(app.db, taskId))!,
      "Europe/Kyiv",
      NOON,
    );
    expect(ranked[0]).toMatchObject({ id: near.id, verdict: { against: [] } });
    expect(ranked.map(({ id }) => id)).not.toContain(on.id);
  });
});
