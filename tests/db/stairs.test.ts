import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask, releaseAssignment } from "../../app/dispatch/commands/offer.server";
import { listOwnTasks, openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { compose } from "../../app/messages/rules/compose";
import { execute } from "../../app/platform/command.server";
import { forgetRequest } from "../../app/privacy/commands/forget.server";
import { cancelRequest } from "../../app/requests/commands/cancel.server";
import { correctRequest } from "../../app/requests/commands/correct.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { triage } from "../../app/requests/commands/triage.server";
import { readForAgain } from "../../app/requests/queries/ask-again.server";
import { event } from "../../drizzle/schema/audit";
import { assignment } from "../../drizzle/schema/dispatch";
import { request, requestNote } from "../../drizzle/schema/requests";
import type { Someone } from "../factories/dispatch";
import { channelsOf } from "../factories/letters";
import { readMails } from "../factories/queue";
import { react } from "../factories/react";
import { at, value } from "../factories/rota";
import { CITY, jobCtx, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let coordinator: Someone;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  coordinator = await world.person({ districts: [world.north] });
});

const form = {
  category: "water",
  details: "Вода",
  people: "1",
  district: "north",
  phone: "0671230000",
};

describe("how high somebody lives, and whether a lift goes there", () => {
  const highUp = {
    ...form,
    address: "вул. Наукова, 7",
    access: "код 45К",
    floor: "9-й",
    lift: "none",
  };
  /** A request, and a task for it that a volunteer has been asked to take. */
  async function offered(typed: object, priority = "normal") {
    const ctx = { ...visitorCtx(world.db), flood: null };
    const { id, token } = value(await execute(ctx, submitRequest, typed));
    const read = { id, priority, people: "1", category: "water", district: "north" };
    value(await execute(coordinator.ctx(), triage, { ...read, version: 1 }));
    const wish = { request: [id], teamSize: 1, from: at(1).toISOString(), to: at(3).toISOString() };
    const taskId = value(await execute(coordinator.ctx(), createTask, wish));
    const profile = { homeDistrictId: world.north };
    const volunteer = await world.person({ standing: "verified", profile });
    const offer = { id: taskId, people: [volunteer.id], minutes: 60, word: "" };
    value(await execute(coordinator.ctx(), offerTask, offer));
    return { id, token, ctx, taskId, volunteer };
  }

  /** The mail of what happened last to the part of a volunteer, as they read it. */
  async function letterOf(taskId: string) {
    const [part] = await world.db.select().from(assignment).where(eq(assignment.taskId, taskId));
    const lines = await world.db
      .select()
      .from(event)
      .where(eq(event.thingId, part!.id))
      .orderBy(event.id);
    const send = messageReactions(channelsOf(async () => {}));
    await react(send, lines.at(-1)!.id, jobCtx(world.db));
    const order = (await readMails(database.owner.sql)).at(-1)!;
    return compose({ ...order, locale: "en" }, CITY, NOON);
  }

  it("is read before saying yes, on the page, in the list and in the mail; the address is not", async () => {
    const { taskId, volunteer } = await offered(highUp);
    const sheet = await openOwnTask(volunteer.ctx(), taskId);
    expect(sheet?.requests).toMatchObject([{ floor: 9, lift: "none", secret: null }]);
    expect(JSON.stringify(sheet)).not.toMatch(/Наукова|45К/);
    const { offers } = await listOwnTasks(volunteer.ctx());
    expect(offers).toMatchObject([{ doors: [{ floor: 9, lift: "none" }] }]);
    const { subject, text } = await letterOf(taskId);
    expect(text).toContain("Floor and lift: 9-й поверх, без ліфта.");
    expect(subject).not.toContain(":");
    expect(text).not.toMatch(/Наукова|45К/);
  });

  it("stands behind danger to life, where a coordinator has seen that, and not in a mail that says not to go", async () => {
    const { taskId } = await offered(highUp, "critical");
    expect((await letterOf(taskId)).subject).toBe("Can you help? Загроза життю: Water, North");
    const [part] = await world.db.select().from(assignment).where(eq(assignment.taskId, taskId));
    const release = { id: taskId, assignment: part!.id };
    value(await execute(coordinator.ctx(), releaseAssignment, release));
    const { subject, text } = await letterOf(taskId);
    expect(subject + text).not.toContain("Загроза");
  });

  it("is unknown where nobody has said it, and what can't be read is a word for who has said yes", async () => {
    const { id, taskId, volunteer } = await offered({ ...highUp, floor: "під дахом", lift: "" });
    const sheet = await openOwnTask(volunteer.ctx(), taskId);
    expect(sheet?.requests).toMatchObject([{ floor: null, lift: null }]);
    expect(JSON.stringify(sheet)).not.toContain("під дахом");
    const [stands] = await world.db.select().from(request).where(eq(request.id, id));
    expect(stands?.illegible).toEqual(["floor"]);
    const notes = await world.db.select().from(requestNote).where(eq(requestNote.requestId, id));
    expect(notes.map(({ body }) => body)).toEqual(["поверх: під дахом"]);
  });

  it("is put right by a coordinator and by the resident, and neither overwrites the other unseen", async () => {
    const { id, token, ctx } = await offered(highUp);
    const stand = async () => (await world.db.select().from(request).where(eq(request.id, id)))[0]!;
    const read = { id, priority: "normal", people: "1", category: "water", district: "north" };
    const { version } = await stand();
    value(await execute(coordinator.ctx(), triage, { ...read, floor: "8", lift: "", version }));
    expect(await stand()).toMatchObject({ floor: 8, lift: null });
    // A form that does not ask for them leaves them as they are.
    const next = { ...read, version: version + 1 };
    value(await execute(coordinator.ctx(), triage, next));
    expect(await stand()).toMatchObject({ floor: 8, lift: null });
    const wrong = await execute(coordinator.ctx(), triage, { ...next, floor: "high up" });
    expect(wrong).toMatchObject({ errors: { floor: "floor" } });
    value(await execute(ctx, correctRequest, { token, lift: "works" }));
    expect(await stand()).toMatchObject({ floor: 8, lift: "works" });
    const late = { ...read, floor: "8", lift: "", version: version + 2 };
    expect(await execute(coordinator.ctx(), triage, late)).toMatchObject({ code: "conflict" });
    expect(await execute(ctx, correctRequest, { token, lift: "works", floor: "8" })).toMatchObject({
      code: "request.nothing_changed",
    });
    const notes = await world.db.select().from(requestNote).where(eq(requestNote.requestId, id));
    expect(notes.at(-1)?.body).toBe("8-й поверх → 8-й поверх, ліфт працює");
  });

  it("comes with a second form of the same key as a word, and goes with who is forgotten", async () => {
    const ctx = { ...visitorCtx(world.db), flood: null };
    const key = "f".repeat(22);
    const { id, token } = value(await execute(ctx, submitRequest, highUp, { key }));
    await execute(ctx, submitRequest, { ...highUp, floor: "7" }, { key });
    const notes = await world.db.select().from(requestNote).where(eq(requestNote.requestId, id));
    expect(notes.map(({ body }) => body)).toEqual(["7-й поверх\n× 1"]);
    value(await execute(ctx, cancelRequest, { token }));
    expect((await readForAgain(world.db, token))?.typed).toMatchObject({
      floor: "9",
      lift: "none",
    });
    value(await execute(ctx, forgetRequest, { token, sure: "yes" }));
    const [stands] = await world.db.select().from(request).where(eq(request.id, id));
    expect(stands).toMatchObject({ floor: null, lift: null });
  });
});
