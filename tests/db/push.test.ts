import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setStanding } from "../../app/accounts/commands/set-standing.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask, releaseAssignment } from "../../app/dispatch/commands/offer.server";
import { channelsWith } from "../../app/messages/channels/all.server";
import { mailboxPush, standIn } from "../../app/messages/channels/push.server";
import { reportPush } from "../../app/messages/commands/report-push.server";
import { setMessages } from "../../app/messages/commands/set-messages.server";
import { type PushService, pushService } from "../../app/messages/gateways/push-service.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { execute } from "../../app/platform/command.server";
import { newVapidKey, vapidOf } from "../../app/platform/vapid.server";
import { wallTime } from "../../app/platform/zone";
import { triage } from "../../app/requests/commands/triage.server";
import { session } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { assignment } from "../../drizzle/schema/dispatch";
import { mailboxMessage, notification, sms } from "../../drizzle/schema/messages";
import { pushDevice, pushMessage } from "../../drizzle/schema/push";
import { everyWord } from "../factories/everything";
import { browser, pushSink, readAs, senderOf, subscribed } from "../factories/push-sink";
import { react } from "../factories/react";
import { at, value } from "../factories/rota";
import { CITY, jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

const VAPID = vapidOf({ VAPID_KEY: newVapidKey(), MAIL_FROM: "naaber@city.example" })!;
/** As it is outside of tests: it goes nowhere but into the open internet. */
const guarded = pushService(VAPID);

let database: FreshDatabase;
let world: World;
let sink: Awaited<ReturnType<typeof pushSink>>;
let channels: ReturnType<typeof channelsWith>;

const using = (service: PushService) =>
  channelsWith(async () => {}, CITY, { send: async () => null }, { service });

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  sink = await pushSink();
  channels = using(pushService(VAPID, { unsafeIntoPrivateNetworks: true }));
});
afterAll(() => sink.close());
beforeEach(() => {
  sink.answers.length = 0;
});

let last = 671_990_000;
const volunteer = () =>
  world.person({
    standing: "verified",
    contact: { phone: `+380${++last}`, phoneProvenAt: NOON },
  });
const device = (personId: string) =>
  subscribed(database.app.db, personId, VAPID.publicKey, sink.base);
const later = (ms: number) => new Date(NOON.getTime() + ms);

/** Asks somebody to a task; the line of the record that says so, and how to take it back. */
async function offerTo(id: string) {
  const ctx = (await world.person({ districts: [world.north] })).ctx();
  const asked = await world.request();
  const read = { id: asked.id, version: 1, priority: "normal", category: "water" };
  value(await execute(ctx, triage, { ...read, district: "north", people: "1" }));
  const wall = (hours: number) => wallTime(at(hours), CITY.zone);
  const span = { from: wall(30), to: wall(32), teamSize: "1" };
  const taskId = value(await execute(ctx, createTask, { request: [asked.id], ...span }));
  value(await execute(ctx, offerTask, { id: taskId, people: [id], minutes: "60", word: "" }));
  const { db } = database.app;
  const [made] = await db.select().from(assignment).where(eq(assignment.taskId, taskId));
  const lineOf = async () =>
    (await db.select().from(event).where(eq(event.thingId, made!.id)).orderBy(asc(event.id))).at(
      -1,
    )!.id;
  const release = async () => {
    value(await execute(ctx, releaseAssignment, { id: taskId, assignment: made!.id, version: 1 }));
    return lineOf();
  };
  return { line: await lineOf(), taskId, release };
}

const hear = (line: number, by = channels) =>
  react(messageReactions(by), line, jobCtx(database.app.db));
const ask = async (id: string, by = channels) => {
  const offered = await offerTo(id);
  await hear(offered.line, by);
  return offered;
};
const messagesOf = (personId: string) =>
  database.app.db
    .select()
    .from(pushMessage)
    .where(eq(pushMessage.personId, personId))
    .orderBy(asc(pushMessage.createdAt), asc(pushMessage.id));
const send = (push: string, { by = channels, now = NOON } = {}) =>
  by.push.jobs.push!({ push } as never, jobCtx(database.app.db, now));
/** Works off what waits for somebody, as the queue would. */
async function sendAll(personId: string, by = channels) {
  for (const { id } of await messagesOf(personId)) await send(id, { by });
}
const textsTo = (id: string) => database.app.db.select().from(sms).where(eq(sms.personId, id));
const devicesOf = (id: string) =>
  database.app.db.select().from(pushDevice).where(eq(pushDevice.personId, id));
async function queued(name: string) {
  const rows = await database.owner.sql<{ payload: Record<string, string>; at: string }[]>`
    select j.payload, j.run_at as at from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = ${name} order by j.id`;
  return rows.map(({ payload, at: runAt }) => ({ payload, runAt: new Date(runAt) }));
}

describe("who has a device", () => {
  it("is asked there first, in their language, by a message that only the device can read", async () => {
    const { id } = await volunteer();
    const phone = await device(id);
    const { taskId } = await ask(id);
    await sendAll(id);
    const [arrived, ...more] = sink.to(phone);
    expect(more).toEqual([]);
    const said = readAs(phone, arrived!);
    expect(said).toMatchObject({ lang: "uk", path: `/tasks/${taskId}` });
    expect(said.title).toMatch(/[а-яії]/);
    expect(said.body).toMatch(/\d\d:\d\d/);
    expect(said.body).not.toMatch(/1 =|https?:/);
    expect(arrived!.body.toString("latin1")).not.toContain(taskId);
    expect(arrived!.headers).toMatchObject({ urgency: "high", "content-encoding": "aes128gcm" });
    // It can be answered for an hour.
    expect(Number(arrived!.headers.ttl)).toBeGreaterThan(3_500);
    expect(Number(arrived!.headers.ttl)).toBeLessThanOrEqual(3_600);
    expect(arrived!.headers.topic).toMatch(/^[\w-]{1,32}$/);
    const { key, aud, exp, sub } = senderOf(arrived!);
    expect({ key, aud, sub }).toEqual({
      key: VAPID.publicKey,
      aud: sink.base,
      sub: "mailto:naaber@city.example",
    });
    expect(exp - Date.now() / 1_000).toBeGreaterThan(0);
    expect(exp - Date.now() / 1_000).toBeLessThanOrEqual(86_400);
    expect(await textsTo(id)).toEqual([]);
    const [noted] = await database.app.db
      .select()
      .from(notification)
      .where(eq(notification.personId, id));
    expect(noted).toMatchObject({ channel: "push", sentAt: NOON });
  });

  it("has nothing of it lying about: not in the queue, and not once it has gone", async () => {
    const { id } = await volunteer();
    const phone = await device(id);
    await ask(id);
    const [waiting] = await messagesOf(id);
    expect(JSON.stringify(await queued("push"))).not.toMatch(/[а-яії]/i);
    expect(await everyWord(database.owner.sql)).not.toContain(phone.endpoint);
    await sendAll(id);
    expect(await messagesOf(id)).toMatchObject([{ title: "", body: "", sentAt: NOON }]);
    expect(waiting!.title).not.toBe("");
  });

  it("gets one message however often its job comes", async () => {
    const { id } = await volunteer();
    const phone = await device(id);
    const { line } = await ask(id);
    await hear(line);
    for (let again = 0; again < 3; again++) await sendAll(id);
    expect(sink.to(phone)).toHaveLength(1);
  });

  it("is told on each of their devices", async () => {
    const { id } = await volunteer();
    const both = [await device(id), await device(id)];
    await ask(id);
    await sendAll(id);
    expect(both.map((one) => sink.to(one).length)).toEqual([1, 1]);
  });

  it("has the later message of the same in the place of the earlier, and no other", async () => {
    const { id } = await volunteer();
    const phone = await device(id);
    const { taskId, release } = await ask(id);
    await hear(await release());
    await ask(id);
    await sendAll(id);
    const arrived = sink.to(phone).map((one) => {
      const { tag, path, title } = readAs(phone, one);
      return { tag, path, title, topic: one.headers.topic };
    });
    const [first, second] = arrived.filter(({ path }) => path.endsWith(taskId));
    const [other] = arrived.filter(({ path }) => !path.endsWith(taskId));
    expect([second!.tag, second!.topic]).toEqual([first!.tag, first!.topic]);
    expect(other!.tag).not.toBe(first!.tag);
    expect(other!.topic).not.toBe(first!.topic);
    expect(second!.title).not.toBe(first!.title);
  });

  it("is told nothing there of what they do not want there", async () => {
    const { id, ctx } = await volunteer();
    await device(id);
    const chosen = { of: ["tasks"], by: ["push", "email", "sms"], on: ["tasks.sms"], version: 0 };
    value(await execute(ctx(), setMessages, chosen));
    await ask(id);
    expect(await messagesOf(id)).toEqual([]);
    expect(await textsTo(id)).toHaveLength(1);
  });

  it("keeps that choice where a page does not ask for it", async () => {
    const { id, ctx } = await volunteer();
    await device(id);
    const off = { of: ["tasks"], by: ["push", "email", "sms"], on: ["tasks.sms"], version: 0 };
    value(await execute(ctx(), setMessages, off));
    const without = { of: ["tasks"], on: ["tasks.email", "tasks.sms"], version: 1 };
    value(await execute(ctx(), setMessages, without));
    await ask(id);
    expect(await messagesOf(id)).toEqual([]);
  });

  it("is woken by nothing but danger in their quiet hours", async () => {
    const { id, ctx } = await volunteer();
    await device(id);
    const quiet = { of: [], on: [], quietFrom: "13:00", quietTo: "20:00", version: 0 };
    value(await execute(ctx(), setMessages, quiet));
    await ask(id);
    expect(await messagesOf(id)).toEqual([]);
    expect((await queued("deliver")).at(-1)!.runAt.toISOString()).toBe("2026-11-23T18:00:00.000Z");
  });
});

describe("a message that does not arrive", () => {
  it.each([
    404, 410,
  ])("removes a device that is gone (%d), and goes as a text message", async (status) => {
    const { id } = await volunteer();
    await device(id);
    await ask(id);
    sink.answers.push({ status });
    await sendAll(id);
    expect(await devicesOf(id)).toEqual([]);
    expect(await messagesOf(id)).toMatchObject([{ failure: "gone", title: "", deviceId: null }]);
    expect(await textsTo(id)).toHaveLength(1);
  });

  it.each([
    301, 400, 403, 413,
  ])("goes as a text message at once where it is refused (%d)", async (status) => {
    const { id } = await volunteer();
    const phone = await device(id);
    await ask(id);
    sink.answers.push({ status });
    await sendAll(id);
    expect(sink.to(phone)).toEqual([]);
    expect(await devicesOf(id)).toHaveLength(1);
    expect(await messagesOf(id)).toMatchObject([{ failure: "refused" }]);
    expect(await textsTo(id)).toHaveLength(1);
  });

  it("waits for as long as the push service asks, and is sent then", async () => {
    const { id } = await volunteer();
    const phone = await device(id);
    await ask(id);
    sink.answers.push({ status: 429, retryAfter: "7" });
    const [message] = await messagesOf(id);
    await send(message!.id);
    expect(await textsTo(id)).toEqual([]);
    const jobs = (await queued("push")).filter(({ payload }) => payload.push === message!.id);
    expect(jobs.map(({ runAt }) => runAt.getTime())).toEqual([later(7_000).getTime()]);
    await send(message!.id, { now: later(7_000) });
    expect(sink.to(phone)).toHaveLength(1);
    expect(await messagesOf(id)).toMatchObject([{ sentAt: later(7_000), attempts: 1 }]);
  });

  it("does not wait for an hour where it presses and can go another way", async () => {
    const { id } = await volunteer();
    await device(id);
    await ask(id);
    sink.answers.push({ status: 429, retryAfter: "3600" });
    await sendAll(id);
    expect(await textsTo(id)).toHaveLength(1);
    expect(await messagesOf(id)).toMatchObject([{ failure: "service" }]);
  });

  it("goes as a text message once the push service has failed four times", async () => {
    const { id } = await volunteer();
    const phone = await device(id);
    await ask(id);
    for (const status of [500, 502, 500, 500]) sink.answers.push({ status });
    const [message] = await messagesOf(id);
    for (let tried = 1; tried < 4; tried++) await expect(send(message!.id)).rejects.toThrow();
    expect(await textsTo(id)).toEqual([]);
    await send(message!.id);
    expect(await textsTo(id)).toHaveLength(1);
    await send(message!.id);
    expect(sink.to(phone)).toEqual([]);
    expect(await textsTo(id)).toHaveLength(1);
  });

  it("is tried on where there is no other way", async () => {
    const { id } = await world.person({
      standing: "verified",
      contact: { email: null, emailProvenAt: null },
    });
    const phone = await device(id);
    await ask(id);
    for (let time = 0; time < 5; time++) sink.answers.push({ status: 500 });
    const [message] = await messagesOf(id);
    for (let tried = 0; tried < 5; tried++) await expect(send(message!.id)).rejects.toThrow();
    await send(message!.id);
    expect(sink.to(phone)).toHaveLength(1);
  });

  it("goes no other way while another device has it, and once where none has", async () => {
    const { id } = await volunteer();
    await device(id);
    await device(id);
    await ask(id);
    sink.answers.push({ status: 410 });
    await sendAll(id);
    expect(await textsTo(id)).toEqual([]);
    const other = await volunteer();
    await device(other.id);
    await device(other.id);
    await ask(other.id);
    sink.answers.push({ status: 410 }, { status: 400 });
    await sendAll(other.id);
    await sendAll(other.id);
    expect(await textsTo(other.id)).toHaveLength(1);
  });

  it("never leaves where what called for it was rolled back", async () => {
    const { id } = await volunteer();
    await device(id);
    const { line } = await offerTo(id);
    const before = await queued("push");
    const { db } = database.app;
    const broken = db.transaction(async (tx) => {
      await react(messageReactions(channels), line, { ...jobCtx(db), db: tx as never });
      throw new Error("rolled back");
    });
    await expect(broken).rejects.toThrow("rolled back");
    expect(await messagesOf(id)).toEqual([]);
    expect(await queued("push")).toEqual(before);
  });
});

describe("what presses", () => {
  const look = async (id: string) => {
    const [message] = await messagesOf(id);
    const [job] = (await queued("unseen")).filter(
      ({ payload }) => payload.notification === message!.notificationId,
    );
    expect(job!.runAt).toEqual(later(120_000));
    await channels.push.jobs.unseen!(
      job!.payload as never,
      jobCtx(database.app.db, later(120_000)),
    );
  };
  const shown = (push: string) =>
    execute({ ...jobCtx(database.app.db), channels }, reportPush, { push, state: "shown" });

  it("goes as a text message too when no device says that it was shown", async () => {
    const { id } = await volunteer();
    await device(id);
    await ask(id);
    await sendAll(id);
    await look(id);
    await look(id);
    expect(await textsTo(id)).toHaveLength(1);
    // The phone is on again.
    value(await shown((await messagesOf(id))[0]!.id));
    expect(await messagesOf(id)).toMatchObject([{ failure: "unseen", shownAt: NOON }]);
  });

  it("does not once a device has shown it, also where its push service never answered", async () => {
    const { id } = await volunteer();
    await device(id);
    await device(id);
    await ask(id);
    const [first] = await messagesOf(id);
    value(await shown(first!.id));
    value(await shown(first!.id));
    await sendAll(id);
    await look(id);
    expect(await textsTo(id)).toEqual([]);
    const used = (await devicesOf(id)).filter(({ lastUsedAt }) => lastUsedAt);
    expect(used).toMatchObject([{ id: first!.deviceId, lastUsedAt: NOON }]);
    expect((await messagesOf(id)).every(({ sentAt }) => sentAt)).toBe(true);
  });

  it("is not said again when it has been answered or taken back meanwhile", async () => {
    const { id } = await volunteer();
    await device(id);
    const { release } = await ask(id);
    await sendAll(id);
    await release();
    await look(id);
    expect(await textsTo(id)).toEqual([]);
  });
});

describe("a phone that others use, too", () => {
  it("shows nothing of who has signed out: what waits goes another way, and what is on its way is not shown", async () => {
    const { id } = await volunteer();
    const phone = await device(id);
    await ask(id);
    await sendAll(id);
    const [onItsWay] = await messagesOf(id);
    await ask(id);
    await database.app.db.delete(session).where(eq(session.publicId, phone.sessionId));
    expect(await devicesOf(id)).toEqual([]);
    await sendAll(id);
    expect(sink.to(phone)).toHaveLength(1);
    expect(await textsTo(id)).toHaveLength(1);
    const told = { push: onItsWay!.id, state: "shown" };
    const refused = await execute({ ...jobCtx(database.app.db), channels }, reportPush, told);
    expect(refused).toMatchObject({ code: "push.unknown" });
    await ask(id);
    expect(await textsTo(id)).toHaveLength(2);
  });

  it("shows nothing once the session has run out, before anybody has cleared it away", async () => {
    const { id } = await volunteer();
    const phone = await device(id);
    await ask(id);
    const past = { expiresAt: new Date("2020-01-01") };
    await database.app.db.update(session).set(past).where(eq(session.publicId, phone.sessionId));
    await sendAll(id);
    await ask(id);
    expect(sink.to(phone)).toEqual([]);
    expect(await textsTo(id)).toHaveLength(2);
  });

  it("of who is suspended tells them that, since they are signed in still", async () => {
    const contact = {
      email: null,
      emailProvenAt: null,
      phone: `+380${++last}`,
      phoneProvenAt: NOON,
    };
    const { id } = await world.person({ standing: "verified", contact });
    const phone = await device(id);
    const chief = await world.person({ administrator: true });
    const standing = { id, standing: "suspended", version: 1 };
    value(await execute(chief.ctx() as never, setStanding, standing));
    const [line] = await database.app.db.select().from(event).where(eq(event.thingId, id));
    await hear(line!.id);
    await sendAll(id);
    expect(sink.to(phone).map((arrived) => readAs(phone, arrived).path)).toEqual(["/about"]);
  });
});

describe("nothing goes where it could do harm", () => {
  it.each([
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://10.0.0.7/x",
    "https://push.example:5432/x",
    "https://name:word@push.example/x",
    "http://push.example/x",
  ])("not to %s, also where it stands in the table", async (endpoint) => {
    const { id } = await volunteer();
    const phone = await device(id);
    await database.app.db.update(pushDevice).set({ endpoint }).where(eq(pushDevice.id, phone.id));
    const by = using(guarded);
    await ask(id, by);
    await sendAll(id, by);
    expect(await messagesOf(id)).toMatchObject([{ failure: "refused" }]);
    expect(await textsTo(id)).toHaveLength(1);
  });

  it("nor to a device that was subscribed with another key of this site", async () => {
    const { id } = await volunteer();
    await device(id);
    const other = vapidOf({ VAPID_KEY: newVapidKey(), MAIL_FROM: "naaber@city.example" })!;
    await ask(id, using(pushService(other)));
    expect(await messagesOf(id)).toEqual([]);
    expect(await textsTo(id)).toHaveLength(1);
  });
});

describe("a demo", () => {
  it("shows on its page of mail what a made-up device, or one out of reach, would show", async () => {
    const by = using(mailboxPush(database.app.db, guarded));
    const { secret_endpoint: endpoint } = standIn();
    for (const change of [{ endpoint }, { endpoint: "https://nobody.invalid/x" }]) {
      const { id } = await volunteer();
      const phone = await device(id);
      await database.app.db.update(pushDevice).set(change).where(eq(pushDevice.id, phone.id));
      await ask(id, by);
      const [waiting] = await messagesOf(id);
      await sendAll(id, by);
      const [shown] = await database.app.db
        .select()
        .from(mailboxMessage)
        .where(eq(mailboxMessage.body, waiting!.body));
      expect(shown).toMatchObject({
        channel: "push",
        subject: waiting!.title,
        recipient: "Firefox · Android",
      });
      expect(await textsTo(id)).toEqual([]);
    }
  });
});

it("a message can be read on no other device", async () => {
  const { id } = await volunteer();
  const phone = await device(id);
  await ask(id);
  await sendAll(id);
  const stranger = browser(sink.base);
  expect(() => readAs(stranger, sink.to(phone)[0]!)).toThrow();
});
