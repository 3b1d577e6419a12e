import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { answerOffer, withdraw } from "../../app/dispatch/commands/answer.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask, releaseAssignment } from "../../app/dispatch/commands/offer.server";
import { completeTask, reportProgress } from "../../app/dispatch/commands/progress.server";
import { whoIsAtTheDoor } from "../../app/dispatch/queries/at-the-door.server";
import { listOwnTasks, openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { openTask } from "../../app/dispatch/queries/tasks.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { residentOf } from "../../app/messages/readers/residents.server";
import { compose } from "../../app/messages/rules/compose";
import { composeSms } from "../../app/messages/rules/compose-sms";
import { rowsFor } from "../../app/messages/rules/table";
import { execute } from "../../app/platform/command.server";
import { forgetRequest } from "../../app/privacy/commands/forget.server";
import { cancelRequest } from "../../app/requests/commands/cancel.server";
import { correctRequest } from "../../app/requests/commands/correct.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { triage } from "../../app/requests/commands/triage.server";
import { readForAgain } from "../../app/requests/queries/ask-again.server";
import { volunteerProfile } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { assignment, task } from "../../drizzle/schema/dispatch";
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

/** A request that these volunteers have said yes to. */
async function accepted(names: string[], consents = true) {
  const ctx = { ...visitorCtx(world.db), flood: null };
  const { id: requestId, token } = value(await execute(ctx, submitRequest, form));
  const read = {
    id: requestId,
    priority: "normal",
    people: "1",
    category: "water",
    district: "north",
    version: 1,
  };
  value(await execute(coordinator.ctx(), triage, read));
  const wish = {
    request: [requestId],
    teamSize: names.length,
    from: at(1).toISOString(),
    to: at(3).toISOString(),
  };
  const id = value(await execute(coordinator.ctx(), createTask, wish));
  const people = await Promise.all(
    names.map((name) =>
      world.person({ name, standing: "verified", profile: { homeDistrictId: world.north } }),
    ),
  );
  for (const one of people) {
    await world.db
      .update(volunteerProfile)
      .set({ namesThemselves: consents })
      .where(eq(volunteerProfile.personId, one.id));
    value(
      await execute(coordinator.ctx(), offerTask, { id, people: [one.id], minutes: 60, word: "" }),
    );
    value(await execute(one.ctx(), answerOffer, { id, answer: "yes" }));
  }
  const step = async (who: Someone, to: string) => execute(who.ctx(), reportProgress, { id, to });
  return { id, requestId, token, people, step };
}
const stateOf = async (id: string) =>
  (await world.db.select().from(task).where(eq(task.id, id)))[0]!.state;
const coverOf = async (id: string) =>
  (await world.db.select().from(request).where(eq(request.id, id)))[0]!.cover;

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

const namesAt = async (token: string) =>
  (await whoIsAtTheDoor(world.db, token)).flatMap(({ name }) => name ?? []);

describe("a first name at the door", () => {
  it("is read by who waits, from when somebody sets out until they are done", async () => {
    const { id, token, people, step } = await accepted(["Олена Левченко"]);
    const names = () => namesAt(token);
    expect(await names()).toEqual([]);
    value(await step(people[0]!, "en_route"));
    expect(await names()).toEqual(["Олена"]);
    value(await step(people[0]!, "on_site"));
    expect(await names()).toEqual(["Олена"]);
    value(await execute(people[0]!.ctx(), completeTask, { id }));
    expect(await names()).toEqual([]);
  });

  it("is nobody's who has not said so, and nobody's to read without the link", async () => {
    const { token, people, step } = await accepted(["Petro Bondar"], false);
    value(await step(people[0]!, "en_route"));
    expect(await namesAt(token)).toEqual([]);
    const other = await accepted(["Vera Volunteer"]);
    value(await other.step(other.people[0]!, "en_route"));
    for (const wrong of ["", "x".repeat(22), other.requestId])
      expect(await whoIsAtTheDoor(world.db, wrong)).toEqual([]);
  });

  it("is that of each who is on the way", async () => {
    const { token, people, step } = await accepted(["Anna Maria Tamm", "Juri"]);
    value(await step(people[0]!, "en_route"));
    expect(await namesAt(token)).toEqual(["Anna"]);
    value(await step(people[1]!, "en_route"));
    expect(await namesAt(token)).toEqual(["Anna", "Juri"]);
  });
});

describe("a number at the door", () => {
  const seenBy = async (someone: Someone, id: string) =>
    (await openOwnTask(someone.ctx(), id))?.door ?? null;
  const seenAt = async (token: string) =>
    (await whoIsAtTheDoor(world.db, token)).map(({ number }) => number);

  it("is the same for who comes and who waits, from when they set out until they are done", async () => {
    const { id, token, people, step } = await accepted(["Олена Левченко"], false);
    const [olena] = people;
    expect([await seenBy(olena!, id), await seenAt(token)]).toEqual([null, []]);
    for (const to of ["en_route", "on_site"]) {
      value(await step(olena!, to));
      const number = await seenBy(olena!, id);
      expect(number).toMatch(/^[1-9]\d\d$/);
      expect(await seenAt(token)).toEqual([number]);
    }
    value(await execute(olena!.ctx(), completeTask, { id }));
    expect([await seenBy(olena!, id), await seenAt(token)]).toEqual([null, []]);
  });

  it("is each one's own, and leaves with whoever leaves", async () => {
    const { id, token, people, step } = await accepted(["Anna", "Juri", "Petro"]);
    for (const one of people) value(await step(one, "en_route"));
    const numbers = await Promise.all(people.map((one) => seenBy(one, id)));
    expect(await seenAt(token)).toEqual(numbers);
    value(await execute(people[0]!.ctx(), withdraw, { id, reason: "unwell" }));
    expect(await seenBy(people[0]!, id)).toBeNull();
    expect(await seenAt(token)).toEqual(numbers.slice(1));
  });

  it("is in the message that somebody is on the way, of the whole team, and on the coordinator's page", async () => {
    const { id, requestId, people, step } = await accepted(["Anna", "Juri"]);
    value(await step(people[1]!, "en_route"));
    const opened = await openTask({ ...coordinator.ctx(), zone: CITY.zone }, id);
    const numbers = opened!.team.map(({ door }) => door!);
    expect(numbers).toHaveLength(2);
    const own = opened!.team.find(({ personId }) => personId === people[1]!.id);
    expect(await seenBy(people[1]!, id)).toBe(own?.door);
    const lines = await world.db.select().from(event).where(eq(event.thingId, requestId));
    const line = lines.filter(({ type }) => type === "request.covered").at(-1)!;
    const row = rowsFor(line).find(({ to }) => to === "resident")!;
    const [reader] = await world.db.transaction((tx) =>
      residentOf(tx, jobCtx(world.db), line, row),
    );
    const { locale, params } = reader!;
    const order = { locale, template: row.template, params };
    const texts = [composeSms(order, CITY, NOON), compose(order, CITY, NOON).text];
    for (const text of texts) for (const number of numbers) expect(text).toContain(number);
  });

  it("is shown for nothing but a door", async () => {
    const window = { from: at(1).toISOString(), to: at(3).toISOString() };
    const wish = { title: "Світло", teamSize: 1, district: "north", ...window };
    const id = value(await execute(coordinator.ctx(), createTask, wish));
    const helper = await world.person({ standing: "verified" });
    const asked = { id, people: [helper.id], minutes: 60 };
    value(await execute(coordinator.ctx(), offerTask, asked));
    value(await execute(helper.ctx(), answerOffer, { id, answer: "yes" }));
    value(await execute(helper.ctx(), reportProgress, { id, to: "en_route" }));
    expect(await seenBy(helper, id)).toBeNull();
  });
});

describe("a step that was pressed by mistake", () => {
  it("is taken back: nobody is on the way, and the task has not begun", async () => {
    const { id, requestId, token, people, step } = await accepted(["Vera Volunteer"]);
    value(await step(people[0]!, "en_route"));
    expect([await stateOf(id), await coverOf(requestId)]).toEqual(["under_way", "on_the_way"]);
    value(await step(people[0]!, "accepted"));
    value(await step(people[0]!, "accepted"));
    expect([await stateOf(id), await coverOf(requestId)]).toEqual(["assigned", "accepted"]);
    expect(await whoIsAtTheDoor(world.db, token)).toEqual([]);
    value(await step(people[0]!, "en_route"));
    expect(await stateOf(id)).toBe("under_way");
  });

  it("leaves the task under way while another is", async () => {
    const { id, people, step } = await accepted(["Vera Volunteer", "Petro Bondar"]);
    for (const one of people) value(await step(one, "en_route"));
    value(await step(people[0]!, "accepted"));
    expect(await stateOf(id)).toBe("under_way");
  });

  it("is none once somebody is there, has not answered or is done", async () => {
    const { id, people, step } = await accepted(["Vera Volunteer"]);
    value(await step(people[0]!, "en_route"));
    value(await step(people[0]!, "on_site"));
    expect(await step(people[0]!, "accepted")).toMatchObject({ code: "assignment.over" });
    const asked = await world.person({
      standing: "verified",
      profile: { homeDistrictId: world.north },
    });
    const wish = {
      title: "Світло",
      teamSize: 1,
      district: "north",
      from: at(1).toISOString(),
      to: at(3).toISOString(),
    };
    const other = value(await execute(coordinator.ctx(), createTask, wish));
    value(
      await execute(coordinator.ctx(), offerTask, {
        id: other,
        people: [asked.id],
        minutes: 60,
        word: "",
      }),
    );
    expect(await execute(asked.ctx(), reportProgress, { id: other, to: "accepted" })).toMatchObject(
      {
        code: "assignment.over",
      },
    );
    const [part] = await world.db.select().from(assignment).where(eq(assignment.taskId, id));
    expect(part!.state).toBe("on_site");
  });
});
