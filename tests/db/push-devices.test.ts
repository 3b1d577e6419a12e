import { createECDH, randomBytes, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { channelsWith } from "../../app/messages/channels/all.server";
import {
  addDevice,
  removeDevice,
  renewDevice,
  tryDevice,
} from "../../app/messages/commands/push-device.server";
import { reportPush } from "../../app/messages/commands/report-push.server";
import { pushService } from "../../app/messages/gateways/push-service.server";
import { readOwnDevices } from "../../app/messages/queries/push-devices.server";
import { MOST_DEVICES } from "../../app/messages/rules/push";
import { execute } from "../../app/platform/command.server";
import { newVapidKey, vapidOf } from "../../app/platform/vapid.server";
import { forgetMe } from "../../app/privacy/commands/forget.server";
import { readAll } from "../../app/privacy/queries/own-data.server";
import { pushDevice, pushMessage } from "../../drizzle/schema/push";
import { openSession, pushSink, readAs, subscribed } from "../factories/push-sink";
import { value } from "../factories/rota";
import { CITY, jobCtx, makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

const VAPID = vapidOf({ VAPID_KEY: newVapidKey(), MAIL_FROM: "naaber@city.example" })!;
const service = pushService(VAPID, { unsafeIntoPrivateNetworks: true });
const channels = channelsWith(async () => {}, CITY, null, { service });

let database: FreshDatabase;
let world: World;
let sink: Awaited<ReturnType<typeof pushSink>>;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  sink = await pushSink();
});
afterAll(() => sink.close());

const keysOf = () => ({
  secret_p256dh: createECDH("prime256v1").generateKeys("base64url", "uncompressed") as string,
  secret_auth: randomBytes(16).toString("base64url"),
});
const subscription = (more = {}) => ({
  secret_endpoint: `https://updates.push.example/wpush/v2/${randomUUID()}`,
  ...keysOf(),
  vapid: VAPID.publicKey,
  device: "Firefox · Android",
  ...more,
});

async function member() {
  const one = await world.person({ standing: "verified" });
  const session = await openSession(database.app.db, one.id);
  const ctx = { ...one.ctx(), city: CITY, channels, session };
  const add = (sent: object, as: object = {}) => execute({ ...ctx, ...as }, addDevice, sent);
  return { ...one, session, ctx, add, devices: () => readOwnDevices(ctx) };
}

const stored = () => database.app.db.select().from(pushDevice);

describe("a browser takes messages for somebody", () => {
  it("and stands in their list, once however often it is asked for", async () => {
    const { add, devices } = await member();
    const sent = subscription();
    value(await add(sent));
    value(await add({ ...sent, ...keysOf() }));
    expect(await devices()).toMatchObject([{ name: "Firefox · Android", lastUsedAt: null }]);
    const raw = await database.owner.sql`select endpoint, p256dh, auth from push_device`;
    expect(JSON.stringify(raw)).not.toContain("push.example");
  });

  it("for one person alone: whoever asks last, and gets nothing that waits for the other", async () => {
    const [first, second] = [await member(), await member()];
    const sent = subscription();
    value(await first.add(sent));
    const [own] = await first.devices();
    value(await execute(first.ctx, tryDevice, { id: own!.id }));
    value(await second.add(sent));
    expect(await first.devices()).toEqual([]);
    expect(await second.devices()).toHaveLength(1);
    const [waiting] = await database.app.db
      .select()
      .from(pushMessage)
      .where(eq(pushMessage.personId, first.id));
    expect(waiting!.deviceId).toBeNull();
  });

  it("for one of two who ask at once", async () => {
    const [first, second] = [await member(), await member()];
    const sent = subscription();
    const results = await Promise.all([first.add(sent), second.add(sent)]);
    expect(results.some(({ ok }) => ok)).toBe(true);
    const both = [...(await first.devices()), ...(await second.devices())];
    expect(both).toHaveLength(1);
  });

  it("on ten devices and no more, also when all are asked for at once", async () => {
    const { add, devices } = await member();
    const results = await Promise.all(
      Array.from({ length: MOST_DEVICES + 3 }, () => add(subscription())),
    );
    const refused = results.filter(({ ok }) => !ok);
    expect(refused).toMatchObject(Array(3).fill({ code: "push.enough" }));
    expect(await devices()).toHaveLength(MOST_DEVICES);
  });
});

describe("what is no browser's subscription is refused", () => {
  const long = `https://push.example/${"a".repeat(1_000)}`;
  it.each([
    "",
    "http://push.example/x",
    "https://push.example",
    "https://127.0.0.1/x",
    "https://2130706433/x",
    "https://0x7f.1/x",
    "https://[::1]/x",
    "https://[::ffff:7f00:1]/x",
    "https://localhost/x",
    "https://localhost:5432/x",
    "https://push.example:5432/x",
    "https://me:word@push.example/x",
    "https://push.example@127.0.0.1/x",
    "https://push.example\\@127.0.0.1/x",
    "https://push.example/x\u0000",
    "https://push.example/x y",
    "https://push.example/x\r\nHost: other",
    "https://пуш.example/x",
    "ftp://push.example/x",
    "javascript:alert(1)",
    long,
  ])("the address %j", async (secret_endpoint) => {
    const { add } = await member();
    expect(await add(subscription({ secret_endpoint }))).toMatchObject({ code: "input" });
  });

  it.each([
    { secret_p256dh: "" },
    { secret_p256dh: "B".repeat(88) },
    { secret_auth: "a".repeat(21) },
    { secret_auth: `${"a".repeat(21)}\u0000` },
    { secret_auth: ["a", "b"] },
    { secret_endpoint: {} },
    { device: "x".repeat(61) },
  ])("the keys or words %j", async (wrong) => {
    const { add } = await member();
    expect(await add(subscription(wrong))).toMatchObject({ code: "input" });
  });

  it.each([
    ["push.key", { secret_p256dh: `B${"A".repeat(86)}` }, {}],
    ["push.key", { vapid: "of another site" }, {}],
    ["push.signed_out", {}, { session: null }],
    ["push.signed_out", {}, { session: { publicId: randomUUID() } }],
    ["push.off", {}, { channels: channelsWith(async () => {}, CITY) }],
    ["forbidden", {}, { actor: { kind: "visitor" } }],
  ])("with %s: %j", async (code, wrong, as) => {
    const { add } = await member();
    const before = await stored();
    expect(await add(subscription(wrong), as)).toMatchObject({ code });
    expect(await stored()).toEqual(before);
  });

  it("nor is it bound to somebody else's session", async () => {
    const [one, other] = [await member(), await member()];
    const as = { session: other.session };
    expect(await one.add(subscription(), as)).toMatchObject({ code: "push.signed_out" });
  });
});

describe("a browser that has changed its subscription", () => {
  const renew = (one: Awaited<ReturnType<typeof member>>, sent: object, as: object = {}) =>
    execute({ ...one.ctx, ...as }, renewDevice, sent);

  it("is the same line in the list, and takes messages at its new address alone", async () => {
    const one = await member();
    value(await one.add(subscription()));
    const [before] = await one.devices();
    const sent = subscription();
    const id = value(await renew(one, sent));
    expect(value(await renew(one, sent))).toBe(id);
    const { name, createdAt } = before!;
    const [after, ...more] = await one.devices();
    expect([after, more]).toMatchObject([{ id, name, createdAt }, []]);
    expect(after!.hash).not.toBe(before!.hash);
  });

  it("is taken up again where its push service had said before that it is gone", async () => {
    const one = await member();
    const device = value(await one.add(subscription()));
    value(await execute(one.ctx, tryDevice, { id: device }));
    const [message] = await database.app.db
      .select()
      .from(pushMessage)
      .where(eq(pushMessage.personId, one.id));
    const told = { push: message!.id, state: "gone" };
    value(await execute({ ...jobCtx(database.app.db), channels }, reportPush, told));
    expect(await one.devices()).toEqual([]);
    value(await renew(one, subscription()));
    expect(await one.devices()).toMatchObject([{ name: "Firefox · Android" }]);
  });

  it("stays off where it was turned off, and where somebody has signed in anew", async () => {
    const [off, anew] = [await member(), await member()];
    value(await execute(off.ctx, removeDevice, { id: value(await off.add(subscription())) }));
    expect(await renew(off, subscription())).toMatchObject({ code: "push.unknown" });
    value(await anew.add(subscription()));
    const session = await openSession(database.app.db, anew.id);
    expect(await renew(anew, subscription(), { session })).toMatchObject({ code: "push.unknown" });
    expect(await anew.devices()).toHaveLength(1);
  });

  it("takes nobody else's place: neither by their session nor by no key of ours", async () => {
    const [one, other] = [await member(), await member()];
    value(await other.add(subscription()));
    const [theirs] = await other.devices();
    expect(await renew(one, subscription(), { session: other.session })).toMatchObject({
      code: "push.signed_out",
    });
    expect(await renew(other, subscription({ vapid: "of another site" }))).toMatchObject({
      code: "push.key",
    });
    expect(
      await renew(other, subscription({ secret_endpoint: "https://127.0.0.1/x" })),
    ).toMatchObject({ code: "input" });
    expect(await other.devices()).toEqual([theirs]);
  });

  it("says so twice at once and is one device", async () => {
    const one = await member();
    value(await one.add(subscription()));
    const sent = [subscription(), subscription()];
    for (const result of await Promise.all(sent.map((each) => renew(one, each)))) value(result);
    expect(await one.devices()).toHaveLength(1);
  });
});

describe("a device of somebody else's", () => {
  it("can neither be turned off nor tried", async () => {
    const [one, other] = [await member(), await member()];
    const id = value(await one.add(subscription()));
    for (const which of [removeDevice, tryDevice])
      for (const sent of [id, randomUUID()])
        expect(await execute(other.ctx, which, { id: sent })).toMatchObject({
          code: "push.unknown",
        });
    expect(await one.devices()).toHaveLength(1);
    value(await execute(one.ctx, removeDevice, { id }));
    expect(await one.devices()).toEqual([]);
    expect(await execute(one.ctx, removeDevice, { id })).toMatchObject({ code: "push.unknown" });
  });
});

it("a test goes to the device that it is asked for, and not without end", async () => {
  const { id, ctx } = await member();
  const { db } = database.app;
  const [phone, other] = [
    await subscribed(db, id, VAPID.publicKey, sink.base),
    await subscribed(db, id, VAPID.publicKey, sink.base),
  ];
  value(await execute(ctx, tryDevice, { id: phone.id }));
  const [message] = await db.select().from(pushMessage).where(eq(pushMessage.personId, id));
  await channels.push.jobs.push!({ push: message!.id } as never, jobCtx(db));
  expect(sink.to(phone).map((arrived) => readAs(phone, arrived))).toMatchObject([
    { path: "/account/messages" },
  ]);
  expect(sink.to(other)).toEqual([]);
  const results = [];
  for (let tried = 1; tried <= 25; tried++)
    results.push(await execute(ctx, tryDevice, { id: phone.id }));
  expect(results.filter(({ ok }) => ok)).toHaveLength(19);
  expect(results.at(-1)).toMatchObject({ code: "push.tried" });
});

it("whoever is forgotten has no device and no message any more, and gets none again", async () => {
  const { id, add, ctx } = await member();
  const device = value(await add(subscription()));
  value(await execute(ctx, tryDevice, { id: device }));
  const given = JSON.stringify(await readAll(database.app.db, "person", id));
  expect(given).toContain("Firefox · Android");
  expect(given).not.toContain("push.example");
  value(await execute(ctx, forgetMe, { sure: "yes" }));
  expect(
    await database.app.db.select().from(pushDevice).where(eq(pushDevice.personId, id)),
  ).toEqual([]);
  const left = await database.app.db.select().from(pushMessage).where(eq(pushMessage.personId, id));
  expect(left).toEqual([]);
  expect(await add(subscription())).toMatchObject({ code: "push.signed_out" });
});
