import { randomBytes } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { confirmTask, returnTask } from "../../app/dispatch/commands/conclude.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { listOwnTasks, openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { readClocks } from "../../app/districts/queries.server";
import { execute } from "../../app/platform/command.server";
import type { JobCtx } from "../../app/platform/jobs.server";
import type { Result } from "../../app/platform/types";
import { forgetRequest } from "../../app/privacy/commands/forget.server";
import { cancelRequest } from "../../app/requests/commands/cancel.server";
import { endRequest, reopenRequest } from "../../app/requests/commands/end.server";
import { takeBack, tellOutcome } from "../../app/requests/commands/outcome.server";
import { requestJobs } from "../../app/requests/jobs.server";
import { hashOf } from "../../app/requests/link.server";
import { commitment } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { assignment } from "../../drizzle/schema/dispatch";
import { request } from "../../drizzle/schema/requests";
import { dispatchSteps, type Someone, value } from "../factories/dispatch";
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
const { at, triaged, make, offer, accept, progress, complete, end } = steps;
const { volunteer, taskOf, requestOf } = steps;
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

describe("what a task brought of which somebody hears late", () => {
  const reopen = async (id: string) => {
    const { version } = await requestOf(id);
    value(await execute(coordinator.ctx(), reopenRequest, { id, version }));
  };
  const confirm = async (taskId: string, id: string, amount: string) => {
    const { version } = await taskOf(taskId);
    const report = { id: taskId, version, [`amount-${id}`]: amount };
    value(await execute(coordinator.ctx(), confirmTask, report));
  };

  it("counts, although its request was cancelled and reopened, or its resident missed another's help, meanwhile", async () => {
    const token = randomBytes(16).toString("base64url");
    const id = await triaged(20, { tokenHash: hashOf(token) });
    const [first, second] = [(await doneTask([id])).taskId, (await doneTask([id])).taskId];
    value(await execute(visitorCtx(app.db), cancelRequest, { token }));
    await reopen(id);
    await confirm(first, id, "20");
    expect(await requestOf(id)).toMatchObject({ state: "fulfilled", delivered: 20 });
    value(await execute(visitorCtx(app.db), tellOutcome, { token, came: "no" }));
    await confirm(second, id, "12");
    expect(await requestOf(id)).toMatchObject({
      state: "triaged",
      delivered: 12,
      trouble: "short",
    });
  });

  it("is nothing where nothing came, though all had come before it was opened again", async () => {
    const id = await triaged();
    await confirm((await doneTask([id])).taskId, id, "20");
    const ending = { id, how: "close", reason: "met", version: (await requestOf(id)).version };
    value(await execute(coordinator.ctx(), endRequest, ending));
    await reopen(id);
    await confirm((await doneTask([id])).taskId, id, "0");
    expect(await requestOf(id)).toMatchObject({
      state: "triaged",
      delivered: 20,
      trouble: "short",
    });
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

describe("what a volunteer reads of their task afterwards", () => {
  /** A request, and how its volunteers bring it and its resident answers. */
  async function asked() {
    const token = randomBytes(16).toString("base64url");
    const id = await triaged(8, { tokenHash: hashOf(token) });
    const visitor = visitorCtx(app.db);
    return {
      id,
      say: async (came: "yes" | "no") =>
        value(await execute(visitor, tellOutcome, { token, came })),
      undo: async () => value(await execute(visitor, takeBack, { token })),
      forget: async () => value(await execute(visitor, forgetRequest, { token, sure: "yes" })),
      async brought(amount: string) {
        const { taskId, helper } = await doneTask([id]);
        const { version } = await taskOf(taskId);
        const came = { id: taskId, version, [`amount-${id}`]: amount };
        const reads = async () => {
          const sheet = await openOwnTask(helper.ctx(), taskId);
          const { past } = await listOwnTasks(helper.ctx());
          expect(past.map(({ saidYes }) => saidYes)).toEqual([sheet?.saidYes]);
          return sheet?.saidYes;
        };
        expect(await reads()).toBe(false);
        value(await execute(coordinator.ctx(), confirmTask, came));
        return reads;
      },
    };
  }

  it("is that its resident has said yes, as long as they stand by it, also once they are forgotten", async () => {
    const { brought, say, undo, forget } = await asked();
    const reads = await brought("8");
    expect(await reads()).toBe(false);
    await say("yes");
    expect(await reads()).toBe(true);
    await undo();
    expect(await reads()).toBe(false);
    const second = await brought("8");
    await say("yes");
    expect(await second()).toBe(true);
    await forget();
    expect(await second()).toBe(true);
  });

  it("is not what came later after a no, nor for whoever brought nothing", async () => {
    const { brought, say } = await asked();
    const disputed = await brought("8");
    await say("no");
    const nothing = await brought("0");
    const part = await brought("3");
    const rest = await brought("5");
    await say("yes");
    const read = [await disputed(), await nothing(), await part(), await rest()];
    expect(read).toEqual([false, false, true, true]);
  });

  it("is nothing where a resident kept silent, or was forgotten without a word", async () => {
    const silent = await asked();
    const reads = await silent.brought("8");
    const since = new Date(NOON.getTime() + 60_000).toISOString();
    const close = requestJobs["close-fulfilled"] as (
      order: object,
      ctx: JobCtx,
    ) => Promise<unknown>;
    await close({ request: silent.id, since }, jobCtx(app.db));
    expect(await stateOf(silent.id)).toBe("closed");
    expect(await reads()).toBe(false);
    const gone = await asked();
    const unread = await gone.brought("8");
    await gone.forget();
    expect(await stateOf(gone.id)).toBe("closed");
    expect(await unread()).toBe(false);
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
