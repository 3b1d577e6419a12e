import { randomBytes } from "node:crypto";
import { and, asc, desc, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { expireOffer } from "../../app/dispatch/commands/answer.server";
import { confirmTask, endTask, returnTask } from "../../app/dispatch/commands/conclude.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { listTasks, openTask } from "../../app/dispatch/queries/tasks.server";
import { dispatchReactions } from "../../app/dispatch/reactions.server";
import { coverOf } from "../../app/dispatch/rules/cover";
import { execute } from "../../app/platform/command.server";
import { cancelRequest } from "../../app/requests/commands/cancel.server";
import { takeBack, tellOutcome } from "../../app/requests/commands/outcome.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { triage } from "../../app/requests/commands/triage.server";
import { hashOf } from "../../app/requests/link.server";
import type { LaneName } from "../../app/requests/states";
import { LANES } from "../../app/requests/states";
import { event } from "../../drizzle/schema/audit";
import { assignment, isLiveTask, task, taskRequest } from "../../drizzle/schema/dispatch";
import { dispatchSteps, type Someone, value } from "../factories/dispatch";
import { react } from "../factories/react";
import { jobCtx, makeWorld, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
let coordinator: Someone;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north] });
});

const steps = dispatchSteps(() => ({ world, coordinator }));
const { at, triaged, make, offer, accept, decline, progress, complete, leave, release } = steps;
const { volunteer, partsOf, requestOf, taskOf } = steps;
const standsIn = async (id: string) => {
  const { lane, cover, trouble } = await requestOf(id);
  return [LANES[lane! - 1], cover, trouble] as [LaneName, string, string | null];
};
const coversOf = async (id: string) =>
  (
    await app.db
      .select({ cover: event.reason })
      .from(event)
      .where(and(eq(event.thingId, id), eq(event.type, "request.covered")))
      .orderBy(asc(event.id))
  ).map(({ cover }) => cover);

/** A triaged request, its task, and one who was asked. */
async function asked(more: Parameters<typeof triaged>[1] = {}) {
  const id = await triaged(20, more);
  const taskId = await make({ requests: [id] });
  const helper = await volunteer();
  await offer(taskId, [helper]);
  return { id, taskId, helper };
}

/** A task with one who is on the way. */
async function onTheWay(requests: string[]) {
  const taskId = await make({ requests });
  const helper = await volunteer();
  await offer(taskId, [helper]);
  value(await accept(helper, taskId));
  value(await progress(helper, taskId, "en_route"));
  return { taskId, helper };
}

/** As the job does with the line of the record that says so. */
async function reactToReopening(id: string) {
  const [line] = await app.db
    .select({ id: event.id })
    .from(event)
    .where(and(eq(event.thingId, id), eq(event.type, "request.reopened")))
    .orderBy(desc(event.id))
    .limit(1);
  await react(dispatchReactions, line!.id, jobCtx(app.db));
}

describe("who is coming to a request", () => {
  it("is told step by step, from nobody to help that came", async () => {
    const id = await triaged();
    expect(await standsIn(id)).toEqual(["send", "nobody_asked", null]);
    const taskId = await make({ requests: [id] });
    expect(await standsIn(id)).toEqual(["send", "nobody_asked", null]);
    const helper = await volunteer();
    await offer(taskId, [helper]);
    expect(await standsIn(id)).toEqual(["asked", "asked", null]);
    expect((await requestOf(id)).askedUntil).toEqual(at(1));
    value(await accept(helper, taskId));
    expect(await standsIn(id)).toEqual(["moving", "accepted", null]);
    value(await progress(helper, taskId, "en_route"));
    value(await progress(helper, taskId, "on_site"));
    expect(await standsIn(id)).toEqual(["moving", "there", null]);
    value(await complete(helper, taskId, 0, { [`amount-${id}`]: "20" }));
    expect(await standsIn(id)).toEqual(["confirm", "done", null]);
    const { version } = await taskOf(taskId);
    const came = { id: taskId, version, [`amount-${id}`]: "20" };
    value(await execute(coordinator.ctx(), confirmTask, came));
    expect(await standsIn(id)).toEqual(["resident", "nobody_asked", null]);
    expect(await coversOf(id)).toEqual(["asked", "accepted", "on_the_way", "there", "done"]);
  });

  it("is nobody when the only one who was asked says no, or nothing", async () => {
    const first = await asked();
    value(await decline(first.helper, first.taskId));
    expect(await standsIn(first.id)).toEqual(["broken", "unanswered", null]);

    const second = await asked();
    const [part] = await partsOf(second.taskId);
    value(await execute({ ...jobCtx(app.db), now: at(2) }, expireOffer, { assignment: part!.id }));
    expect(await standsIn(second.id)).toEqual(["broken", "unanswered", null]);
  });

  it("is nobody when whoever was on the way is gone, and its task looks for somebody again", async () => {
    const { id, taskId, helper } = await asked();
    value(await accept(helper, taskId));
    value(await progress(helper, taskId, "en_route"));
    value(await leave(helper, taskId));
    expect(await standsIn(id)).toEqual(["broken", "unanswered", "left"]);
    expect((await taskOf(taskId)).state).toBe("open");
    await offer(taskId, [await volunteer()]);
    expect(await standsIn(id)).toEqual(["asked", "asked", null]);
  });

  it("counts what a coordinator takes back as not asked", async () => {
    const { id, taskId } = await asked();
    const [part] = await partsOf(taskId);
    value(await release(taskId, part!.id));
    expect(await standsIn(id)).toEqual(["send", "nobody_asked", null]);
  });

  it("leaves danger to life where it is until somebody has said yes", async () => {
    const { id } = await world.request({ priority: "critical" });
    expect(await standsIn(id)).toEqual(["danger", "nobody_asked", null]);
    const critical = await triaged(20);
    await app.db.execute(sql`update request set priority = 'critical' where id = ${critical}`);
    const taskId = await make({ requests: [critical] });
    const helper = await volunteer();
    await offer(taskId, [helper]);
    expect((await standsIn(critical))[0]).toBe("danger");
    value(await accept(helper, taskId));
    expect((await standsIn(critical))[0]).toBe("moving");
    value(await leave(helper, taskId));
    expect((await standsIn(critical))[0]).toBe("danger");
  });

  it("is there again when what was called done was not", async () => {
    const { id, taskId, helper } = await asked();
    value(await accept(helper, taskId));
    value(await progress(helper, taskId, "en_route"));
    value(await complete(helper, taskId, 0, { [`amount-${id}`]: "20" }));
    const { version } = await taskOf(taskId);
    value(await execute(coordinator.ctx(at(3)), returnTask, { id: taskId, version }));
    expect(await standsIn(id)).toEqual(["moving", "there", null]);
  });

  it("is whoever is still on the way for another task, when the resident says that help did not come", async () => {
    const token = randomBytes(16).toString("base64url");
    const id = await triaged(20, { tokenHash: hashOf(token) });
    const [first, second] = [await onTheWay([id]), await onTheWay([id])];
    value(await complete(first.helper, first.taskId, 0, { [`amount-${id}`]: "20" }));
    const { version } = await taskOf(first.taskId);
    const zoned = { ...coordinator.ctx(), zone: "Europe/Kyiv" };
    // Whoever confirms reads that another is on the way; theirs then serves no open request.
    const [beside] = (await openTask(zoned, first.taskId))!.beside;
    expect(beside).toMatchObject({ id: second.taskId, people: [{ state: "en_route" }] });
    const came = { id: first.taskId, version, [`amount-${id}`]: "20" };
    value(await execute(coordinator.ctx(), confirmTask, came));
    const listed = async () =>
      (await listTasks(coordinator.ctx(), "live")).find((one) => one.id === second.taskId);
    expect((await openTask(zoned, second.taskId))!.beside).toEqual([]);
    expect(await listed()).toMatchObject({ needless: true });
    expect(await standsIn(id)).toEqual(["resident", "nobody_asked", null]);
    value(await execute(visitorCtx(app.db), tellOutcome, { token, came: "no" }));
    expect(await standsIn(id)).toEqual(["broken", "nobody_asked", "not_come"]);
    // The queue may bring it twice.
    for (let times = 0; times < 2; times++) {
      await reactToReopening(id);
      expect(await standsIn(id)).toEqual(["broken", "on_the_way", "not_come"]);
      expect((await requestOf(id)).state).toBe("in_progress");
    }
    expect(await listed()).toMatchObject({ needless: false });
    // Somebody at the door is what was to be done about it.
    value(await progress(second.helper, second.taskId, "on_site"));
    expect(await standsIn(id)).toEqual(["moving", "there", null]);
  });

  it("is whoever goes on for another request, when one that was cancelled is open again, and nobody where they do not", async () => {
    const token = randomBytes(16).toString("base64url");
    const cancelled = await triaged(20, { tokenHash: hashOf(token) });
    const { taskId } = await onTheWay([cancelled, await triaged()]);
    value(await execute(visitorCtx(app.db), cancelRequest, { token }));
    value(await execute(visitorCtx(app.db), takeBack, { token }));
    await reactToReopening(cancelled);
    expect(await standsIn(cancelled)).toEqual(["broken", "on_the_way", "mistake"]);

    const { version } = await taskOf(taskId);
    value(
      await execute(coordinator.ctx(), endTask, {
        id: taskId,
        version,
        to: "failed",
        reason: "nobody_there",
      }),
    );
    expect(await standsIn(cancelled)).toEqual(["broken", "nobody_asked", "task_ended"]);
    value(await execute(visitorCtx(app.db), cancelRequest, { token }));
    value(await execute(visitorCtx(app.db), takeBack, { token }));
    await reactToReopening(cancelled);
    expect(await standsIn(cancelled)).toEqual(["broken", "nobody_asked", "mistake"]);
  });

  it("is what stands in the tables, after whatever several people do at once", async () => {
    const id = await triaged();
    const tasks = await Promise.all([make({ requests: [id] }), make({ requests: [id] })]);
    const people = await Promise.all(Array.from({ length: 6 }, volunteer));
    for (const [n, taskId] of tasks.entries()) await offer(taskId, people.slice(n * 3, n * 3 + 3));
    const all = people.map((who, n) => ({ who, taskId: tasks[n < 3 ? 0 : 1]! }));
    const rounds = [accept, decline, leave, decline, accept, leave];
    for (let round = 0; round < 3; round++) {
      await Promise.all(
        all.map(({ who, taskId }, n) => rounds[(n + round * 2) % rounds.length]!(who, taskId)),
      );
      const parts = await app.db
        .select({ taskState: task.state, state: assignment.state, answerBy: assignment.answerBy })
        .from(taskRequest)
        .innerJoin(task, eq(task.id, taskRequest.taskId))
        .leftJoin(assignment, eq(assignment.taskId, task.id))
        .where(and(eq(taskRequest.requestId, id), isLiveTask));
      const { cover, askedUntil } = await requestOf(id);
      expect({ cover, askedUntil }).toEqual(coverOf(parts));
    }
  });
});

describe("what a resident's words mention", () => {
  it("stands with danger to life until somebody has read it, whatever kind was chosen", async () => {
    const ask = async (details: string) => {
      const form = { category: "water", details, phone: "+380671234567", address: "Наукова, 7" };
      const ctx = { ...visitorCtx(app.db), flood: null };
      return value(await execute(ctx as never, submitRequest, form)).id;
    };
    const id = await ask("У під’їзді дим, горить двері сусідів");
    expect((await standsIn(id))[0]).toBe("danger");
    const read = { id, version: 1, priority: "normal", category: "water", people: "1" };
    value(await execute(coordinator.ctx(), triage, { ...read, district: "north" }));
    expect((await standsIn(id))[0]).toBe("send");
    // Marked, and not raised; and nothing at all.
    expect((await standsIn(await ask("Закінчується інсулін")))[0]).toBe("read");
    expect((await requestOf(await ask("Вода на двох"))).alarm).toBeNull();
  });
});

describe("two coordinators who send somebody to the same request", () => {
  it("make one task: the later one is told of it, and may want another all the same", async () => {
    const id = await triaged();
    const second = await world.person({ districts: [world.north], name: "Борис" });
    const form = {
      request: [id],
      teamSize: "1",
      from: at(1).toISOString(),
      to: at(3).toISOString(),
    };
    const made = await Promise.all(
      [coordinator, second].map((who) => execute(who.ctx(), createTask, form)),
    );
    expect(made.filter(({ ok }) => ok)).toHaveLength(1);
    const refused = made.find(({ ok }) => !ok);
    expect(refused).toMatchObject({ code: "task.exists", params: { number: expect.any(String) } });
    value(await execute(second.ctx(), createTask, { ...form, another: "yes" }));
  });
});
