import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { editProfile } from "../../app/accounts/commands/edit-own.server";
import { answerOffer } from "../../app/dispatch/commands/answer.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { fetchSupply, reserveFor } from "../../app/dispatch/commands/supply.server";
import { openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { execute } from "../../app/platform/command.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { editOffer, setOfferState } from "../../app/resources/commands/change-offer.server";
import { importOffers } from "../../app/resources/commands/import-offers.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { volunteerProfile } from "../../drizzle/schema/accounts";
import { requestNote, requestPrivate } from "../../drizzle/schema/requests";
import { offer, offerPrivate } from "../../drizzle/schema/resources";
import { type Someone, value } from "../factories/dispatch";
import { asText, NORTH, NOWHERE, placeSteps, SOUTH } from "../factories/places";
import { makeWorld, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let db: FreshDatabase["app"]["db"];
let world: World;
let north: Someone;

beforeAll(async () => {
  ({ db } = (await freshDatabase()).app);
  world = await makeWorld(db);
  north = await world.person({ districts: [world.north], name: "Ганна" });
});

const steps = placeSteps(() => ({ world, north }));
const { at, requestOf, place, placed, make, send, settle, told } = steps;

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

  it("is told by kind and amount to who is asked to fetch it, whose and where only after a yes", async () => {
    const { owner, id } = await offered({ title: "Honda EU22i, Наукова 7" });
    value(await execute(north.ctx(), setOfferState, { id, to: "verified", version: 1 }));
    const taskId = await make([await placed()]);
    const hold = { id: taskId, offer: id, quantity: "1" };
    const window = { from: at(1).toISOString(), to: at(3).toISOString() };
    value(await execute(north.ctx(), reserveFor, { ...hold, ...window }));
    const helper = await world.person({ standing: "verified" });
    const wish = { id: taskId, people: [helper.id], minutes: 60, word: "they said so" };
    value(await execute(north.ctx(), offerTask, wish));
    const before = await openOwnTask(helper.ctx(), taskId);
    expect(before).toMatchObject({ collects: [{ quantity: 1, unit: "piece" }], supplies: [] });
    expect(JSON.stringify(before)).not.toMatch(/Honda|Наукова/);
    value(await execute(helper.ctx(), answerOffer, { id: taskId, answer: "yes" }));
    const after = await openOwnTask(helper.ctx(), taskId);
    expect(after!.supplies[0]!.secret).toMatchObject({ address: form.address });
    expect(await openOwnTask(owner.ctx(), taskId)).toBeNull();
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
