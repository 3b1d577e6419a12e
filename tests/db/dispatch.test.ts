import { randomBytes } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { answerOffer, expireOffer } from "../../app/dispatch/commands/answer.server";
import {
  confirmTask,
  endTask,
  releaseAllOf,
  returnTask,
} from "../../app/dispatch/commands/conclude.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { rankCandidates, readTaskFacts } from "../../app/dispatch/queries/candidates.server";
import { openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { dispatchReactions } from "../../app/dispatch/reactions.server";
import { readClocks } from "../../app/districts/queries.server";
import { execute } from "../../app/platform/command.server";
import type { Result } from "../../app/platform/types";
import { cancelRequest } from "../../app/requests/commands/cancel.server";
import { endRequest } from "../../app/requests/commands/end.server";
import { hashOf } from "../../app/requests/link.server";
import { commitment } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { assignment } from "../../drizzle/schema/dispatch";
import { request } from "../../drizzle/schema/requests";
import { dispatchSteps, type Someone, value } from "../factories/dispatch";
import { react } from "../factories/react";
import { jobCtx, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
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
const { at, triaged, make, offer, accept, progress, complete, leave, release, end } = steps;
const { volunteer, taskOf, partsOf, requestOf } = steps;
const oks = (results: Result<unknown>[]) => results.filter(({ ok }) => ok).length;
const stateOf = async (id: string) => (await requestOf(id)).state;
const promisesOf = (someone: Someone) =>
  app.db.select().from(commitment).where(eq(commitment.personId, someone.id));

/** A task whose one volunteer says that it is done. */
async function doneTask(requests: string[]) {
  const taskId = await make({ requests });
  const helper = await volunteer();
  await offer(taskId, [helper]);
  value(await accept(helper, taskId));
  value(await progress(helper, taskId, "en_route"));
  const came = requests.flatMap((id) => [
    [`amount-${id}`, "8"],
    [`outcome-${id}`, "part"],
  ]);
  value(await complete(helper, taskId, 2, Object.fromEntries(came)));
  return { taskId, helper };
}

describe("a request that is taken up", () => {
  it("waits by the clock of finding somebody until the first has said yes, however many tasks it has", async () => {
    const id = await triaged();
    const dueOf = async () =>
      (await app.db.select().from(request).where(eq(request.id, id)))[0]!.dueAt.getTime();
    const { assignMinutes, fulfilMinutes } = (await readClocks(app.db)).high;
    expect(await dueOf()).toBe(NOON.getTime() + assignMinutes * 60_000);
    const taskId = await make({ requests: [id] });
    expect(await dueOf()).toBe(NOON.getTime() + assignMinutes * 60_000);
    const helper = await volunteer();
    await offer(taskId, [helper]);
    expect(await dueOf()).toBe(NOON.getTime() + assignMinutes * 60_000);
    value(await accept(helper, taskId));
    expect(await dueOf()).toBe(NOON.getTime() + fulfilMinutes * 60_000);
    const { version } = await taskOf(taskId);
    value(await end(taskId, { to: "failed", reason: "nobody_there", version }));
    expect(await dueOf()).toBe(NOON.getTime() + assignMinutes * 60_000);
  });
});

describe("a task of several requests", () => {
  it("of which one is refused is not made, and leaves the others as they were", async () => {
    // Whichever of the two is locked first.
    for (let round = 0; round < 4; round++) {
      const good = await triaged();
      const { id: fresh } = await world.request();
      const window = { from: at(1).toISOString(), to: at(3).toISOString() };
      const form = { request: [good, fresh], teamSize: "1", ...window };
      const made = await execute(coordinator.ctx(), createTask, form);
      expect(made).toMatchObject({ code: "request.moved_on" });
      expect(await stateOf(good)).toBe("triaged");
      const lines = await app.db.select().from(event).where(eq(event.thingId, good));
      expect(lines.map(({ type }) => type)).not.toContain("request.taken_up");
    }
  });
});

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

describe("two tasks of one request", () => {
  const cancel = (taskId: string) => end(taskId, { to: "cancelled" });

  it("that end at once leave it open for a third", async () => {
    for (let round = 0; round < 15; round++) {
      const id = await triaged();
      const tasks = [await make({ requests: [id] }), await make({ requests: [id] })];
      expect(oks(await Promise.all(tasks.map(cancel)))).toBe(2);
      expect(await stateOf(id)).toBe("triaged");
    }
  });

  it("of which one is made while the other ends keep it in progress", async () => {
    for (let round = 0; round < 15; round++) {
      const id = await triaged();
      const first = await make({ requests: [id] });
      const [ended, second] = await Promise.all([cancel(first), make({ requests: [id] })]);
      expect(ended.ok).toBe(true);
      expect((await taskOf(second)).state).toBe("open");
      expect(await stateOf(id)).toBe("in_progress");
    }
  });
});

describe("a request that ends while somebody is on the way", () => {
  /** As the job does with the last thing that was recorded of a request. */
  const told = async (requestId: string) => {
    const [line] = await app.db
      .select({ id: event.id })
      .from(event)
      .where(eq(event.thingId, requestId))
      .orderBy(sql`${event.id} desc`)
      .limit(1);
    await react(dispatchReactions, line!.id, jobCtx(app.db));
  };
  const cancel = async (token: string) =>
    value(await execute(visitorCtx(app.db), cancelRequest, { token }));
  /** Cancelled by its link later. */
  async function own() {
    const token = randomBytes(16).toString("base64url");
    return { id: await triaged(20, { tokenHash: hashOf(token) }), token };
  }

  const byCoordinator = async (id: string) => {
    const { version } = await requestOf(id);
    const ending = { id, how: "cancel", reason: "not_needed", version };
    value(await execute(coordinator.ctx(), endRequest, ending));
  };

  it.each<[string, (id: string, token: string) => Promise<unknown>]>([
    ["its resident", (_, token) => cancel(token)],
    ["a coordinator", byCoordinator],
  ])("because %s cancels it sends them home at once, and ends the task", async (_, ends) => {
    const { id, token } = await own();
    const [helper, asked] = [await volunteer(), await volunteer()];
    const taskId = await make({ requests: [id], teamSize: 1 });
    await offer(taskId, [helper, asked]);
    value(await accept(helper, taskId));
    value(await progress(helper, taskId, "en_route"));
    await ends(id, token);
    await told(id);
    // The queue may bring it twice.
    await told(id);
    expect(await taskOf(taskId)).toMatchObject({ state: "cancelled", ending: "not_needed" });
    expect((await partsOf(taskId)).map(({ state }) => state)).toEqual(["released", "released"]);
    expect(await promisesOf(helper)).toEqual([]);
    expect(await stateOf(id)).toBe("cancelled");
    const [one] = (await openOwnTask(helper.ctx(), taskId))!.requests;
    expect(one).toMatchObject({ needed: false, secret: null });
  });

  it("closes its address at once, while the task goes on for another", async () => {
    const { id, token } = await own();
    const other = await own();
    const helper = await volunteer();
    const taskId = await make({ requests: [id, other.id] });
    await offer(taskId, [helper]);
    value(await accept(helper, taskId));
    const seen = async () => {
      const sheet = await openOwnTask(helper.ctx(), taskId);
      return new Map(sheet!.requests.map((one) => [one.id, one]));
    };
    expect((await seen()).get(id)?.secret?.address).toBeTruthy();
    await cancel(token);
    expect((await seen()).get(id)).toMatchObject({ needed: false, secret: null });
    await told(id);
    expect((await taskOf(taskId)).state).toBe("assigned");
    expect((await seen()).get(other.id)).toMatchObject({ needed: true });
    expect((await seen()).get(other.id)?.secret?.address).toBeTruthy();
    await cancel(other.token);
    await told(other.id);
    expect((await taskOf(taskId)).state).toBe("cancelled");
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

describe("a task's end", () => {
  it("cancelled while a volunteer says yes leaves nobody promised and its request open", async () => {
    for (let i = 0; i < 5; i++) {
      const requestId = await triaged();
      const taskId = await make({ requests: [requestId] });
      const helper = await volunteer();
      await offer(taskId, [helper]);
      const { version } = await taskOf(taskId);
      const ending = { to: "cancelled", reason: "no_volunteer", version };
      const [, ended] = await Promise.all([accept(helper, taskId), end(taskId, ending)]);
      if (!ended.ok) {
        const { version: now } = await taskOf(taskId);
        value(await end(taskId, { ...ending, version: now }));
      }
      expect(await promisesOf(helper)).toEqual([]);
      expect(await stateOf(requestId)).toBe("triaged");
    }
  });

  it("confirmed by two at once is once; the other is told who", async () => {
    const requestId = await triaged(8);
    const { taskId } = await doneTask([requestId]);
    const { version } = await taskOf(taskId);
    const came = { [`amount-${requestId}`]: "8", [`outcome-${requestId}`]: "whole" };
    const answers = await Promise.all(
      [coordinator, second].map((one) =>
        execute(one.ctx(), confirmTask, { id: taskId, version, ...came }),
      ),
    );
    expect(oks(answers)).toBe(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: "conflict" });
    expect(await stateOf(requestId)).toBe("fulfilled");
  });

  it("confirmed short leaves the rest of the request open", async () => {
    const requestId = await triaged(20);
    const { taskId } = await doneTask([requestId]);
    const { version } = await taskOf(taskId);
    const came = { id: taskId, version, [`amount-${requestId}`]: "8" };
    value(await execute(coordinator.ctx(), confirmTask, came));
    const [after] = await app.db.select().from(request).where(eq(request.id, requestId));
    expect(after).toMatchObject({ state: "triaged", delivered: 8, quantity: 20 });
  });

  it("frees the volunteer at the moment it is done, and binds the lead again when it was not so", async () => {
    const requestId = await triaged();
    const { taskId, helper } = await doneTask([requestId]);
    const [promise] = await promisesOf(helper);
    expect(promise!.during.to).toEqual(at(2));
    const { version } = await taskOf(taskId);
    value(await execute(coordinator.ctx(at(2.5)), returnTask, { id: taskId, version }));
    expect((await taskOf(taskId)).state).toBe("under_way");
    value(await complete(helper, taskId, 2.9));
    expect((await taskOf(taskId)).state).toBe("done");
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

it("every change of a task and of each part is on record, in the order of its table", async () => {
  const requestId = await triaged(8);
  const { taskId, helper } = await doneTask([requestId]);
  const steps = await app.db
    .select({ type: event.type, actorId: event.actorId })
    .from(event)
    .where(sql`${event.thingId} = ${taskId} or ${event.data}->>'task' = ${taskId}`)
    .orderBy(event.id);
  expect(steps.map(({ type }) => type)).toEqual([
    "task.open",
    "assignment.offered",
    "assignment.accepted",
    "task.assigned",
    "assignment.en_route",
    "task.under_way",
    "assignment.on_site",
    "assignment.done",
    "task.done",
  ]);
  expect(steps.at(-1)!.actorId).toBe(helper.id);
  const parts = await app.db
    .select()
    .from(assignment)
    .where(and(eq(assignment.taskId, taskId), eq(assignment.state, "done")));
  expect(parts.length).toBe(1);
});
