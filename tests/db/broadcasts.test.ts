import { EventEmitter, once } from "node:events";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { channelsWith } from "../../app/messages/channels/all.server";
import {
  confirmBroadcast,
  resumeBroadcast,
  sendBroadcast,
  stopBroadcast,
  withdrawBroadcast,
} from "../../app/messages/commands/move-broadcast.server";
import { setMessages } from "../../app/messages/commands/set-messages.server";
import { workOffBroadcast } from "../../app/messages/commands/work-off-broadcast.server";
import {
  setBroadcastLimit,
  writeBroadcast,
} from "../../app/messages/commands/write-broadcast.server";
import { readBroadcast } from "../../app/messages/queries/broadcasts.server";
import { AT_ONCE } from "../../app/messages/rules/broadcast";
import { execute } from "../../app/platform/command.server";
import { broadcast, broadcastRecipient, notification, sms } from "../../drizzle/schema/messages";
import { at, value } from "../factories/rota";
import { CITY, jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let people: Record<
  "writer" | "second" | "chief" | "stranger",
  Awaited<ReturnType<World["person"]>>
>;
const channels = channelsWith(async () => {}, CITY, { send: async () => null });

let last = 671_550_000;
const volunteer = (homeDistrictId: World["north"], more = {}) =>
  world.person({
    standing: "verified",
    profile: { homeDistrictId, skills: ["driving"] },
    contact: { phone: `+380${++last}`, phoneProvenAt: NOON },
    ...more,
  });

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  people = {
    writer: await world.person({ districts: [world.north] }),
    second: await world.person({ districts: [world.north] }),
    chief: await world.person({ administrator: true }),
    stranger: await world.person({ districts: [world.south] }),
  };
  for (let count = 0; count < 5; count++) await volunteer(world.north);
  await volunteer(world.south);
  value(await execute(people.chief.ctx(), setBroadcastLimit, { most: "20" }));
});

type Who = keyof typeof people;
const form = {
  groups: ["volunteers"],
  district: ["north"],
  pressure: "news",
  fallback: "uk",
  words_uk: "Чай о шостій",
};
async function write(more = {}, who: Who = "writer") {
  const id = value(await execute(people[who].ctx(), writeBroadcast, { ...form, ...more }));
  return id;
}
const rowOf = async (id: string) =>
  (await database.app.db.select().from(broadcast).where(eq(broadcast.id, id)))[0]!;
type Steps = typeof sendBroadcast;
const step = async (which: Steps, id: string, who: Who = "writer", now = NOON) =>
  execute(people[who].ctx(now), which, { id, version: (await rowOf(id)).version });
const work = (id: string, now = NOON) =>
  execute({ ...jobCtx(database.app.db, now), channels }, workOffBroadcast, { broadcast: id });
const toldOf = (id: string) =>
  database.app.db.select().from(notification).where(eq(notification.broadcastId, id));
const look = (id: string, who: Who = "writer") =>
  readBroadcast({ ...people[who].ctx(), channels, city: CITY }, id);

describe("a broadcast", () => {
  it("is previewed: how many people by what, and what it costs", async () => {
    const news = await look(await write());
    expect(news).toMatchObject({
      reach: { people: 5, by: { email: 5 }, segments: 0 },
      isAbove: false,
    });
    const pressing = await look(await write({ pressure: "now", words_uk: "Чай ".repeat(30) }));
    expect(pressing!.reach).toEqual({ people: 5, by: { sms: 5 }, segments: 10 });
  });

  it("goes to each of its district once, however many workers take it up", async () => {
    const id = await write({ pressure: "now" });
    value(await step(sendBroadcast, id));
    await Promise.all(Array.from({ length: 6 }, () => work(id)));
    for (let times = 0; times < 3; times++) await work(id);
    const told = await toldOf(id);
    expect(told).toHaveLength(5);
    expect(new Set(told.map(({ personId }) => personId)).size).toBe(5);
    expect(told.every(({ channel, batch }) => channel === "sms" && batch)).toBe(true);
    const texts = await database.app.db.select().from(sms).where(eq(sms.template, "broadcast"));
    expect(texts.filter(({ body }) => body === "Naaber: Чай о шостій").length).toBe(5);
    expect((await rowOf(id)).state).toBe("sent");
  });

  it("is read in one's own language where it is written in it, else in the one that stands for it", async () => {
    const reader = await volunteer(world.south);
    const other = await volunteer(world.south);
    await database.owner.sql`update person set locale = 'et' where id = ${reader.id}`;
    await database.owner.sql`update person set locale = 'ru' where id = ${other.id}`;
    const id = await write(
      { district: ["south"], pressure: "now", words_et: "Tee kell kuus" },
      "stranger",
    );
    value(await step(sendBroadcast, id, "stranger"));
    await work(id);
    const bodyFor = async (personId: string) =>
      (await database.app.db.select().from(sms).where(eq(sms.personId, personId)))[0]!.body;
    expect(await bodyFor(reader.id)).toBe("Naaber: Tee kell kuus");
    expect(await bodyFor(other.id)).toBe("Naaber: Чай о шостій");
  });

  it("above the limit waits for a second person, who is not the first", async () => {
    value(await execute(people.chief.ctx(), setBroadcastLimit, { most: "2" }));
    const id = await write();
    value(await step(sendBroadcast, id));
    expect((await rowOf(id)).state).toBe("waiting");
    await work(id);
    expect(await toldOf(id)).toEqual([]);
    expect(await step(confirmBroadcast, id)).toMatchObject({ code: "broadcast.own" });
    expect(await step(confirmBroadcast, id, "stranger")).toMatchObject({
      code: "broadcast.unknown",
    });
    expect(await look(id)).toMatchObject({ mayConfirm: false, isAbove: true });
    const both = await Promise.all([
      step(confirmBroadcast, id, "second"),
      step(confirmBroadcast, id, "chief"),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    await work(id);
    expect(await toldOf(id)).toHaveLength(5);
    value(await execute(people.chief.ctx(), setBroadcastLimit, { most: "20" }));
  });

  it("is stopped, and goes on without writing to anybody twice", async () => {
    const id = await write();
    value(await step(sendBroadcast, id));
    value(await step(stopBroadcast, id));
    await work(id);
    expect(await toldOf(id)).toEqual([]);
    value(await step(resumeBroadcast, id));
    await work(id);
    await work(id);
    expect(await toldOf(id)).toHaveLength(5);
    expect(await look(id)).toMatchObject({
      progress: { all: 5, taken: 5, nowhere: 0 },
      state: "sent",
    });
    expect(await step(stopBroadcast, id)).toMatchObject({ code: "broadcast.over" });
  });

  it("that is withdrawn goes to nobody", async () => {
    const id = await write();
    value(await step(withdrawBroadcast, id));
    expect(await step(sendBroadcast, id)).toMatchObject({ code: "broadcast.over" });
    await work(id);
    expect(await toldOf(id)).toEqual([]);
  });

  it("is for districts that its writer coordinates; for everybody, administrators alone", async () => {
    const tried = (district: string[], who: Who) =>
      execute(people[who].ctx(), writeBroadcast, { ...form, district });
    expect(await tried([], "writer")).toMatchObject({ code: "broadcast.too_wide" });
    expect(await tried(["south"], "writer")).toMatchObject({ code: "broadcast.too_wide" });
    expect(await tried(["north", "south"], "writer")).toMatchObject({ code: "broadcast.too_wide" });
    expect(await tried([], "chief")).toMatchObject({ ok: true });
    expect(await look(await write({ district: [] }, "chief"))).toBeNull();
    const limit = await execute(people.writer.ctx(), setBroadcastLimit, { most: "9" });
    expect(limit).toMatchObject({ code: "forbidden" });
  });

  it("goes to residents whose request is open, each once, and to nobody of others'", async () => {
    const phone = `+380${++last}`;
    for (let times = 0; times < 2; times++) await world.request({}, { phone, email: "" });
    await world.request({ districtId: world.south }, { phone: `+380${++last}` });
    await world.request({}, { phone: "", email: "" });
    const id = await write({ groups: ["residents"] });
    value(await step(sendBroadcast, id));
    await work(id);
    const told = await toldOf(id);
    expect(told.map(({ requestId }) => Boolean(requestId))).toEqual([true]);
  });

  it("waits for the end of quiet hours and spares who wants none, unless life is in danger", async () => {
    const asleep = await volunteer(world.south, {
      profile: { homeDistrictId: world.south, skills: ["care"] },
    });
    const silent = await volunteer(world.south, {
      profile: { homeDistrictId: world.south, skills: ["care"] },
    });
    const quiet = { of: [], on: [], quietFrom: "22:00", quietTo: "07:00", version: 0 };
    value(await execute(asleep.ctx(), setMessages, quiet));
    value(await execute(silent.ctx(), setMessages, { of: ["broadcasts"], on: [], version: 0 }));
    const night = at(9);
    const to = { district: ["south"], skill: "care" };
    const news = await write(to, "stranger");
    value(await step(sendBroadcast, news, "stranger", night));
    await work(news, night);
    const waiting = (await toldOf(news)).filter(({ dueAt }) => dueAt);
    expect(waiting.map(({ personId }) => personId)).toEqual([asleep.id]);
    const danger = await write({ ...to, pressure: "danger" }, "stranger");
    value(await step(sendBroadcast, danger, "stranger", night));
    await work(danger, night);
    expect((await toldOf(danger)).every(({ channel }) => channel === "sms")).toBe(true);
    const known = await database.app.db
      .select()
      .from(broadcastRecipient)
      .where(and(eq(broadcastRecipient.broadcastId, danger)));
    expect(known).toHaveLength(2);
  });
});

describe("a batch of a broadcast", () => {
  const to = { district: ["south"], skill: "interpreting", pressure: "now" };

  beforeAll(async () => {
    const profile = { homeDistrictId: world.south, skills: ["interpreting" as const] };
    for (let count = 0; count < AT_ONCE + 10; count++) await volunteer(world.south, { profile });
    value(await execute(people.chief.ctx(), setBroadcastLimit, { most: "100" }));
  });

  /** A process at work on a batch: it has taken up its readers, and waits before it knows where they are reached. */
  async function begin(id: string) {
    const { sms: real } = channels;
    const signal = new EventEmitter();
    const begun = once(signal, "begun");
    const addresses: typeof real.addresses = async (db, readers) => {
      const goOn = once(signal, "go on");
      signal.emit("begun");
      await goOn;
      return real.addresses(db, readers);
    };
    const held = { ...channels, sms: { ...real, addresses } };
    const ctx = { ...jobCtx(database.app.db), channels: held };
    const working = execute(ctx, workOffBroadcast, { broadcast: id });
    await Promise.race([begun, working]);
    return async () => {
      signal.emit("go on");
      value(await working);
    };
  }
  const namesOf = async (id: string) => (await toldOf(id)).map(({ personId }) => personId);
  async function sending() {
    const id = await write(to, "stranger");
    value(await step(sendBroadcast, id, "stranger"));
    return id;
  }

  it("does not keep whoever stops it waiting, and is the last", async () => {
    const id = await sending();
    const end = await begin(id);
    value(await step(stopBroadcast, id, "stranger"));
    expect(await toldOf(id)).toEqual([]);
    await end();
    await work(id);
    expect(await toldOf(id)).toHaveLength(AT_ONCE);
    expect((await rowOf(id)).state).toBe("stopped");
    value(await step(resumeBroadcast, id, "stranger"));
    await work(id);
    await work(id);
    expect((await rowOf(id)).state).toBe("sent");
    const told = await namesOf(id);
    expect([told.length, new Set(told).size]).toEqual([AT_ONCE + 10, AT_ONCE + 10]);
  });

  it("is nobody else's meanwhile, nor is the broadcast over before it has ended", async () => {
    const id = await sending();
    const end = await begin(id);
    value(await step(stopBroadcast, id, "stranger"));
    value(await step(resumeBroadcast, id, "stranger"));
    await work(id);
    await work(id);
    expect(await toldOf(id)).toHaveLength(10);
    expect((await rowOf(id)).state).toBe("sending");
    await end();
    await work(id);
    expect((await rowOf(id)).state).toBe("sent");
    const told = await namesOf(id);
    expect([told.length, new Set(told).size]).toEqual([AT_ONCE + 10, AT_ONCE + 10]);
  });

  it("that dies in the middle leaves everybody of it to the next, once", async () => {
    const id = await sending();
    const dies = async () => {
      throw new Error("killed");
    };
    const dying = { ...channels, sms: { ...channels.sms, order: dies } };
    const ctx = { ...jobCtx(database.app.db), channels: dying };
    await expect(execute(ctx, workOffBroadcast, { broadcast: id })).rejects.toThrow("killed");
    expect(await toldOf(id)).toEqual([]);
    for (let batch = 0; batch < 3; batch++) await work(id);
    expect((await rowOf(id)).state).toBe("sent");
    const told = await namesOf(id);
    expect([told.length, new Set(told).size]).toEqual([AT_ONCE + 10, AT_ONCE + 10]);
  });

  it("is looked up together: each message costs its own two statements", async () => {
    const id = await sending();
    const statements: string[] = [];
    const db = database.listen((text) => statements.push(text));
    value(await execute({ ...jobCtx(db), channels }, workOffBroadcast, { broadcast: id }));
    expect(await toldOf(id)).toHaveLength(AT_ONCE);
    expect(statements.length).toBeLessThan(2 * AT_ONCE + 25);
  });
});
