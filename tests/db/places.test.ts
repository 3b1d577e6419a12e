import { and, asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { editProfile } from "../../app/accounts/commands/edit-own.server";
import { answerOffer, withdraw } from "../../app/dispatch/commands/answer.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { moveToRequest } from "../../app/dispatch/commands/move.server";
import { offerTask, releaseAssignment } from "../../app/dispatch/commands/offer.server";
import { reportProgress } from "../../app/dispatch/commands/progress.server";
import { fetchSupply, reserveFor } from "../../app/dispatch/commands/supply.server";
import { openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { listTasksOf, openTask } from "../../app/dispatch/queries/tasks.server";
import { dispatchReactions } from "../../app/dispatch/reactions.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { execute } from "../../app/platform/command.server";
import type { Result } from "../../app/platform/types";
import { endRequest } from "../../app/requests/commands/end.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { triage } from "../../app/requests/commands/triage.server";
import { editOffer, setOfferState } from "../../app/resources/commands/change-offer.server";
import { importOffers } from "../../app/resources/commands/import-offers.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { volunteerProfile } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { assignment, task } from "../../drizzle/schema/dispatch";
import { notification } from "../../drizzle/schema/messages";
import { request, requestNote, requestPrivate } from "../../drizzle/schema/requests";
import { offer, offerPrivate } from "../../drizzle/schema/resources";
import { channelsOf } from "../factories/letters";
import { readMails } from "../factories/queue";
import { react } from "../factories/react";
import { CITY, jobCtx, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

/** Points of the two districts of the test's city, and one of neither. */
const NORTH = { lat: 49.87, lon: 24.02 };
const NORTH_TOO = { lat: 49.88, lon: 24.03 };
const SOUTH = { lat: 49.82, lon: 24.02 };
const NOWHERE = { lat: 49.3, lon: 24.6 };
const asText = ({ lat, lon }: typeof NORTH) => `${lat}, ${lon}`;

let database: FreshDatabase;
let world: World;
type Someone = Awaited<ReturnType<World["person"]>>;
let north: Someone;
let south: Someone;
let db: FreshDatabase["app"]["db"];

beforeAll(async () => {
  database = await freshDatabase();
  ({ db } = database.app);
  world = await makeWorld(db);
  north = await world.person({ districts: [world.north], name: "Ганна" });
  south = await world.person({ districts: [world.south], name: "Борис" });
});

const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.errors ?? {})}`);
  return result.value;
};
const at = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);
const requestOf = async (id: string) =>
  (await db.select().from(request).where(eq(request.id, id)))[0]!;
const taskOf = async (id: string) => (await db.select().from(task).where(eq(task.id, id)))[0]!;
const spotOf = async (id: string) => {
  const { districtId, lat, lon } = await taskOf(id);
  return { districtId, lat, lon };
};

type Triaged = {
  district?: string;
  point?: string;
  priority?: string;
  outside?: string;
  needed?: string;
};
async function place(who: Someone, id: string, change: Triaged, key?: string) {
  const { version } = await requestOf(id);
  const form = { id, version, priority: "high", category: "water", quantity: 20, people: 2 };
  return execute(who.ctx(), triage, { ...form, ...change }, { key });
}
async function placed(district = "north", point = NORTH) {
  const { id } = await world.request();
  value(await place(north, id, { district, point: asText(point) }));
  return id;
}
const make = async (requests: string[], teamSize = 1) =>
  value(
    await execute(north.ctx(), createTask, {
      request: requests,
      teamSize,
      from: at(1).toISOString(),
      to: at(3).toISOString(),
    }),
  );
async function ask(taskId: string) {
  const helper = await world.person({ standing: "verified" });
  const asked = { id: taskId, people: [helper.id], minutes: 60, word: "они рядом" };
  value(await execute(north.ctx(), offerTask, asked));
  return helper;
}
const accept = (who: Someone, id: string) => execute(who.ctx(), answerOffer, { id, answer: "yes" });
async function send(taskId: string, ...steps: ("en_route" | "on_site")[]) {
  const helper = await ask(taskId);
  value(await accept(helper, taskId));
  for (const to of steps) value(await execute(helper.ctx(), reportProgress, { id: taskId, to }));
  return helper;
}

let heard = 0;
/** Lets every room react to what has been recorded since the last time, and to what it records itself, as the jobs would. */
async function settle() {
  const messages = messageReactions(channelsOf(async () => {}));
  const ctx = { ...jobCtx(db), origin: "https://n.example", city: CITY };
  for (;;) {
    const lines = await db.select({ id: event.id }).from(event).orderBy(asc(event.id));
    const news = lines.filter(({ id }) => id > heard);
    if (news.length === 0) return;
    for (const { id } of news) {
      await react(dispatchReactions, id, ctx);
      await react(messages, id, ctx);
      heard = id;
    }
  }
}
const told = (who: Someone, template: "task_moved" | "supply_moved") =>
  db
    .select()
    .from(notification)
    .where(and(eq(notification.personId, who.id), eq(notification.template, template)));
const zone = CITY.zone;

describe("a task whose request is placed elsewhere", () => {
  it("goes with it: the other district's coordinator opens it, and the former one no more", async () => {
    const id = await placed();
    const taskId = await make([id]);
    const asked = await ask(taskId);
    await settle();
    value(await place(north, id, { district: "south", point: asText(SOUTH) }));
    await settle();
    expect(await spotOf(taskId)).toEqual({ districtId: world.south, ...SOUTH });
    expect(await openTask({ ...south.ctx(), zone }, taskId)).toMatchObject({ movedTo: null });
    expect(await openTask({ ...north.ctx(), zone }, taskId)).toBeNull();
    expect(await listTasksOf(south.ctx(), id)).toHaveLength(1);
    // Who is merely asked sees it on their page, and gets no second mail.
    const own = await openOwnTask(asked.ctx(), taskId);
    expect(own!.districtNames).toEqual({ en: "South" });
    expect(await told(asked, "task_moved")).toEqual([]);
  });

  it("tells once those who have accepted or are on the way, without the address", async () => {
    const id = await placed();
    const taskId = await make([id], 3);
    const accepted = await send(taskId);
    const second = await ask(taskId);
    value(await accept(second, taskId));
    const third = await ask(taskId);
    value(await accept(third, taskId));
    value(await execute(third.ctx(), reportProgress, { id: taskId, to: "en_route" }));
    await settle();
    const key = "the-same-triage-twice";
    const { version } = await requestOf(id);
    const form = { id, version, priority: "high", category: "water", people: 2 };
    const moved = { ...form, district: "south", point: asText(SOUTH) };
    const twice = await Promise.all([
      execute(north.ctx(), triage, moved, { key }),
      execute(north.ctx(), triage, moved, { key }),
    ]);
    expect(twice.map(({ ok }) => ok)).toEqual([true, true]);
    // And once more, as something else: its place stays.
    value(
      await place(south, id, { district: "south", point: asText(SOUTH), priority: "critical" }),
    );
    await settle();
    for (const who of [accepted, second, third])
      expect(await told(who, "task_moved")).toHaveLength(1);
    const mails = (await readMails(database.owner.sql))
      .map((mail) => ({ text: JSON.stringify(mail) }))
      .filter(({ text }) => text.includes("task_moved"));
    expect(mails.length).toBeGreaterThan(0);
    expect(mails.map(({ text }) => text).join()).not.toMatch(/Наукова|49\.82/);
    expect(mails[0]!.text).toContain("South");
  });

  it("follows a pin that moves within its district as well", async () => {
    const id = await placed();
    const taskId = await make([id]);
    const helper = await send(taskId, "en_route");
    value(await place(north, id, { district: "north", point: asText(NORTH_TOO) }));
    await settle();
    expect(await spotOf(taskId)).toEqual({ districtId: world.north, ...NORTH_TOO });
    expect(await told(helper, "task_moved")).toHaveLength(1);
  });

  it("stays where somebody has arrived; its coordinator is shown it and may send it after", async () => {
    const id = await placed();
    const taskId = await make([id]);
    const helper = await send(taskId, "en_route", "on_site");
    value(await place(north, id, { district: "south", point: asText(SOUTH) }));
    await settle();
    expect(await spotOf(taskId)).toEqual({ districtId: world.north, ...NORTH });
    const opened = await openTask({ ...north.ctx(), zone }, taskId);
    expect(opened).toMatchObject({ movedTo: { districtNames: { en: "South" } } });
    expect(await told(helper, "task_moved")).toEqual([]);
    const { version } = await taskOf(taskId);
    const stranger = await execute(south.ctx(), moveToRequest, { id: taskId, version });
    expect(stranger).toMatchObject({ code: "task.unknown" });
    value(await execute(north.ctx(), moveToRequest, { id: taskId, version }));
    await settle();
    expect(await spotOf(taskId)).toEqual({ districtId: world.south, ...SOUTH });
    expect(await told(helper, "task_moved")).toHaveLength(1);
    expect(await openTask({ ...south.ctx(), zone }, taskId)).toMatchObject({ movedTo: null });
  });

  it.each(["withdrawn", "released"])("follows once whoever had arrived is %s", async (ending) => {
    const id = await placed();
    const taskId = await make([id]);
    const helper = await send(taskId, "en_route", "on_site");
    value(await place(north, id, { district: "south", point: asText(SOUTH) }));
    await settle();
    const [part] = await db.select().from(assignment).where(eq(assignment.taskId, taskId));
    const ended =
      ending === "withdrawn"
        ? await execute(helper.ctx(), withdraw, { id: taskId, reason: "unwell" })
        : await execute(north.ctx(), releaseAssignment, { id: taskId, assignment: part!.id });
    value(ended);
    await settle();
    expect(await spotOf(taskId)).toEqual({ districtId: world.south, ...SOUTH });
  });

  it("of several requests follows the first that was chosen, and the next when that is over", async () => {
    // The first chosen is the younger of the two, and the later by its id half of the time.
    for (let round = 0; round < 4; round++) {
      const second = await placed("north", NORTH_TOO);
      const first = await placed();
      const taskId = await make([first, second]);
      value(await place(north, second, { district: "south", point: asText(SOUTH) }));
      await settle();
      expect(await spotOf(taskId)).toEqual({ districtId: world.north, ...NORTH });
      const opened = await openTask({ ...north.ctx(), zone }, taskId);
      expect(opened!.requests.map(({ id }) => id)).toEqual([first, second]);
      const { version } = await requestOf(first);
      const ending = { id: first, how: "cancel", reason: "not_needed", word: "", version };
      value(await execute(north.ctx(), endRequest, ending));
      await settle();
      expect(await spotOf(taskId)).toEqual({ districtId: world.south, ...SOUTH });
      expect((await taskOf(taskId)).state).toBe("open");
    }
  });

  it("that is over stays where it was", async () => {
    const id = await placed();
    const taskId = await make([id]);
    await database.owner.sql.begin(async (sql) => {
      await sql`alter table task disable trigger user`;
      await sql`update task set state = 'failed' where id = ${taskId}`;
      await sql`alter table task enable trigger user`;
    });
    value(await place(north, id, { district: "south", point: asText(SOUTH) }));
    await settle();
    expect(await spotOf(taskId)).toEqual({ districtId: world.north, ...NORTH });
  });

  it("while somebody accepts it: they have it, it is at the new place, and nobody is told twice", async () => {
    for (let round = 0; round < 8; round++) {
      const id = await placed();
      const taskId = await make([id]);
      const helper = await ask(taskId);
      await settle();
      const [yes, moved] = await Promise.all([
        accept(helper, taskId),
        place(north, id, { district: "south", point: asText(SOUTH) }).then(async (result) => {
          await settle();
          return result;
        }),
      ]);
      value(yes);
      value(moved);
      await settle();
      expect(await spotOf(taskId)).toEqual({ districtId: world.south, ...SOUTH });
      expect((await told(helper, "task_moved")).length).toBeLessThanOrEqual(1);
      expect((await openOwnTask(helper.ctx(), taskId))!.districtNames).toEqual({ en: "South" });
    }
  });

  it("that is made meanwhile is at the new place, whichever is first", async () => {
    for (let round = 0; round < 8; round++) {
      const id = await placed();
      const admin = await world.person({ administrator: true });
      const form = {
        request: [id],
        teamSize: 1,
        from: at(1).toISOString(),
        to: at(3).toISOString(),
      };
      const [made, moved] = await Promise.all([
        execute(admin.ctx(), createTask, form),
        place(admin, id, { district: "south", point: asText(SOUTH) }),
      ]);
      const taskId = value(made);
      // Whoever came second with the triage was told of the task, and looks again.
      if (!moved.ok) value(await place(admin, id, { district: "south", point: asText(SOUTH) }));
      await settle();
      expect(await spotOf(taskId)).toEqual({ districtId: world.south, ...SOUTH });
    }
  });
});

describe("a request", () => {
  const asked = {
    category: "water",
    details: "Вода",
    people: "1",
    phone: "0671234567",
    address: "Наукова 7",
  };
  const submit = async (fields: object) =>
    value(await execute({ ...visitorCtx(db), flood: null }, submitRequest, { ...asked, ...fields }))
      .id;

  it("without a district lies in that of its point, when it comes and when it is triaged", async () => {
    const id = await submit({ ...SOUTH, district: "" });
    expect((await requestOf(id)).districtId).toBe(world.south);
    const other = (await world.request({ districtId: null })).id;
    value(await place(north, other, { district: "", point: asText(SOUTH) }));
    expect((await requestOf(other)).districtId).toBe(world.south);
    const outside = (await world.request({ districtId: null })).id;
    value(await place(north, outside, { district: "", point: asText(NOWHERE) }));
    expect((await requestOf(outside)).districtId).toBeNull();
  });

  it("whose point contradicts its district is taken all the same; whoever triages it is asked once", async () => {
    const id = await submit({ ...SOUTH, district: "north" });
    expect((await requestOf(id)).districtId).toBe(world.north);
    const [secret] = await db.select().from(requestPrivate).where(eq(requestPrivate.requestId, id));
    expect(secret).toMatchObject(SOUTH);
    const seen = { district: "north", point: asText(SOUTH) };
    const refused = await place(north, id, seen);
    expect(refused).toMatchObject({ code: "input", errors: { point: "outside" } });
    value(await place(north, id, { ...seen, outside: "yes" }));
    // What was said once to be right is not asked again with every other change.
    value(await place(north, id, { ...seen, priority: "critical" }));
    const again = await place(north, id, { district: "north", point: asText(NOWHERE) });
    expect(again).toMatchObject({ code: "input", errors: { point: "outside" } });
  });

  it("whose district is no more is taken all the same", async () => {
    const id = await submit({ ...SOUTH, district: "gone" });
    expect((await requestOf(id)).districtId).toBe(world.south);
  });
});

describe("an offer", () => {
  const form = {
    kind: "generator",
    title: "Honda",
    quantity: 2,
    district: "north",
    address: "Наукова 7",
    ...NORTH,
  };
  async function offered(change: object = {}) {
    const owner = await world.person({ standing: "verified" });
    const { id } = value(await execute(owner.ctx(), makeOffer, { ...form, ...change }));
    return { owner, id };
  }
  const stands = async (id: string) => {
    const [row] = await db
      .select({ districtId: offer.districtId, cellLat: offer.cellLat, exact: offerPrivate })
      .from(offer)
      .innerJoin(offerPrivate, eq(offerPrivate.offerId, offer.id))
      .where(eq(offer.id, id));
    const { districtId, cellLat, exact } = row!;
    const { address, lat, lon } = exact;
    return { districtId, placed: cellLat !== null, address, lat, lon };
  };
  /** As the page without JavaScript sends it: no position. */
  async function edit(who: Someone, id: string, change: object) {
    const [row] = await db.select().from(offer).where(eq(offer.id, id));
    const { title, quantity, district, address } = form;
    const shown = { id, title, quantity, district, address, version: row!.version };
    return execute(who.ctx(), editOffer, { ...shown, ...change });
  }
  const kept = { districtId: "", placed: true, address: form.address, ...NORTH };
  const none = { placed: false, lat: null, lon: null };

  it("keeps its point while its address stays, also when its district is put right", async () => {
    const { owner, id } = await offered({ district: "" });
    expect(await stands(id)).toEqual({ ...kept, districtId: world.north });
    value(await edit(owner, id, { district: "", title: "Honda EU22i" }));
    value(await edit(owner, id, { address: "наукова, 7" }));
    expect(await stands(id)).toMatchObject({ ...NORTH, districtId: world.north });
  });

  it.each([
    ["another address", "Сихівська 1", "north"],
    ["another district", form.address, "south"],
    ["both", "Сихівська 1", "south"],
  ] as const)("with %s and no new position drops the old point", async (_, address, district) => {
    const { owner, id } = await offered();
    value(await edit(owner, id, { address, district }));
    expect(await stands(id)).toEqual({ address, districtId: world[district], ...none });
  });

  it("takes a new position, and is told of one outside its district", async () => {
    const { owner, id } = await offered();
    const elsewhere = { address: "Сихівська 1", ...SOUTH };
    const refused = await edit(owner, id, elsewhere);
    expect(refused).toMatchObject({ code: "input", errors: { district: "outside" } });
    value(await edit(owner, id, { ...elsewhere, outside: "yes" }));
    expect(await stands(id)).toMatchObject({ ...SOUTH, districtId: world.north });
    // Said once, and kept with every other change.
    value(await edit(owner, id, { address: elsewhere.address, title: "Honda EU22i" }));
    expect(await stands(id)).toMatchObject({ ...SOUTH, districtId: world.north });
    value(await edit(owner, id, { ...elsewhere, district: "" }));
    expect(await stands(id)).toMatchObject({ ...SOUTH, districtId: world.south });
    const fresh = await execute(owner.ctx(), makeOffer, { ...form, ...SOUTH });
    expect(fresh).toMatchObject({ code: "input", errors: { district: "outside" } });
  });

  it("in a table says which row it is", async () => {
    const rows = (outside: string) => [
      { line: 2, row: "1", offer: { ...form, phone: "0671234567", lat: SOUTH.lat, outside } },
    ];
    const another = "yes";
    const refused = await execute(north.ctx(), importOffers, { rows: rows(""), another });
    expect(refused).toMatchObject({ code: "offer.outside", params: { line: 2 } });
    const taken = await execute(north.ctx(), importOffers, { rows: rows("yes"), another });
    expect(value(taken)).toMatchObject({ fresh: 1 });
  });

  it("that moves is told to whoever is to fetch it and whoever has it, once, and to nobody else", async () => {
    const { owner, id } = await offered();
    value(await execute(north.ctx(), setOfferState, { id, to: "verified", version: 1 }));
    const reserved = async () => {
      const taskId = await make([await placed()]);
      const hold = { id: taskId, offer: id, quantity: "1" };
      const window = { from: at(1).toISOString(), to: at(3).toISOString() };
      const reservation = value(await execute(north.ctx(), reserveFor, { ...hold, ...window }));
      return { taskId, reservation };
    };
    const first = await reserved();
    const fetching = await send(first.taskId);
    const second = await reserved();
    const having = await send(second.taskId);
    const fetched = { id: second.taskId, reservation: second.reservation, count: "1" };
    value(await execute(having.ctx(at(1)), fetchSupply, fetched));
    const stranger = await send(await make([await placed()]));
    await settle();
    value(await edit(owner, id, { title: "Honda EU22i" }));
    await settle();
    expect(await told(fetching, "supply_moved")).toEqual([]);
    value(await edit(owner, id, { address: "Сихівська 1", district: "south" }));
    await settle();
    for (const who of [fetching, having]) expect(await told(who, "supply_moved")).toHaveLength(1);
    for (const who of [stranger, owner]) expect(await told(who, "supply_moved")).toEqual([]);
    const own = await openOwnTask(fetching.ctx(), first.taskId);
    expect(own!.supplies[0]!.secret).toMatchObject({ address: "Сихівська 1", lat: null });
  });
});

describe("a volunteer's home", () => {
  it("is forgotten with another district in which it does not lie, and stays with any other change", async () => {
    const profile = { homeLat: NORTH.lat, homeLon: NORTH.lon, homeDistrictId: world.north };
    const helper = await world.person({ standing: "verified", profile });
    const form = {
      skills: [],
      languages: ["uk"],
      vehicle: "none",
      radius: "5",
      when: [],
      note: "",
    };
    const homeOf = async () => {
      const [row] = await db
        .select()
        .from(volunteerProfile)
        .where(eq(volunteerProfile.personId, helper.id));
      const { homeLat: lat, homeLon: lon, homeDistrictId } = row!;
      return { lat, lon, homeDistrictId };
    };
    value(await execute(helper.ctx(), editProfile, { ...form, district: "", version: 1 }));
    expect(await homeOf()).toEqual({ ...NORTH, homeDistrictId: null });
    value(await execute(helper.ctx(), editProfile, { ...form, district: "south", version: 2 }));
    expect(await homeOf()).toEqual({ lat: null, lon: null, homeDistrictId: world.south });
  });
});

describe("a point that is not of the city", () => {
  const refused = (errors: object) => ({ ok: false, code: "input", errors });

  it.each([
    ["24.0297, 49.8397", "swapped"],
    ["59.437, 24.7536", "far"],
    ["0, 0", "far"],
    ["-49.84, 24.03", "far"],
  ])("is refused at triage: %s", async (point, why) => {
    const { id } = await world.request();
    expect(await place(north, id, { district: "north", point })).toEqual(refused({ point: why }));
  });

  it("is refused of an offer, new or changed", async () => {
    const form = { kind: "generator", title: "Honda", quantity: "1", district: "north" };
    const far = { lat: "59.437", lon: "24.7536" };
    const swapped = { lat: "24.02", lon: "49.87" };
    expect(await execute(north.ctx(), makeOffer, { ...form, ...far })).toEqual(
      refused({ position: "far" }),
    );
    const { id } = value(await execute(north.ctx(), makeOffer, form));
    const changed = { ...form, id, version: 1, ...swapped };
    expect(await execute(north.ctx(), editOffer, changed)).toEqual(
      refused({ position: "swapped" }),
    );
  });

  it.each([
    ["59.437", "24.7536", "точка на мапі: 59.437, 24.7536"],
    ["24.02", "49.87", "точка на мапі: 24.02, 49.87"],
    ["0", "0", null],
  ])("is none when somebody asks for help with it: %s, %s", async (lat, lon, note) => {
    const visitor = { ...visitorCtx(db), flood: null };
    const asked = { category: "water", phone: "067 123 45 67", district: "north", lat, lon };
    const { id } = value(await execute(visitor, submitRequest, asked));
    const [where] = await db.select().from(requestPrivate).where(eq(requestPrivate.requestId, id));
    expect(where).toMatchObject({ lat: null, lon: null });
    expect(await requestOf(id)).toMatchObject({ districtId: world.north, cellLat: null });
    const notes = await db.select().from(requestNote).where(eq(requestNote.requestId, id));
    expect(notes.map(({ body }) => body)).toEqual(note ? [note] : []);
  });

  it("does not become a volunteer's home", async () => {
    const helper = await world.person({ standing: "verified" });
    const form = { version: 1, radius: "5", lat: "59.437", lon: "24.7536", vehicle: "none" };
    const lists = { skills: [], languages: [], when: [] };
    value(await execute(helper.ctx(), editProfile, { ...form, ...lists }));
    const [profile] = await db
      .select()
      .from(volunteerProfile)
      .where(eq(volunteerProfile.personId, helper.id));
    expect(profile).toMatchObject({ homeLat: null, homeLon: null });
  });
});

describe("when help is needed", () => {
  it.each([
    ["2020-01-01T00:00", "past"],
    ["2026-11-23T13:59", "past"],
    ["2099-12-31T00:00", "distant"],
    ["9999-12-31T00:00", "needed"],
    ["2027-02-30T10:00", "needed"],
    ["2027-02-30T10:00:00Z", "needed"],
  ])("is not %s", async (needed, why) => {
    const { id } = await world.request();
    const refusedAs = { ok: false, code: "input", errors: { needed: why } };
    expect(await place(north, id, { needed })).toEqual(refusedAs);
  });

  it("stays as it was set, though it has passed", async () => {
    const { id } = await world.request({ neededBy: at(-3) });
    value(await place(north, id, { needed: at(-3).toISOString() }));
    expect((await requestOf(id)).neededBy).toEqual(at(-3));
  });
});
