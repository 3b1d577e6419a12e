import { randomBytes } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { accept, decline, expireOffer, withdraw } from "../../app/dispatch/commands/answer.server";
import {
  confirmTask,
  endTask,
  releaseAllOf,
  returnTask,
} from "../../app/dispatch/commands/conclude.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask, release } from "../../app/dispatch/commands/offer.server";
import { complete, progress } from "../../app/dispatch/commands/progress.server";
import { rankCandidates, readTaskFacts } from "../../app/dispatch/queries/candidates.server";
import { openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { dispatchReactions } from "../../app/dispatch/reactions.server";
import { readClocks } from "../../app/districts/queries.server";
import { execute } from "../../app/platform/command.server";
import type { Result } from "../../app/platform/types";
import { cancelRequest } from "../../app/requests/commands/cancel.server";
import { triage } from "../../app/requests/commands/triage.server";
import { hashOf } from "../../app/requests/link.server";
import { commitment } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { assignment, task } from "../../drizzle/schema/dispatch";
import { request } from "../../drizzle/schema/requests";
import { react } from "../factories/react";
import { jobCtx, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
type Someone = Awaited<ReturnType<World["person"]>>;
let coordinator: Someone;
let second: Someone;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north], name: "Ганна" });
  second = await world.person({ districts: [world.north], name: "Борис" });
});

const at = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);
const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};
const volunteer = () => world.person({ standing: "verified" });
const oks = (results: Result<unknown>[]) => results.filter(({ ok }) => ok).length;
const zoned = (someone: Someone) => ({ ...someone.ctx(), zone: "Europe/Kyiv" });

async function triaged(quantity: number | null = 20, more: Parameters<World["request"]>[0] = {}) {
  const { id } = await world.request(more);
  const form = {
    priority: "high" as const,
    category: "water",
    district: "north",
    quantity,
    people: 2,
    point: "49.87, 24.02",
    version: 1,
  };
  value(await execute(coordinator.ctx(), triage, { ...form, id }));
  return id;
}
type Made = { requests?: string[]; teamSize?: number; from?: number; to?: number };
const make = async ({ requests = [], teamSize = 1, from = 1, to = 3 }: Made = {}) =>
  value(
    await createTask(coordinator.ctx(), {
      requests,
      title: "Вода",
      briefing: "",
      checklist: [],
      teamSize,
      skills: [],
      window: { from: at(from), to: at(to) },
      districtId: world.north,
    }),
  );
const offer = async (taskId: string, people: Someone[]) =>
  value(
    await offerTask(zoned(coordinator), taskId, {
      people: people.map(({ id }) => id),
      minutes: 60,
      word: "",
    }),
  );
const taskOf = async (id: string) => (await app.db.select().from(task).where(eq(task.id, id)))[0]!;
const partsOf = (id: string) => app.db.select().from(assignment).where(eq(assignment.taskId, id));
const stateOf = async (id: string) =>
  (await app.db.select().from(request).where(eq(request.id, id)))[0]!.state;
const promisesOf = (someone: Someone) =>
  app.db.select().from(commitment).where(eq(commitment.personId, someone.id));

/** A task whose one volunteer says that it is done. */
async function doneTask(requests: string[]) {
  const taskId = await make({ requests });
  const helper = await volunteer();
  await offer(taskId, [helper]);
  value(await accept(helper.ctx(), taskId));
  value(await progress(helper.ctx(), taskId, "en_route"));
  const reports = requests.map((requestId) => ({ requestId, amount: 8, outcome: "part" as const }));
  value(await complete(helper.ctx(at(2)), taskId, { reports, ticked: [], note: "" }));
  return { taskId, helper };
}

describe("a request that is taken up", () => {
  it("waits by the clock of its new stage from then on, and by the old one when its task fails", async () => {
    const id = await triaged();
    const dueOf = async () =>
      (await app.db.select().from(request).where(eq(request.id, id)))[0]!.dueAt.getTime();
    const { assignMinutes, fulfilMinutes } = (await readClocks(app.db)).high;
    expect(await dueOf()).toBe(NOON.getTime() + assignMinutes * 60_000);
    const taskId = await make({ requests: [id] });
    expect(await dueOf()).toBe(NOON.getTime() + fulfilMinutes * 60_000);
    const { version } = await taskOf(taskId);
    const ending = { to: "failed" as const, reason: "nobody_there" as const, version };
    value(await endTask(coordinator.ctx(), taskId, ending));
    expect(await dueOf()).toBe(NOON.getTime() + assignMinutes * 60_000);
  });
});

describe("a task with three places", () => {
  it("offered to twenty who answer at once has exactly three; the others are told that it is full", async () => {
    const taskId = await make({ teamSize: 3 });
    const people = await Promise.all(Array.from({ length: 20 }, volunteer));
    await offer(taskId, people);
    const answers = await Promise.all(people.map((one) => accept(one.ctx(), taskId)));
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
    const answers = await Promise.all(tasks.map((one) => accept(helper.ctx(), one)));
    expect(oks(answers)).toBe(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: "assignment.overlaps_own" });
    expect((await promisesOf(helper)).length).toBe(1);
  });

  it("may take two that touch", async () => {
    const helper = await volunteer();
    const tasks = [await make({ from: 1, to: 3 }), await make({ from: 3, to: 4 })];
    for (const one of tasks) await offer(one, [helper]);
    expect(oks(await Promise.all(tasks.map((one) => accept(helper.ctx(), one))))).toBe(2);
  });

  it("says no and is free; says yes and withdraws, and the task is open again", async () => {
    const [one, other] = [await volunteer(), await volunteer()];
    const taskId = await make();
    await offer(taskId, [one, other]);
    const why = { reason: "busy" as const, note: "" };
    value(await decline(one.ctx(), taskId, why));
    expect(await accept(one.ctx(), taskId)).toMatchObject({ code: "assignment.over" });
    value(await accept(other.ctx(), taskId));
    value(await withdraw(other.ctx(), taskId, why));
    expect(await taskOf(taskId)).toMatchObject({ state: "open", leadId: null });
    expect(await promisesOf(other)).toEqual([]);
  });

  it("has nothing to do with somebody else's task", async () => {
    const [helper, stranger] = [await volunteer(), await volunteer()];
    const taskId = await make();
    await offer(taskId, [helper]);
    const unknown = { ok: false, code: "task.unknown" };
    expect(await accept(stranger.ctx(), taskId)).toEqual(unknown);
    expect(await progress(stranger.ctx(), taskId, "en_route")).toEqual(unknown);
    expect(await complete(stranger.ctx(), taskId, { reports: [], ticked: [], note: "" })).toEqual(
      unknown,
    );
  });

  it("who is suspended is on no task any more", async () => {
    const helper = await volunteer();
    const taskId = await make();
    await offer(taskId, [helper]);
    value(await accept(helper.ctx(), taskId));
    const actor = { kind: "system" as const, name: "suspension" };
    await releaseAllOf({ db: app.db, now: NOON, actor }, helper.id);
    expect((await taskOf(taskId)).state).toBe("open");
    expect((await partsOf(taskId))[0]!.state).toBe("released");
  });

  it.each([
    [
      "is taken off the task",
      async (taskId: string, lead: Someone) => {
        const part = (await partsOf(taskId)).find(({ personId }) => personId === lead.id);
        value(await release(coordinator.ctx(), taskId, part!.id));
      },
    ],
    [
      "is suspended",
      async (_: string, lead: Someone) => {
        const actor = { kind: "system" as const, name: "suspension" };
        await releaseAllOf({ db: app.db, now: NOON, actor }, lead.id);
      },
    ],
    [
      "withdraws",
      async (taskId: string, lead: Someone) =>
        void value(await withdraw(lead.ctx(), taskId, { reason: "busy", note: "" })),
    ],
  ])("who leads and %s passes the lead on, and the task can be ended", async (_, leave) => {
    const [lead, second, third] = [await volunteer(), await volunteer(), await volunteer()];
    const taskId = await make({ teamSize: 3 });
    await offer(taskId, [lead, second, third]);
    for (const one of [lead, second, third]) value(await accept(one.ctx(), taskId));
    for (const one of [lead, second, third]) value(await progress(one.ctx(), taskId, "en_route"));
    expect((await taskOf(taskId)).leadId).toBe(lead.id);
    const report = { reports: [], ticked: [], note: "" };
    value(await complete(third.ctx(), taskId, report));
    await leave(taskId, lead);
    expect(await taskOf(taskId)).toMatchObject({ state: "under_way", leadId: second.id });
    await leave(taskId, second);
    // The third had said that it is done, and nobody else is left to say so.
    expect(await taskOf(taskId)).toMatchObject({ state: "done", leadId: third.id });
  });
});

describe("two tasks of one request", () => {
  const end = (taskId: string) =>
    endTask(coordinator.ctx(), taskId, { to: "cancelled", reason: "other", version: 1 });

  it("that end at once leave it open for a third", async () => {
    for (let round = 0; round < 15; round++) {
      const id = await triaged();
      const tasks = [await make({ requests: [id] }), await make({ requests: [id] })];
      expect(oks(await Promise.all(tasks.map(end)))).toBe(2);
      expect(await stateOf(id)).toBe("triaged");
    }
  });

  it("of which one is made while the other ends keep it in progress", async () => {
    for (let round = 0; round < 15; round++) {
      const id = await triaged();
      const first = await make({ requests: [id] });
      const [ended, second] = await Promise.all([end(first), make({ requests: [id] })]);
      expect(ended.ok).toBe(true);
      expect((await taskOf(second)).state).toBe("open");
      expect(await stateOf(id)).toBe("in_progress");
    }
  });
});

describe("a request that its resident cancels", () => {
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

  it("sends whoever is on the way home at once, and ends the task", async () => {
    const { id, token } = await own();
    const [helper, asked] = [await volunteer(), await volunteer()];
    const taskId = await make({ requests: [id], teamSize: 1 });
    await offer(taskId, [helper, asked]);
    value(await accept(helper.ctx(), taskId));
    value(await progress(helper.ctx(), taskId, "en_route"));
    await cancel(token);
    await told(id);
    // The queue may bring it twice.
    await told(id);
    expect(await taskOf(taskId)).toMatchObject({ state: "cancelled", ending: "not_needed" });
    expect((await partsOf(taskId)).map(({ state }) => state)).toEqual(["released", "released"]);
    expect(await promisesOf(helper)).toEqual([]);
    expect(await stateOf(id)).toBe("cancelled");
  });

  it("closes its address at once, while the task goes on for another", async () => {
    const { id, token } = await own();
    const other = await own();
    const helper = await volunteer();
    const taskId = await make({ requests: [id, other.id] });
    await offer(taskId, [helper]);
    value(await accept(helper.ctx(), taskId));
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
      const actor = { kind: "system" as const, name: "offer-expiry" };
      // At the very moment of its end: the clocks of two machines.
      await Promise.all([
        accept(helper.ctx(), taskId),
        expireOffer({ db: app.db, now: part!.answerBy, actor }, part!.id),
      ]);
      const [after] = await partsOf(taskId);
      expect((await taskOf(taskId)).state).toBe(after!.state === "accepted" ? "assigned" : "open");
    }
  });

  it("is refused for hard reasons, and for soft ones without a word", async () => {
    const taskId = await make();
    const people = { minutes: 60, word: "" };
    const unverified = await world.person({ standing: "unverified" });
    const far = await world.person({
      standing: "verified",
      profile: { homeLat: 49.5, homeLon: 24, radiusKm: 3 },
    });
    const placed = await make({ requests: [await triaged()] });
    expect(
      await offerTask(zoned(coordinator), taskId, { ...people, people: [unverified.id] }),
    ).toMatchObject({ code: "assignment.not_verified" });
    expect(
      await offerTask(zoned(coordinator), placed, { ...people, people: [far.id] }),
    ).toMatchObject({ code: "assignment.needs_word" });
    expect(
      await offerTask(zoned(coordinator), placed, {
        ...people,
        people: [far.id],
        word: "має авто",
      }),
    ).toMatchObject({ ok: true });
  });

  it("is made once to one person, by two coordinators at once", async () => {
    const helper = await volunteer();
    const taskId = await make();
    const same = { people: [helper.id], minutes: 60, word: "" };
    const answers = await Promise.all([
      offerTask(zoned(coordinator), taskId, same),
      offerTask(zoned(second), taskId, same),
    ]);
    expect(oks(answers)).toBe(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: "assignment.already" });
  });

  it("is taken back at the moment of a yes: one of the two counts", async () => {
    for (let i = 0; i < 5; i++) {
      const helper = await volunteer();
      const taskId = await make();
      await offer(taskId, [helper]);
      const [part] = await partsOf(taskId);
      await Promise.all([
        accept(helper.ctx(), taskId),
        release(coordinator.ctx(), taskId, part!.id),
      ]);
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
      const ending = { to: "cancelled" as const, reason: "no_volunteer" as const, version };
      const [, ended] = await Promise.all([
        accept(helper.ctx(), taskId),
        endTask(coordinator.ctx(), taskId, ending),
      ]);
      if (!ended.ok) {
        const { version: now } = await taskOf(taskId);
        value(await endTask(coordinator.ctx(), taskId, { ...ending, version: now }));
      }
      expect(await promisesOf(helper)).toEqual([]);
      expect(await stateOf(requestId)).toBe("triaged");
    }
  });

  it("confirmed by two at once is once; the other is told who", async () => {
    const requestId = await triaged(8);
    const { taskId } = await doneTask([requestId]);
    const { version } = await taskOf(taskId);
    const delivered = [{ requestId, amount: 8, whole: true }];
    const answers = await Promise.all(
      [coordinator, second].map((one) => confirmTask(one.ctx(), taskId, { version, delivered })),
    );
    expect(oks(answers)).toBe(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: "conflict" });
    expect(await stateOf(requestId)).toBe("fulfilled");
  });

  it("confirmed short leaves the rest of the request open", async () => {
    const requestId = await triaged(20);
    const { taskId } = await doneTask([requestId]);
    const { version } = await taskOf(taskId);
    const delivered = [{ requestId, amount: 8, whole: false }];
    value(await confirmTask(coordinator.ctx(), taskId, { version, delivered }));
    const [after] = await app.db.select().from(request).where(eq(request.id, requestId));
    expect(after).toMatchObject({ state: "triaged", delivered: 8, quantity: 20 });
  });

  it("frees the volunteer at the moment it is done, and binds the lead again when it was not so", async () => {
    const requestId = await triaged();
    const { taskId, helper } = await doneTask([requestId]);
    const [promise] = await promisesOf(helper);
    expect(promise!.during).toContain("14:00:00+00");
    const { version } = await taskOf(taskId);
    value(await returnTask(coordinator.ctx(at(2.5)), taskId, version));
    expect((await taskOf(taskId)).state).toBe("under_way");
    value(await complete(helper.ctx(at(2.9)), taskId, { reports: [], ticked: [], note: "" }));
    expect((await taskOf(taskId)).state).toBe("done");
  });
});

describe("a coordinator", () => {
  it("of another district knows nothing of a task", async () => {
    const stranger = await world.person({ districts: [world.south] });
    const taskId = await make();
    const unknown = { ok: false, code: "task.unknown" };
    const ending = { to: "failed" as const, reason: "other" as const, version: 1 };
    expect(await endTask(stranger.ctx(), taskId, ending)).toEqual(unknown);
    expect(await returnTask(stranger.ctx(), taskId, 1)).toEqual(unknown);
    const nobody = { people: [(await volunteer()).id], minutes: 5, word: "" };
    expect(await offerTask(zoned(stranger), taskId, nobody)).toEqual(unknown);
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
    );
    expect(ranked[0]).toMatchObject({ id: near.id, reasons: [] });
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
