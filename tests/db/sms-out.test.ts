import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { record } from "../../app/audit/commands/record.server";
import { reactionJobs } from "../../app/audit/reactions.server";
import { answerOffer } from "../../app/dispatch/commands/answer.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { channelsWith, makeChannels } from "../../app/messages/channels/all.server";
import type { Mail } from "../../app/messages/channels/email.server";
import { gatewayOf } from "../../app/messages/channels/sms.server";
import { orderSms } from "../../app/messages/commands/order-sms.server";
import { receiveSms } from "../../app/messages/commands/receive-sms.server";
import { reportSms } from "../../app/messages/commands/report-sms.server";
import { sendSms } from "../../app/messages/commands/send-sms.server";
import { deadAmong } from "../../app/messages/queries/dead-addresses.server";
import { listTexts } from "../../app/messages/queries/texts.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { execute } from "../../app/platform/command.server";
import { type JobWorker, startWorker } from "../../app/platform/jobs.server";
import { makeLog } from "../../app/platform/log.server";
import { type Watch, watchDatabase } from "../../app/platform/watch.server";
import { wallTime } from "../../app/platform/zone";
import { addNote } from "../../app/requests/commands/end.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { triage } from "../../app/requests/commands/triage.server";
import { mailboxMessage, notification, sms } from "../../drizzle/schema/messages";
import { requestNote } from "../../drizzle/schema/requests";
import { react } from "../factories/react";
import { at, value } from "../factories/rota";
import { smsProvider, type Taken } from "../factories/sms-provider";
import { CITY, jobCtx, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

const mails: Mail[] = [];
let provider: Awaited<ReturnType<typeof smsProvider>>;
let taken: Taken[];

let database: FreshDatabase;
let world: World;
let watch: Watch;
let worker: JobWorker;
let channels: ReturnType<typeof channelsWith>;

const until: (typeof provider)["until"] = (found) => provider.until(found);
const textTo = (phone: string, holds = "") =>
  until(() => taken.find(({ to, text }) => to === phone && text.includes(holds)));

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  provider = await smsProvider();
  taken = provider.taken;
  const gateway = gatewayOf(provider.settings);
  const post = async (mail: Mail) => {
    mails.push(mail);
    provider.changed();
  };
  channels = channelsWith(post, CITY, gateway);
  const log = makeLog("silent");
  watch = watchDatabase(database.appUrl, log);
  worker = startWorker({
    ownerUrl: database.ownerUrl,
    db: database.app.db,
    origin: "https://naaber.example",
    city: CITY,
    log,
    jobs: {
      ...channels.email.jobs,
      ...channels.sms.jobs,
      ...reactionJobs([messageReactions(channels)]),
    },
    watch,
  });
});
afterAll(async () => {
  await worker.stop();
  await watch.stop();
  await provider.close();
});
beforeEach(() => {
  provider.refusals.length = 0;
});

let last = 671_230_000;
const newPhone = () => `+380${++last}`;

/** Asks for help by the form, with a phone alone unless `more` says otherwise. */
async function ask(phone: string, more = {}) {
  const form = {
    category: "water",
    details: "Вода",
    people: "1",
    district: "north",
    phone,
    ...more,
  };
  const asked = await execute({ ...visitorCtx(database.app.db), flood: null }, submitRequest, form);
  if (!asked.ok) throw new Error(asked.code);
  return asked.value;
}

/** That somebody comes, as the record tells it. */
const cover = (requestId: string, reason: string) =>
  database.app.db.transaction((tx) =>
    record(
      tx,
      { actor: { kind: "system", name: "test" } },
      {
        type: "request.covered",
        thingId: requestId,
        reason,
      },
    ),
  );

describe("who has a phone and no mail", () => {
  it("gets the code, that somebody is on the way, and a coordinator's words", async () => {
    const phone = newPhone();
    const { id, code } = await ask(phone);
    const spaced = `${code.slice(0, 4)} ${code.slice(4)}`;
    expect((await textTo(phone)).text).toContain(spaced);
    await cover(id, "on_the_way");
    expect((await textTo(phone, "йдуть")).text).toContain(spaced);
    const coordinator = await world.person({ districts: [world.north] });
    const note = { id, note: "Принесу о шостій", forResident: "yes" };
    expect(await execute(coordinator.ctx(), addNote, note)).toMatchObject({ ok: true });
    expect((await textTo(phone, "шостій")).report).toMatch(
      /^https:\/\/naaber\.example\/inbound\/sms\/reports\?sms=[0-9a-f-]{36}$/,
    );
    const inside = { id, note: "Обережно, пес", forResident: "" };
    expect(await execute(coordinator.ctx(), addNote, inside)).toMatchObject({ ok: true });
    await cover(id, "accepted");
    await textTo(phone, "погодилася");
    expect(taken.filter(({ to, text }) => to === phone && text.includes("пес"))).toEqual([]);
  });

  it("hears each thing once, however often its job comes", async () => {
    const phone = newPhone();
    const { id } = await ask(phone);
    const event = await cover(id, "on_the_way");
    await textTo(phone, "йдуть");
    const again = messageReactions(channels);
    await Promise.all(
      Array.from({ length: 5 }, () => react(again, event, jobCtx(database.app.db))),
    );
    const told = await database.app.db.select().from(sms).where(eq(sms.requestId, id));
    expect(told.map(({ template }) => template).sort()).toEqual([
      "request_changed",
      "request_code",
    ]);
    const [noted] = await database.app.db
      .select()
      .from(notification)
      .where(and(eq(notification.requestId, id), eq(notification.eventId, event)));
    expect(noted).toMatchObject({ channel: "sms" });
  });

  it("is sent it after the gateway has come back, with the same reference", async () => {
    const phone = newPhone();
    provider.refusals.push(503, 500);
    const { id } = await ask(phone);
    const { ref } = await textTo(phone);
    const [row] = await database.app.db.select().from(sms).where(eq(sms.requestId, id));
    expect(row!.id).toBe(ref);
  });

  it("who also has mail gets no text message, nor does a number that can't be one", async () => {
    const phone = newPhone();
    const mailed = await ask(phone, { email: "olena@mail.example" });
    const odd = await ask("12345");
    for (const { id } of [mailed, odd]) await cover(id, "on_the_way");
    await until(() => mails.find(({ to }) => to === "olena@mail.example"));
    const later = newPhone();
    await ask(later);
    await textTo(later);
    const rows = await database.app.db.select().from(sms);
    expect(rows.filter(({ requestId }) => [mailed.id, odd.id].includes(requestId ?? ""))).toEqual(
      [],
    );
  });

  it("is not flooded with codes by somebody who types their number again and again", async () => {
    const phone = newPhone();
    for (let times = 0; times < 8; times++) await ask(phone);
    const other = newPhone();
    await ask(other);
    await textTo(other);
    const rows = await database.app.db.select().from(sms).where(eq(sms.phone, phone));
    expect(rows).toHaveLength(5);
  });

  it("what was rolled back is never sent", async () => {
    const phone = newPhone();
    await database.app.db
      .transaction(async (tx) => {
        await orderSms(tx, NOON, { phone, template: "request_code", body: "never" });
        throw new Error("no");
      })
      .catch(() => {});
    const later = newPhone();
    await ask(later);
    await textTo(later);
    expect(taken.some(({ to }) => to === phone)).toBe(false);
  });
});

describe("a coordinator at the sheet", () => {
  it("sends a ready-made message in the resident's language, with words of their own", async () => {
    const phone = newPhone();
    const { id } = await ask(phone);
    const coordinator = await world.person({ districts: [world.north] });
    const ctx = { ...coordinator.ctx(), locale: "en" as const };
    const note = { id, note: "Це координаторка Ганна", phrase: "where" };
    expect(await execute(ctx, addNote, note)).toMatchObject({ ok: true });
    const { text } = await textTo(phone, "Ганна");
    expect(text).toContain("Де ви?");
    expect(await execute(ctx, addNote, { id, note: " " })).toMatchObject({
      errors: { note: "empty" },
    });
    expect(await execute(ctx, addNote, { id, phrase: "needed" })).toMatchObject({ ok: true });
    await textTo(phone, "ще потрібна?");
  });

  it("writes to the volunteers on the way, who answer into the same thread", async () => {
    const { db } = database.app;
    const phone = newPhone();
    const coordinator = await world.person({ districts: [world.north] });
    const { id } = await world.request();
    const form = { priority: "high", category: "water", district: "north", people: "2" };
    value(await execute(coordinator.ctx(), triage, { ...form, id, version: 1 }));
    const wall = (hours: number) => wallTime(at(hours), CITY.zone);
    const span = { from: wall(1), to: wall(3), teamSize: "1" };
    const taskId = value(await execute(coordinator.ctx(), createTask, { request: [id], ...span }));
    const contact = { phone, phoneProvenAt: NOON };
    const volunteer = await world.person({ standing: "verified", contact });
    const asked = { id: taskId, people: [volunteer.id], minutes: "60", word: "" };
    value(await execute(coordinator.ctx(), offerTask, asked));
    const said = { id: taskId, answer: "yes" as const };
    value(await execute(volunteer.ctx(), answerOffer, said));
    const inside = { id, note: "Пес у дворі", forResident: "", forTeam: "" };
    value(await execute(coordinator.ctx(), addNote, inside));
    const note = { id, note: "Візьміть ліхтар", forTeam: "yes" };
    value(await execute(coordinator.ctx(), addNote, note));
    await textTo(phone, "ліхтар");
    expect(taken.some(({ to, text }) => to === phone && text.includes("Пес"))).toBe(false);
    const came = { gateway: "http", id: phone, from: phone, text: "Взяв, виходжу за годину" };
    value(await execute(visitorCtx(db), receiveSms, came));
    const notes = await db.select().from(requestNote).where(eq(requestNote.requestId, id));
    expect(notes.map(({ author, body }) => `${author}: ${body}`)).toContain(
      "volunteer: Взяв, виходжу за годину",
    );
    const opened = await openOwnTask(volunteer.ctx(), taskId);
    expect(JSON.stringify(opened)).toContain("ліхтар");
    expect(JSON.stringify(opened)).not.toContain("Пес у дворі");
  });

  it("sees what went out, and that a number is dead until it is heard from", async () => {
    const phone = newPhone();
    const { id } = await ask(phone);
    const { ref } = await textTo(phone);
    const { db } = database.app;
    const report = (state: string) =>
      execute({ ...jobCtx(db), channels }, reportSms, { sms: ref, state });
    expect(await report("2")).toMatchObject({ ok: true });
    expect(await listTexts(db, id)).toMatchObject([{ became: "failed" }]);
    expect(await deadAmong(db, [phone, "", null])).toEqual([phone]);
    // The worker that ordered the message goes by the real clock.
    const now = new Date();
    const came = { gateway: "http", id: phone, from: phone, text: "STATUS" };
    expect(await execute(visitorCtx(db, now), receiveSms, came)).toMatchObject({ ok: true });
    expect(await deadAmong(db, [phone])).toEqual([]);
    expect(await report("1")).toMatchObject({ ok: true });
    expect((await listTexts(db, id))[0]).toMatchObject({ became: "delivered" });
  });
});

/** A volunteer with a proven number, to whom a task is offered. */
async function offer(contact: { phone: string; phoneProvenAt: Date | null }) {
  const coordinator = await world.person({ districts: [world.north] });
  const volunteer = await world.person({ standing: "verified", contact });
  const wall = (hours: number) => wallTime(at(hours), CITY.zone);
  const form = { title: "Пакувати", from: wall(1), to: wall(3), teamSize: "1", district: "north" };
  const made = await execute(coordinator.ctx(), createTask, form);
  if (!made.ok) throw new Error(made.code);
  const asked = { id: made.value, people: [volunteer.id], minutes: "60", word: "" };
  expect(await execute(coordinator.ctx(), offerTask, asked)).toMatchObject({ ok: true });
  return volunteer;
}

describe("a volunteer", () => {
  it("with a proven number is asked there, and how to answer", async () => {
    const phone = newPhone();
    await offer({ phone, phoneProvenAt: NOON });
    expect((await textTo(phone)).text).toMatch(/Пакувати.*1 = так, 2 = ні/);
  });

  it("with a number that is only claimed is asked by mail", async () => {
    const phone = newPhone();
    const before = mails.length;
    await offer({ phone, phoneProvenAt: null });
    await until(() => mails.length > before);
    expect(taken.some(({ to }) => to === phone)).toBe(false);
  });

  it("whose number is refused is asked by mail, and from then on at once", async () => {
    const phone = newPhone();
    provider.refusals.push(422);
    const before = mails.length;
    const { id } = await offer({ phone, phoneProvenAt: NOON });
    await until(() => mails.length > before);
    const [failed] = await database.app.db.select().from(sms).where(eq(sms.personId, id));
    expect(failed).toMatchObject({ failure: "refused", sentAt: null });
    const reached = await channels.sms.addresses(database.app.db, [{ kind: "person", id }]);
    expect(reached.size).toBe(0);
  });

  it("is asked by mail when the gateway stays away", async () => {
    const phone = newPhone();
    const { id } = await world.person({
      standing: "verified",
      contact: { phone, phoneProvenAt: NOON },
    });
    const ordered = await database.app.db.transaction(async (tx) => {
      const line = { type: "person.verified", thingId: id, toState: "verified" } as const;
      const told = await record(tx, jobCtx(database.app.db), line);
      const [noted] = await tx
        .insert(notification)
        .values({ key: phone, channel: "sms", template: "verified", personId: id, eventId: told })
        .returning({ id: notification.id });
      const [row] = await tx
        .insert(sms)
        .values({
          notificationId: noted!.id,
          personId: id,
          phone,
          template: "verified",
          body: "…",
          segments: 1,
        })
        .returning({ id: sms.id });
      return row!.id;
    });
    const gateway = { send: () => Promise.reject(new Error("away")) };
    const all = { gateway, channels: () => channels };
    const send = () => sendSms(jobCtx(database.app.db), all, { sms: ordered });
    for (let times = 1; times < 4; times++) await expect(send()).rejects.toThrow("away");
    const before = mails.length;
    await send();
    await until(() => mails.length > before);
    const [row] = await database.app.db.select().from(sms).where(eq(sms.id, ordered));
    expect(row).toMatchObject({ failure: "gateway", attempts: 3 });
    // What a gateway did not take says nothing about the number.
    const reached = await channels.sms.addresses(database.app.db, [{ kind: "person", id }]);
    expect(reached.get(id)).toBe(phone);
  });
});

describe("without a gateway", () => {
  it("a demo shows text messages on its own page, and nobody else is reached by them", async () => {
    const { db } = database.app;
    const settings = { SMTP_URL: undefined, MAIL_FROM: undefined, SMS_URL: undefined } as never;
    const demo = makeChannels(settings, db, { ...CITY, demo: true });
    const real = makeChannels(settings, db, { ...CITY, demo: false });
    const phone = newPhone();
    const { id } = await ask(phone);
    expect(await real.sms.addresses(db, [{ kind: "request", id }])).toEqual(new Map());
    expect(await demo.sms.addresses(db, [{ kind: "request", id }])).toEqual(new Map([[id, phone]]));
    const [ordered] = await db
      .insert(sms)
      .values({ phone, template: "request_code", body: "Код", segments: 1 })
      .returning({ id: sms.id });
    await demo.sms.jobs.sms!({ sms: ordered!.id } as never, jobCtx(db));
    const [shown] = await db
      .select()
      .from(mailboxMessage)
      .where(eq(mailboxMessage.recipient, phone));
    expect(shown).toMatchObject({ channel: "sms", body: "Код" });
  });
});
