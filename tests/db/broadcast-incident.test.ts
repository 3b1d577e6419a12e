import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { reserveFor } from "../../app/dispatch/commands/supply.server";
import { closeIncident, openIncident } from "../../app/incidents/commands/keep-incident.server";
import { channelsWith } from "../../app/messages/channels/all.server";
import {
  confirmBroadcast,
  resumeBroadcast,
  sendBroadcast,
  stopBroadcast,
} from "../../app/messages/commands/move-broadcast.server";
import { workOffBroadcast } from "../../app/messages/commands/work-off-broadcast.server";
import {
  setBroadcastLimit,
  writeBroadcast,
} from "../../app/messages/commands/write-broadcast.server";
import { readBroadcast } from "../../app/messages/queries/broadcasts.server";
import { execute } from "../../app/platform/command.server";
import { setOfferState } from "../../app/resources/commands/change-offer.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { broadcast, notification, sms } from "../../drizzle/schema/messages";
import { at, dispatchSteps, type Someone, value } from "../factories/dispatch";
import { makeRota } from "../factories/rota";
import { CITY, jobCtx, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let chief: Someone;
let writer: Someone;
let second: Someone;
let stranger: Someone;
/** Names of ids, for what a test compares. */
const names = new Map<string, string>();
let incident: string;
let elsewhere: string;
let resident: string;
const channels = channelsWith(async () => {}, CITY, { send: async () => null });
const dispatch = dispatchSteps(() => ({ world, coordinator: writer }));

let last = 671_560_000;
const phone = () => `+380${++last}`;
/** They live elsewhere: what counts is that they help here. */
async function volunteer(name: string) {
  const someone = await world.person({
    standing: "verified",
    profile: { homeDistrictId: world.south },
    contact: { phone: phone(), phoneProvenAt: NOON },
  });
  names.set(someone.id, name);
  return someone;
}
async function offered(name: string, who: Someone | null) {
  const form = { kind: "generator", title: "Honda", quantity: 3, district: "south", address: "9" };
  const stranger = { ...form, name: "Olha", phone: phone() };
  const { id } = value(
    await execute(who?.ctx() ?? visitorCtx(world.db), makeOffer, who ? form : stranger),
  );
  value(await execute(chief.ctx(), setOfferState, { id, to: "verified", version: 1 }));
  names.set(who?.id ?? id, name);
  return id;
}
const opened = async (districts: string[], name = "Блекаут") =>
  value(await execute(chief.ctx(), openIncident, { name, starts: at(-1).toISOString(), districts }))
    .id;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  chief = await world.person({ administrator: true });
  writer = await world.person({ districts: [world.north] });
  second = await world.person({ districts: [world.north] });
  stranger = await world.person({ districts: [world.south] });
  elsewhere = await opened(["south"]);
  incident = await opened(["north"]);
  value(await execute(chief.ctx(), setBroadcastLimit, { most: "20" }));

  resident = await dispatch.triaged(20, {});
  names.set(resident, "resident");
  names.set((await world.request({ districtId: world.south })).id, "resident elsewhere");
  names.set((await world.request({ exercise: true }, { phone: phone() })).id, "exercise");
  const task = await dispatch.make({ requests: [resident], teamSize: 3 });
  const helpers = await Promise.all(["accepted", "gave it up", "only asked"].map(volunteer));
  await dispatch.offer(task, helpers);
  for (const helper of helpers.slice(0, 2)) value(await dispatch.accept(helper, task));
  value(await dispatch.leave(helpers[1]!, task));
  for (const offer of [
    await offered("owner", await volunteer("owner")),
    await offered("stranger's", null),
  ])
    value(
      await execute(writer.ctx(), reserveFor, {
        id: task,
        offer,
        quantity: 1,
        from: at(1).toISOString(),
        to: at(3).toISOString(),
        version: (await dispatch.taskOf(task)).version,
      }),
    );
  await offered("unused", await volunteer("unused"));

  const rota = await makeRota(world.db, world);
  const { id: shift, role } = await rota.published(3);
  await rota.placed(role, 1, await volunteer("on a shift"));
  await database.owner.sql`update shift set incident_id = ${incident} where id = ${shift}`;
});

const FORM = { pressure: "now", fallback: "uk", words_uk: "Світло о шостій", district: ["north"] };
const ALL = ["volunteers", "residents", "owners"];
const write = (more: object = {}, who = writer) =>
  execute(who.ctx(), writeBroadcast, { ...FORM, groups: ALL, incident, ...more });
const rowOf = async (id: string) =>
  (await world.db.select().from(broadcast).where(eq(broadcast.id, id)))[0]!;
const step = async (which: typeof sendBroadcast, id: string, who = writer) =>
  execute(who.ctx(), which, { id, version: (await rowOf(id)).version });
const work = (id: string) =>
  execute({ ...jobCtx(world.db), channels }, workOffBroadcast, { broadcast: id });
const look = (id: string) => readBroadcast({ ...writer.ctx(), channels, city: CITY }, id);
async function told(id: string) {
  const rows = await world.db.select().from(notification).where(eq(notification.broadcastId, id));
  return rows.map((row) => names.get((row.personId ?? row.requestId ?? row.offerId)!)).sort();
}
const WHO = ["accepted", "on a shift", "owner", "resident", "stranger's"];

describe("a broadcast to the people of an incident", () => {
  it.each([
    [["volunteers"], ["accepted", "on a shift"]],
    [["members"], ["accepted", "on a shift"]],
    [["residents"], ["resident"]],
    [["owners"], ["owner", "stranger's"]],
    [ALL, WHO],
  ])("goes to its %s", async (groups, who) => {
    const id = value(await write({ groups }));
    expect((await look(id))!.reach!.people).toBe(who.length);
    value(await step(sendBroadcast, id));
    await work(id);
    await work(id);
    expect(await told(id)).toEqual(who);
    expect((await rowOf(id)).state).toBe("sent");
  });

  it("without one goes to all owners of the district, each once", async () => {
    const id = value(
      await write({ groups: ["owners"], incident: "", district: ["south"] }, stranger),
    );
    value(await step(sendBroadcast, id, stranger));
    await work(id);
    expect(await told(id)).toEqual(["owner", "stranger's", "unused"]);
    const texts = await world.db.select().from(sms).where(eq(sms.template, "broadcast"));
    expect(texts.some(({ offerId, body }) => offerId && body === "Naaber: Світло о шостій")).toBe(
      true,
    );
  });

  it("waits above the limit, is stopped and goes on, like every other", async () => {
    value(await execute(chief.ctx(), setBroadcastLimit, { most: "2" }));
    const id = value(await write());
    value(await step(sendBroadcast, id));
    expect((await rowOf(id)).state).toBe("waiting");
    expect(await step(confirmBroadcast, id, stranger)).toMatchObject({ code: "broadcast.unknown" });
    value(await step(confirmBroadcast, id, second));
    value(await step(stopBroadcast, id));
    await work(id);
    expect(await told(id)).toEqual([]);
    value(await step(resumeBroadcast, id));
    await work(id);
    await work(id);
    expect(await told(id)).toEqual(WHO);
    value(await execute(chief.ctx(), setBroadcastLimit, { most: "20" }));
  });

  it("is for whoever looks after a district of it", async () => {
    expect(await write({ district: ["south"] }, stranger)).toMatchObject({
      code: "incident.unknown",
    });
    expect(await write({}, stranger)).toMatchObject({ code: "broadcast.too_wide" });
    expect(await write({ incident: elsewhere })).toMatchObject({ code: "incident.unknown" });
    expect(await write({ incident: resident })).toMatchObject({ code: "incident.unknown" });
    expect(await write({ incident: "'; drop" })).toMatchObject({ ok: false });
    // A district that nothing of it happens in.
    const id = value(await write({ district: ["south"] }, chief));
    expect(await step(sendBroadcast, id, chief)).toMatchObject({ code: "broadcast.nobody" });
  });

  it("goes out while it is open alone", async () => {
    const draft = value(await write());
    value(await execute(chief.ctx(), closeIncident, { id: incident, version: 1, ends: "" }));
    expect(await step(sendBroadcast, draft)).toMatchObject({ code: "incident.moved_on" });
    expect((await rowOf(draft)).state).toBe("draft");
    expect(await write()).toMatchObject({ code: "incident.unknown" });
  });
});
