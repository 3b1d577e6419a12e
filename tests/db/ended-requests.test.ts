import { randomBytes } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { reportProgress } from "../../app/dispatch/commands/progress.server";
import { openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { listTasksOf, listTasksOn } from "../../app/dispatch/queries/tasks.server";
import { execute } from "../../app/platform/command.server";
import { cancelRequest } from "../../app/requests/commands/cancel.server";
import { endRequest, reopenRequest } from "../../app/requests/commands/end.server";
import { joinSeveral } from "../../app/requests/commands/join-several.server";
import { mergeRequest } from "../../app/requests/commands/merge.server";
import { separateRequest } from "../../app/requests/commands/separate.server";
import { hashOf } from "../../app/requests/link.server";
import { commitment } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { assignment } from "../../drizzle/schema/dispatch";
import { request } from "../../drizzle/schema/requests";
import { type Someone, value } from "../factories/dispatch";
import { placeSteps } from "../factories/places";
import { makeWorld, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let app: FreshDatabase["app"];
let world: World;
let north: Someone;
let second: Someone;

beforeAll(async () => {
  database = await freshDatabase();
  ({ app } = database);
  world = await makeWorld(app.db);
  north = await world.person({ districts: [world.north], name: "Ганна" });
  second = await world.person({ districts: [world.north], name: "Борис" });
});

const steps = placeSteps(() => ({ world, north }));
const { placed, make, ask, send, accept, settle, told, taskOf, requestOf } = steps;
const stateOf = async (id: string) => (await requestOf(id)).state;
const partOf = async (taskId: string, { id }: Someone) =>
  (
    await app.db
      .select()
      .from(assignment)
      .where(and(eq(assignment.taskId, taskId), eq(assignment.personId, id)))
  )[0]!;

const end = async (id: string, how: "cancel" | "decline", who = north) =>
  execute(who.ctx(), endRequest, {
    id,
    how,
    reason: "unreachable",
    version: (await requestOf(id)).version,
  });
const merge = async (id: string, into: string, who = north) =>
  execute(who.ctx(), mergeRequest, {
    id,
    version: (await requestOf(id)).version,
    code: (await requestOf(into)).code,
  });
const cancelOwn = async (id: string) => {
  const token = randomBytes(16).toString("base64url");
  await database.owner.db
    .update(request)
    .set({ tokenHash: hashOf(token) })
    .where(eq(request.id, id));
  return execute(visitorCtx(app.db), cancelRequest, { token });
};

/** A request to whose door somebody is on the way. */
async function coming(...steps: ("en_route" | "on_site")[]) {
  const id = await placed();
  const taskId = await make([id]);
  const helper = await send(taskId, ...steps);
  return { id, taskId, helper };
}
/** Two requests on the way of one volunteer. */
async function ofOneTask() {
  const [id, other] = [await placed(), await placed()];
  const taskId = await make([id, other]);
  return { id, other, taskId, helper: await send(taskId, "en_route") };
}

describe("a request that ends while somebody is on the way", () => {
  it.each<[string, (id: string) => Promise<unknown>]>([
    ["its resident cancels", cancelOwn],
    ["a coordinator cancels", (id) => end(id, "cancel")],
    ["a coordinator declines", (id) => end(id, "decline")],
    [
      "a coordinator merges into one to which others are as near",
      async (id) => merge(id, (await coming("en_route")).id),
    ],
  ])("because %s it sends them home at once, and ends the task", async (_, ends) => {
    const { id, taskId, helper } = await coming("en_route");
    const asked = await ask(taskId);
    const seen = async () => (await openOwnTask(helper.ctx(), taskId))!.requests[0]!;
    expect((await seen()).secret?.address).toBeTruthy();
    await settle();
    value((await ends(id)) as never);
    // The address is closed with the end itself, whenever the task follows.
    expect(await seen()).toMatchObject({ needed: false, secret: null });
    await settle();
    expect(await taskOf(taskId)).toMatchObject({ state: "cancelled", ending: "not_needed" });
    for (const who of [helper, asked]) {
      expect((await partOf(taskId, who)).state).toBe("released");
      expect(await told(who, "task_released")).toHaveLength(1);
    }
    const promises = app.db.select().from(commitment).where(eq(commitment.personId, helper.id));
    expect(await promises).toEqual([]);
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ["cancelled", cancelOwn],
    ["declined", (id) => end(id, "decline")],
    ["merged", async (id) => merge(id, (await coming("en_route", "on_site")).id)],
  ])("closes its address at once, while the task goes on for another: %s", async (_, ends) => {
    const { id, other, taskId, helper } = await ofOneTask();
    await settle();
    const seen = async () => {
      const sheet = await openOwnTask(helper.ctx(), taskId);
      return new Map(sheet!.requests.map((one) => [one.id, one]));
    };
    expect((await seen()).get(id)?.secret?.address).toBeTruthy();
    value((await ends(id)) as never);
    expect((await seen()).get(id)).toMatchObject({ needed: false, secret: null });
    await settle();
    expect((await taskOf(taskId)).state).toBe("under_way");
    expect((await seen()).get(other)).toMatchObject({ needed: true });
    expect((await seen()).get(other)?.secret?.address).toBeTruthy();
    expect(await told(helper, "task_changed")).toHaveLength(1);
    value(await end(other, "cancel"));
    await settle();
    expect((await taskOf(taskId)).state).toBe("cancelled");
    expect(await told(helper, "task_changed")).toHaveLength(1);
  });

  it("is said on the form before: which task ends, which goes on for another", async () => {
    const { id, other, taskId } = await ofOneTask();
    const shown = () => listTasksOf(north.ctx(), id);
    const people = [{ state: "en_route" }];
    expect(await shown()).toMatchObject([{ id: taskId, goesOn: true, people }]);
    value(await end(other, "decline"));
    expect(await shown()).toMatchObject([{ id: taskId, goesOn: false, people }]);
  });

  it("is said before several become one: by which of them a task ends, and whether it goes on for another", async () => {
    const { id, other, taskId } = await ofOneTask();
    const { id: alone, taskId: second } = await coming();
    const shown = async (...ids: string[]) =>
      (await listTasksOn(north.ctx(), ids)).map((one) => [one.id, one.on.length, one.goesOn]);
    expect(await shown(alone, id)).toEqual([
      [taskId, 1, true],
      [second, 1, false],
    ]);
    expect(await shown(id, other)).toEqual([[taskId, 2, false]]);
    expect((await listTasksOn(north.ctx(), [id]))[0]).toMatchObject({
      on: [id],
      people: [{ state: "en_route" }],
    });
    expect(await shown()).toEqual([]);
    const foreign = await world.person({ districts: [world.south] });
    expect(await listTasksOn(foreign.ctx(), [id, alone])).toEqual([]);
    value(await end(alone, "cancel"));
    await settle();
    expect(await shown(alone, other)).toEqual([[taskId, 1, true]]);
  });

  it("ends once, by whoever was first, whatever they made of it", async () => {
    for (let round = 0; round < 3; round++) {
      const { id, taskId, helper } = await coming();
      const other = await requestOf((await coming("en_route")).id);
      const { version } = await requestOf(id);
      const [declined, merged] = await Promise.all([
        execute(second.ctx(), endRequest, { id, how: "decline", reason: "unreachable", version }),
        execute(north.ctx(), mergeRequest, { id, version, code: other.code }),
        execute(helper.ctx(), reportProgress, { id: taskId, to: "en_route" }),
      ]);
      expect([declined.ok, merged.ok].filter(Boolean)).toHaveLength(1);
      expect(declined.ok ? merged : declined).toMatchObject({ code: "conflict" });
      expect(await stateOf(id)).toBe(declined.ok ? "declined" : "duplicate");
      await settle();
      expect((await partOf(taskId, helper)).state).toBe("released");
    }
  });
});

describe("a request to which somebody is coming, and one like it", () => {
  it("are merged so that whoever is nearest goes on", async () => {
    const { id, taskId, helper } = await coming("en_route");
    for (const behind of [await placed(), (await coming()).id]) {
      const refused = await merge(id, behind);
      expect(refused).toMatchObject({ code: "request.help_is_nearer" });
      value(await merge(behind, id));
    }
    await settle();
    expect((await partOf(taskId, helper)).state).toBe("en_route");
    const [first] = (await openOwnTask(helper.ctx(), taskId))!.requests;
    expect(first!.joined).toHaveLength(2);
  });

  it("several at once go into none that is less far", async () => {
    const old = await placed();
    const { id: younger } = await coming("en_route");
    const { id: waiting, taskId } = await coming();
    const rows = await Promise.all([old, younger, waiting].map(requestOf));
    const seen = rows.map(({ id, version }) => `${id}:${version}`);
    for (const behind of [old, waiting])
      expect(await execute(north.ctx(), joinSeveral, { seen, into: behind })).toMatchObject({
        code: "request.help_is_nearer",
      });
    value(await execute(north.ctx(), joinSeveral, { seen, into: younger }));
    await settle();
    expect(await stateOf(younger)).toBe("in_progress");
    for (const id of [old, waiting])
      expect(await requestOf(id)).toMatchObject({ state: "duplicate", duplicateOf: younger });
    expect((await taskOf(taskId)).state).toBe("cancelled");
  });

  it("are never merged away from a yes that comes at the same time", async () => {
    for (let round = 0; round < 3; round++) {
      const [id, other] = [await placed(), await placed()];
      const taskId = await make([id]);
      const helper = await ask(taskId);
      const [merged, yes] = await Promise.all([merge(id, other), accept(helper, taskId)]);
      await settle();
      const { state } = await partOf(taskId, helper);
      // Whoever said yes first goes; else they were sent home, and are told.
      if (merged.ok)
        expect([state, (await taskOf(taskId)).state]).toEqual(["released", "cancelled"]);
      else {
        expect(merged).toMatchObject({ code: "request.help_is_nearer" });
        expect([yes.ok, state]).toEqual([true, "accepted"]);
      }
      expect(await stateOf(id)).toBe(merged.ok ? "duplicate" : "in_progress");
    }
  });
});

describe("a request that is open again", () => {
  const reopen = async (id: string) =>
    value(
      await execute(north.ctx(), reopenRequest, { id, version: (await requestOf(id)).version }),
    );
  const separate = async (id: string) =>
    value(
      await execute(north.ctx(), separateRequest, { id, version: (await requestOf(id)).version }),
    );

  it.each<[string, (id: string) => Promise<unknown>, (id: string) => Promise<unknown>]>([
    ["declined", (id) => end(id, "decline"), reopen],
    ["merged", async (id) => merge(id, (await coming("en_route", "on_site")).id), separate],
  ])("after it was %s is in progress while a task of it goes on for another, and whoever is on that is told", async (_, ends, opens) => {
    const { id, taskId, helper } = await ofOneTask();
    value((await ends(id)) as never);
    await settle();
    await opens(id);
    expect(await stateOf(id)).toBe("triaged");
    await settle();
    expect(await requestOf(id)).toMatchObject({ state: "in_progress", cover: "on_the_way" });
    expect(await told(helper, "task_changed")).toHaveLength(2);
    const sheet = await openOwnTask(helper.ctx(), taskId);
    expect(sheet!.requests.map(({ needed }) => needed)).toEqual([true, true]);
  });

  it("is looked for somebody anew where its task has ended", async () => {
    const { id } = await coming("en_route");
    value(await end(id, "decline"));
    await settle();
    await reopen(id);
    await settle();
    expect(await requestOf(id)).toMatchObject({ state: "triaged", cover: "nobody_asked" });
  });

  it("before anybody was sent home keeps who is on the way", async () => {
    const { id, taskId, helper } = await coming("en_route");
    await settle();
    value(await end(id, "decline"));
    await reopen(id);
    await settle();
    expect(await requestOf(id)).toMatchObject({ state: "in_progress", cover: "on_the_way" });
    expect((await partOf(taskId, helper)).state).toBe("en_route");
    const lines = await app.db.select().from(event).where(eq(event.thingId, taskId));
    expect(lines.filter(({ type }) => type === "task.cancelled")).toEqual([]);
  });
});
