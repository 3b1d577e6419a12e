import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { answerOffer, withdraw } from "../../app/dispatch/commands/answer.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { completeTask, reportProgress } from "../../app/dispatch/commands/progress.server";
import { whoIsAtTheDoor } from "../../app/dispatch/queries/at-the-door.server";
import { openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { openTask } from "../../app/dispatch/queries/tasks.server";
import { residentOf } from "../../app/messages/readers/residents.server";
import { compose } from "../../app/messages/rules/compose";
import { composeSms } from "../../app/messages/rules/compose-sms";
import { rowsFor } from "../../app/messages/rules/table";
import { execute } from "../../app/platform/command.server";
import { cancelRequest } from "../../app/requests/commands/cancel.server";
import { mergeRequest } from "../../app/requests/commands/merge.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { triage } from "../../app/requests/commands/triage.server";
import { volunteerProfile } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { assignment, task } from "../../drizzle/schema/dispatch";
import { request } from "../../drizzle/schema/requests";
import type { Someone } from "../factories/dispatch";
import { at, value } from "../factories/rota";
import { newPhone, texting } from "../factories/texting";
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

const { send, lastAnswer } = texting(() => world.db);
const form = {
  category: "water",
  details: "Вода",
  people: "1",
  district: "north",
  phone: "0671230000",
};

/** A request that a coordinator has read. */
async function asked(own: { phone?: string } = {}) {
  const ctx = { ...visitorCtx(world.db), flood: null };
  const { id, token, code } = value(await execute(ctx, submitRequest, { ...form, ...own }));
  const read = { id, priority: "normal", people: "1", category: "water", district: "north" };
  value(await execute(coordinator.ctx(), triage, { ...read, version: 1 }));
  return { id, token, code };
}

/** A request, or so many on one round, that these volunteers have said yes to. */
async function accepted(names: string[], consents = true, stops = 1) {
  const round = [];
  for (let stop = 0; stop < stops; stop++) round.push(await asked());
  const [{ id: requestId, token }] = round as [Awaited<ReturnType<typeof asked>>];
  const wish = {
    request: round.map(({ id }) => id),
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
  return { id, requestId, token, round, people, step };
}
const stateOf = async (id: string) =>
  (await world.db.select().from(task).where(eq(task.id, id)))[0]!.state;
const coverOf = async (id: string) =>
  (await world.db.select().from(request).where(eq(request.id, id)))[0]!.cover;

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
  /** At each door of a task, in their order. */
  const allSeenBy = async (someone: Someone, id: string) =>
    (await openOwnTask(someone.ctx(), id))!.requests.flatMap(({ door, joined }) => [
      door,
      ...joined.map((other) => other.door),
    ]);
  const seenBy = async (someone: Someone, id: string) => (await allSeenBy(someone, id))[0] ?? null;
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
    const numbers = opened!.team.flatMap(({ doors }) => doors.map(({ number }) => number));
    expect(numbers).toHaveLength(2);
    const own = opened!.team.find(({ personId }) => personId === people[1]!.id);
    expect(await seenBy(people[1]!, id)).toBe(own?.doors[0]?.number);
    for (const text of await textsTo(requestId))
      for (const number of numbers) expect(text).toContain(number);
  });

  /** What was last written to a resident, by text message and by mail. */
  const textsTo = async (requestId: string) => (await allTexts(requestId)).get(requestId)!;
  /** The same to all who were told of the last step of a request, by their own. */
  async function allTexts(requestId: string) {
    const lines = await world.db.select().from(event).where(eq(event.thingId, requestId));
    const line = lines.filter(({ type }) => type === "request.covered").at(-1)!;
    const row = rowsFor(line).find(({ to }) => to === "resident")!;
    const readers = await world.db.transaction((tx) => residentOf(tx, jobCtx(world.db), line, row));
    const texts = readers.map(({ id, locale, params }) => {
      const order = { locale, template: row.template, params };
      return [id, [composeSms(order, CITY, NOON), compose(order, CITY, NOON).text]] as const;
    });
    return new Map(texts);
  }
  /** Of three people or doors: that two of them drew the same thrice happens once in 729 million. */
  const areApart = (lists: unknown[][]) =>
    expect(new Set(lists.map(String)).size).toBe(lists.length);

  it("is another one at each door of a round, and each household reads and hears its own alone", async () => {
    const { id, round, people, step } = await accepted(["Anna", "Juri", "Petro"], true, 3);
    for (const one of people) value(await step(one, "en_route"));
    const byPerson = await Promise.all(people.map((one) => allSeenBy(one, id)));
    const byDoor = [0, 1, 2].map((stop) => byPerson.map((numbers) => numbers[stop]!));
    areApart(byDoor);
    const opened = await openTask({ ...coordinator.ctx(), zone: CITY.zone }, id);
    const sheet = await openOwnTask(people[0]!.ctx(), id);
    for (const [stop, { id: door }] of sheet!.requests.entries()) {
      const { token, code } = round.find((one) => one.id === door)!;
      expect(await seenAt(token)).toEqual(byDoor[stop]);
      const onBoard = opened!.team.flatMap(({ doors }) => doors.filter((one) => one.code === code));
      expect(onBoard.map(({ number }) => number).sort()).toEqual([...byDoor[stop]!].sort());
      for (const text of await textsTo(door)) expect(text).toContain(byDoor[stop]!.join(", "));
    }
  });

  it("is told to whoever was merged into a request before somebody sets out, at their own door; whoever asked twice hears it once", async () => {
    const { requestId, people, step } = await accepted(["Anna"]);
    const { code } = (await world.db.select().from(request).where(eq(request.id, requestId)))[0]!;
    const [neighbour, twin] = [await asked({ phone: newPhone() }), await asked()];
    for (const { id } of [neighbour, twin])
      value(await execute(coordinator.ctx(), mergeRequest, { id, code, version: 2 }));
    value(await step(people[0]!, "en_route"));
    const told = await allTexts(requestId);
    expect([...told.keys()].sort()).toEqual([requestId, neighbour.id].sort());
    const [number] = await seenAt(neighbour.token);
    for (const text of told.get(neighbour.id)!) expect(text).toContain(number);
  });

  it("is another one where somebody else comes instead", async () => {
    const { id, round, people, step } = await accepted(["Anna"], true, 3);
    value(await step(people[0]!, "en_route"));
    const before = await allSeenBy(people[0]!, id);
    value(await execute(people[0]!.ctx(), withdraw, { id, reason: "unwell" }));
    const profile = { homeDistrictId: world.north };
    const juri = await world.person({ name: "Juri", standing: "verified", profile });
    const offer = { id, people: [juri.id], minutes: 60, word: "" };
    value(await execute(coordinator.ctx(), offerTask, offer));
    value(await execute(juri.ctx(), answerOffer, { id, answer: "yes" }));
    for (const { token } of round) expect(await seenAt(token)).toEqual([]);
    value(await step(juri, "en_route"));
    const now = await allSeenBy(juri, id);
    areApart([before, now]);
    expect((await Promise.all(round.map(({ token }) => seenAt(token)))).flat().sort()).toEqual(
      [...now].sort(),
    );
    expect(await allSeenBy(people[0]!, id)).toEqual([null, null, null]);
  });

  it("stays when their request is merged, is that of their own door, and goes with a stop that is called off", async () => {
    const { id, round, people, step } = await accepted(["Anna", "Juri", "Petro"], true, 2);
    for (const one of people) value(await step(one, "en_route"));
    const [first, second] = round as [(typeof round)[0], (typeof round)[0]];
    const before = await Promise.all([seenAt(first.token), seenAt(second.token)]);
    areApart(before);
    const phone = newPhone();
    const third = await asked({ phone });
    const merged = { id: third.id, code: first.code, version: 2 };
    value(await execute(coordinator.ctx(), mergeRequest, merged));
    const own = await seenAt(third.token);
    areApart([...before, own]);
    expect(await Promise.all([seenAt(first.token), seenAt(second.token)])).toEqual(before);
    // Who has a phone alone asks for it, and hears how far the other one is.
    await send(phone, "статус");
    expect((await lastAnswer(phone))?.body).toContain(own.join(", "));
    const sheet = await openOwnTask(people[0]!.ctx(), id);
    expect(sheet!.requests.find((one) => one.id === first.id)).toMatchObject({
      door: before[0]![0],
      joined: [{ id: third.id, door: own[0] }],
    });
    const visitor = { ...visitorCtx(world.db), flood: null };
    value(await execute(visitor, cancelRequest, { token: second.token }));
    expect(await seenAt(second.token)).toEqual([]);
    expect(await allSeenBy(people[0]!, id)).toEqual(
      sheet!.requests.flatMap((one) => (one.id === second.id ? [null] : [one.door, own[0]])),
    );
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
    const opened = await openTask({ ...coordinator.ctx(), zone: CITY.zone }, id);
    expect(opened?.team).toMatchObject([{ doors: [] }]);
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
