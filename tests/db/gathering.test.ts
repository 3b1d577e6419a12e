import { and, eq, isNotNull } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask, releaseAssignment } from "../../app/dispatch/commands/offer.server";
import { channelsWith } from "../../app/messages/channels/all.server";
import { smtpPost } from "../../app/messages/channels/email.server";
import { deliver } from "../../app/messages/commands/deliver.server";
import { reportSms } from "../../app/messages/commands/report-sms.server";
import { setMessages } from "../../app/messages/commands/set-messages.server";
import { deadAmong } from "../../app/messages/queries/dead-addresses.server";
import { readOwnMessages } from "../../app/messages/queries/own-messages.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { execute } from "../../app/platform/command.server";
import { wallTime } from "../../app/platform/zone";
import { triage } from "../../app/requests/commands/triage.server";
import { person } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { assignment } from "../../drizzle/schema/dispatch";
import { deadMail, notification, sms } from "../../drizzle/schema/messages";
import { mailText } from "../factories/mail-text";
import { readMails, readQueue } from "../factories/queue";
import { react } from "../factories/react";
import { at, value } from "../factories/rota";
import { CITY, jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

const GATHER = 60_000;
/** Addresses that the mail server does not know, and those that it wants nothing for. */
const UNKNOWN = /^gone/;
const UNWANTED = /^unwanted/;
const arrived: { to: string; text: string; whole: string }[] = [];
const texts: { to: string; body: string }[] = [];

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS", "AUTH"],
  onRcptTo({ address }, _, done) {
    const refuse = (text: string) => done(Object.assign(new Error(text), { responseCode: 550 }));
    if (UNKNOWN.test(address)) return refuse("5.1.1 no such user");
    if (UNWANTED.test(address)) return refuse("5.7.1 not wanted here");
    done();
  },
  onData(stream, session, done) {
    let text = "";
    stream.on("data", (part) => {
      text += part;
    });
    stream.on("end", () => {
      const to = session.envelope.rcptTo[0]!.address;
      arrived.push({ to, text: mailText(text), whole: text });
      done();
    });
  },
});

let database: FreshDatabase;
let world: World;
let channels: ReturnType<typeof channelsWith>;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  await new Promise<void>((ready) => smtp.listen(0, "127.0.0.1", ready));
  const { port } = smtp.server.address() as { port: number };
  const post = smtpPost(`smtp://127.0.0.1:${port}`, "naaber@city.example");
  const gateway = {
    send: async ({ to, body }: { to: string; body: string }) => {
      texts.push({ to, body });
      return null;
    },
  };
  channels = channelsWith(post, CITY, gateway);
});
afterAll(() => new Promise<void>((closed) => smtp.close(closed)));

let last = 671_440_000;
const volunteerWith = (contact: Partial<typeof person.$inferInsert> = {}) =>
  world.person({ standing: "verified", contact: { phone: `+380${++last}`, ...contact } });
const proven = () => ({ phoneProvenAt: NOON });
const only = (email: string) => volunteerWith({ email, phone: null });

/** A task to which somebody is asked; gives the line of the record that says so. */
async function offerTo(id: string, { priority = "normal", now = NOON } = {}) {
  const coordinator = await world.person({ districts: [world.north] });
  const ctx = coordinator.ctx(now);
  const asked = await world.request();
  const form = { id: asked.id, version: 1, priority, category: "water", district: "north" };
  value(await execute(ctx, triage, { ...form, people: "1" }));
  const wall = (hours: number) => wallTime(at(hours), CITY.zone);
  const span = { from: wall(30), to: wall(32), teamSize: "1" };
  const taskId = value(await execute(ctx, createTask, { request: [asked.id], ...span }));
  value(await execute(ctx, offerTask, { id: taskId, people: [id], minutes: "600", word: "" }));
  const { db } = database.app;
  const [made] = await db.select().from(assignment).where(eq(assignment.taskId, taskId));
  const [line] = await db.select().from(event).where(eq(event.thingId, made!.id));
  return { line: line!.id, assignment: made!.id, taskId, coordinator };
}

const hear = (line: number, now: Date) =>
  react(messageReactions(channels, GATHER), line, jobCtx(database.app.db, now));

const waitingOf = (id: string) =>
  database.app.db
    .select()
    .from(notification)
    .where(and(eq(notification.personId, id), isNotNull(notification.dueAt)));

/** Jobs of a name that wait in the queue. */
const queued = <Payload>(name: string) => readQueue<Payload>(database.owner.sql, name);

const deliverAt = (id: string, now: Date) =>
  deliver(jobCtx(database.app.db, now), channels, {
    reader: { kind: "person", id },
    gatherMs: GATHER,
  });
const textsOf = (id: string) => database.app.db.select().from(sms).where(eq(sms.personId, id));
const mailsTo = async (to: string) =>
  (await readMails(database.owner.sql)).filter((one) => one.to === to);
/** Works off the mails to an address as their job would. */
async function post(to: string) {
  for (const order of await mailsTo(to))
    await channels.email.jobs.mail!(order as never, jobCtx(database.app.db));
}
const later = (ms: number, from = NOON) => new Date(from.getTime() + ms);

describe("several events to one person within a minute", () => {
  it("become one text message: the most urgent first, with how many more there are", async () => {
    const { id } = await volunteerWith(proven());
    const lines = [await offerTo(id), await offerTo(id), await offerTo(id)];
    for (const [index, { line }] of lines.entries()) await hear(line, later(index * 10_000));
    expect(await textsOf(id)).toEqual([]);
    expect(await waitingOf(id)).toHaveLength(3);
    await deliverAt(id, later(GATHER));
    const [text, ...more] = await textsOf(id);
    expect(more).toEqual([]);
    expect(text!.body).toContain("1 = так, 2 = ні");
    expect(text!.body).toMatch(/ще 2\.$/);
    await deliverAt(id, later(2 * GATHER));
    expect(await textsOf(id)).toHaveLength(1);
  });

  it("become one mail with a part for each, in its reader's language", async () => {
    const { id } = await only("several@mail.example");
    await database.owner.db.update(person).set({ locale: "et" }).where(eq(person.id, id));
    for (const { line } of [await offerTo(id), await offerTo(id)]) await hear(line, NOON);
    await deliverAt(id, later(GATHER));
    expect(await mailsTo("several@mail.example")).toHaveLength(1);
    await post("several@mail.example");
    const mails = arrived.filter(({ to }) => to === "several@mail.example");
    expect(mails).toHaveLength(1);
    expect(mails[0]!.text.match(/^\* /gm)).toHaveLength(2);
    expect(mails[0]!.text).not.toMatch(/[а-яії]/i);
    expect(mails[0]!.whole).toMatch(/^content-type: multipart\/alternative/im);
    expect(mails[0]!.whole).toMatch(/^content-type: text\/html/im);
    const told = await database.app.db
      .select()
      .from(notification)
      .where(eq(notification.personId, id));
    expect(told.every(({ sentAt, batch }) => sentAt && batch === told[0]!.batch)).toBe(true);
  });

  it("are not gathered with those of others, nor with what comes later", async () => {
    const [one, other] = [await volunteerWith(proven()), await volunteerWith(proven())];
    await hear((await offerTo(one.id)).line, NOON);
    await hear((await offerTo(other.id)).line, NOON);
    await deliverAt(one.id, later(GATHER));
    await hear((await offerTo(one.id)).line, later(2 * GATHER));
    await deliverAt(one.id, later(3 * GATHER));
    await deliverAt(other.id, later(GATHER));
    expect(await textsOf(one.id)).toHaveLength(2);
    expect(await textsOf(other.id)).toHaveLength(1);
  });

  it("are sent once, however many workers take them up at once", async () => {
    const { id } = await volunteerWith(proven());
    for (const { line } of [await offerTo(id), await offerTo(id)]) await hear(line, NOON);
    await Promise.all(Array.from({ length: 8 }, () => deliverAt(id, later(GATHER))));
    expect(await textsOf(id)).toHaveLength(1);
  });

  it("go at once where one of them is danger to life", async () => {
    const { id } = await volunteerWith(proven());
    await hear((await offerTo(id)).line, NOON);
    const danger = await offerTo(id, { priority: "critical" });
    await hear(danger.line, later(5_000));
    const [text] = await textsOf(id);
    expect(text!.body).toMatch(/ще 1\.$/);
    expect(await waitingOf(id)).toEqual([]);
  });
});

describe("quiet hours", () => {
  const NIGHT = at(9);
  const MORNING = new Date("2026-11-24T05:00:00Z");
  const asleep = async () => {
    const volunteer = await volunteerWith(proven());
    const input = { of: [], on: [], quietFrom: "22:00", quietTo: "07:00", version: 0 };
    value(await execute(volunteer.ctx(), setMessages, input));
    return volunteer;
  };

  it("hold back what is no danger to life until they end", async () => {
    const { id } = await asleep();
    await hear((await offerTo(id, { now: NIGHT })).line, NIGHT);
    expect((await waitingOf(id))[0]!.dueAt).toEqual(MORNING);
    const jobs = await queued<{ reader: { id: string } }>("deliver");
    const own = jobs.filter(({ payload }) => payload.reader.id === id);
    expect(own.map(({ runAt }) => new Date(runAt))).toEqual([MORNING]);
    await deliverAt(id, later(GATHER, NIGHT));
    expect(await textsOf(id)).toEqual([]);
    await deliverAt(id, MORNING);
    expect(await textsOf(id)).toHaveLength(1);
  });

  it("are broken by danger to life, which wakes nobody for the rest", async () => {
    const { id } = await asleep();
    await hear((await offerTo(id, { now: NIGHT })).line, NIGHT);
    await hear((await offerTo(id, { now: NIGHT, priority: "critical" })).line, NIGHT);
    const [text, ...more] = await textsOf(id);
    expect(more).toEqual([]);
    expect(text!.body).not.toContain("ще 1");
    expect(await waitingOf(id)).toHaveLength(1);
  });

  it("swallow what is not true any more when they end", async () => {
    const { id } = await asleep();
    const { line, assignment: part, coordinator } = await offerTo(id, { now: NIGHT });
    await hear(line, NIGHT);
    const [made] = await database.app.db.select().from(assignment).where(eq(assignment.id, part));
    const taken = { id: made!.taskId, assignment: part };
    value(await execute(coordinator.ctx(NIGHT), releaseAssignment, taken));
    await deliverAt(id, MORNING);
    expect(await textsOf(id)).toEqual([]);
    expect(await waitingOf(id)).toEqual([]);
  });
});

describe("danger to life", () => {
  it("goes to whoever has to act by mail and by text message, each once", async () => {
    const { id } = await volunteerWith({ email: "both@mail.example", ...proven() });
    const { line } = await offerTo(id, { priority: "critical" });
    for (let times = 0; times < 2; times++) await hear(line, NOON);
    expect(await textsOf(id)).toHaveLength(1);
    expect(await mailsTo("both@mail.example")).toHaveLength(1);
    expect(await waitingOf(id)).toEqual([]);
  });

  it("leaves out what they have switched off", async () => {
    const chosen = await volunteerWith({ email: "mail-only@mail.example", ...proven() });
    const input = { of: ["tasks"], on: ["tasks.email"], version: 0 };
    value(await execute(chosen.ctx(), setMessages, input));
    await hear((await offerTo(chosen.id, { priority: "critical" })).line, NOON);
    expect(await textsOf(chosen.id)).toEqual([]);
    expect(await mailsTo("mail-only@mail.example")).toHaveLength(1);
  });
});

describe("what somebody has switched off", () => {
  it("is not used, and the next channel is", async () => {
    const volunteer = await volunteerWith({ email: "nosms@mail.example", ...proven() });
    const input = { of: ["tasks"], on: ["tasks.email"], version: 0 };
    value(await execute(volunteer.ctx(), setMessages, input));
    const again = await execute(volunteer.ctx(), setMessages, input);
    expect(again).toMatchObject({ ok: false, code: "conflict" });
    await hear((await offerTo(volunteer.id)).line, NOON);
    await deliverAt(volunteer.id, later(GATHER));
    expect(await textsOf(volunteer.id)).toEqual([]);
    expect(await mailsTo("nosms@mail.example")).toHaveLength(1);
  });

  it("by every channel is not sent at all, but the account's own messages are", async () => {
    const volunteer = await only("silent@mail.example");
    value(
      await execute(volunteer.ctx(), setMessages, { of: ["tasks", "shifts"], on: [], version: 0 }),
    );
    await hear((await offerTo(volunteer.id)).line, NOON);
    await deliverAt(volunteer.id, later(GATHER));
    expect(await mailsTo("silent@mail.example")).toEqual([]);
    const own = await readOwnMessages(volunteer.ctx());
    // What the form did not ask about stays as it was.
    const on = ["lending.email", "lending.sms", "broadcasts.email", "broadcasts.sms"];
    expect(own).toMatchObject({ on, version: 1 });
  });
});

describe("a channel that fails", () => {
  it("marks the address that is none and falls to the next; from then on at once", async () => {
    const to = "gone@mail.example";
    const { id } = await volunteerWith({ email: to, ...proven() });
    const { line } = await offerTo(id);
    await hear(line, NOON);
    await deliverAt(id, later(GATHER));
    // The number is dead, and its mail too.
    const [first] = await textsOf(id);
    await channels.sms.jobs.sms!({ sms: first!.id } as never, jobCtx(database.app.db));
    expect(texts.at(-1)!.body).toBe(first!.body);
    const report = { sms: first!.id, state: "number" };
    value(await execute({ ...jobCtx(database.app.db), channels }, reportSms, report));
    await post(to);
    expect(arrived.some((mail) => mail.to === to)).toBe(false);
    const dead = await database.app.db.select().from(deadMail).where(eq(deadMail.address, to));
    expect(dead).toHaveLength(1);
    expect(await deadAmong(database.app.db, ["Gone@mail.example", "here@mail.example"])).toEqual([
      "Gone@mail.example",
    ]);
    const reached = await channels.email.addresses(database.app.db, [{ kind: "person", id }]);
    expect(reached.size).toBe(0);
  });

  it("mail falls to a text message where the address is unknown or the mail unwanted", async () => {
    for (const to of ["gone-too@mail.example", "unwanted@mail.example"]) {
      const volunteer = await volunteerWith({ email: to, ...proven() });
      value(await execute(volunteer.ctx(), setMessages, { of: [], on: [], version: 0 }));
      const [told] = await database.owner.sql<{ id: number }[]>`
        insert into event (type, actor, thing, thing_id, to_state)
        values ('person.verified', 'system', 'person', ${volunteer.id}, 'verified') returning id::int`;
      await hear(told!.id, NOON);
      await deliverAt(volunteer.id, later(GATHER));
      await post(to);
      const [text] = await textsOf(volunteer.id);
      expect(text?.body).toMatch(/^Naaber: /);
      const dead = await database.app.db.select().from(deadMail).where(eq(deadMail.address, to));
      expect(dead).toHaveLength(to.startsWith("gone") ? 1 : 0);
    }
  });

  it("an address is alive again once something arrives, or its owner says so", async () => {
    const { db } = database.app;
    await db.insert(deadMail).values({ address: "back@mail.example" });
    const order = {
      to: "Back@mail.example",
      locale: "uk",
      template: "password_changed",
      params: {},
    };
    await channels.email.jobs.mail!(order as never, jobCtx(db));
    const volunteer = await only("again@mail.example");
    await db.insert(deadMail).values({ address: "again@mail.example" });
    expect(await readOwnMessages(volunteer.ctx())).toMatchObject({ isMailDead: true });
    value(
      await execute(volunteer.ctx(), setMessages, { of: [], on: [], retry: "yes", version: 0 }),
    );
    const dead = (await db.select().from(deadMail)).map(({ address }) => address);
    expect(dead).not.toContain("back@mail.example");
    expect(dead).not.toContain("again@mail.example");
  });
});
