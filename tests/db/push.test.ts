import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setMessages } from "../../app/messages/commands/set-messages.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { execute } from "../../app/platform/command.server";
import { notification } from "../../drizzle/schema/messages";
import { everyWord } from "../factories/everything";
import { pushSink, readAs, senderOf } from "../factories/push-sink";
import { channels, pushing, VAPID } from "../factories/pushing";
import { react } from "../factories/react";
import { value } from "../factories/rota";
import { jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let sink: Awaited<ReturnType<typeof pushSink>>;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  sink = await pushSink();
});
afterAll(() => sink.close());
beforeEach(() => {
  sink.answers.length = 0;
});

const {
  volunteer,
  device,
  later,
  offerTo,
  hear,
  ask,
  messagesOf,
  send,
  sendAll,
  textsTo,
  devicesOf,
  queued,
} = pushing(() => ({ database, world, sink }));

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
  ])("is the last to a device that is gone (%d), and goes as a text message", async (status) => {
    const { id } = await volunteer();
    await device(id);
    await ask(id);
    sink.answers.push({ status });
    await sendAll(id);
    expect(await messagesOf(id)).toMatchObject([{ failure: "gone", title: "" }]);
    expect(await textsTo(id)).toHaveLength(1);
    await ask(id);
    expect(await messagesOf(id)).toHaveLength(1);
    expect(await textsTo(id)).toHaveLength(2);
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
