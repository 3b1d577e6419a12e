import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { record } from "../../app/audit/commands/record.server";
import { reactionJobs } from "../../app/audit/reactions.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { type Mail, smtpPost } from "../../app/messages/channels/email.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { execute } from "../../app/platform/command.server";
import { forgetHandedOver } from "../../app/platform/handed-over.server";
import { type JobWorker, startWorker } from "../../app/platform/jobs.server";
import { makeLog } from "../../app/platform/log.server";
import { type Watch, watchDatabase } from "../../app/platform/watch.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { city } from "../../drizzle/schema/districts";
import { notification } from "../../drizzle/schema/messages";
import { request } from "../../drizzle/schema/requests";
import { resourceKind } from "../../drizzle/schema/resources";
import { channelsOf } from "../factories/letters";
import { mailText } from "../factories/mail-text";
import { react } from "../factories/react";
import { makeRota } from "../factories/rota";
import { CITY, jobCtx, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let watch: Watch;
let worker: JobWorker;
let refusals = 0;
const mails: string[] = [];
let arrived: () => void = () => {};

/** A real SMTP server that keeps what it is given, and refuses as often as it is told to. */
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS", "AUTH"],
  onData(stream, _, answer) {
    let text = "";
    stream.on("data", (part) => {
      text += part;
    });
    stream.on("end", () => {
      if (refusals-- > 0) return answer(new Error("greylisted, try later"));
      mails.push(text);
      answer();
      arrived();
    });
  },
});

const mailTo = async (address: string) => {
  for (;;) {
    const found = mails.find((mail) => mail.includes(`To: ${address}`));
    if (found) return mailText(found);
    await new Promise<void>((next) => {
      arrived = next;
    });
  }
};

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  await new Promise<void>((ready) => smtp.listen(0, "127.0.0.1", ready));
  const { port } = smtp.server.address() as { port: number };
  const post = smtpPost(`smtp://127.0.0.1:${port}`, "naaber@city.example");
  const channels = channelsOf(post);
  const log = makeLog("silent");
  watch = watchDatabase(database.appUrl, log);
  worker = startWorker({
    ownerUrl: database.ownerUrl,
    db: database.app.db,
    origin: "https://naaber.example",
    city: CITY,
    log,
    jobs: { ...channels.email.jobs, ...reactionJobs([messageReactions(channels)]) },
    watch,
  });
});
afterAll(async () => {
  await worker.stop();
  await watch.stop();
  await new Promise<void>((closed) => smtp.close(closed));
});

/** Triage as the record tells it. */
async function triage(email: string) {
  const asked = await world.request({}, { email });
  const coordinator = await world.person({ districts: [world.north] });
  const eventId = await database.app.db.transaction(async (tx) => {
    await tx
      .update(request)
      .set({ state: "triaged", stateAt: NOON })
      .where(eq(request.id, asked.id));
    return record(tx, coordinator, {
      type: "request.triaged",
      thingId: asked.id,
      data: { priority: "normal", category: "water", district: null },
      fromState: "submitted",
      toState: "triaged",
    });
  });
  return { asked, eventId };
}

describe("a change of state", () => {
  it("reaches the resident by real SMTP, in the request's language, with the code", async () => {
    const { asked } = await triage("oksana@mail.example");
    const mail = await mailTo("oksana@mail.example");
    expect(mail).toContain(asked.code);
    expect(mail).toContain("Ваш запит прочитано");
    expect(mail).toContain("https://naaber.example/track");
    expect(mail).not.toContain("Наукова");
  });

  it("names at its foot whom to call, as the city has it now", async () => {
    const call = "Маєте запитання щодо сайту? Телефонуйте: 15-80.";
    expect(mails.join()).not.toContain(call);
    await database.app.db.update(city).set({ about: { helpLine: "15-80" } });
    await triage("call@mail.example");
    expect(await mailTo("call@mail.example")).toContain(call);
  });

  it("is mailed once, however often its job comes", async () => {
    const { asked, eventId } = await triage("once@mail.example");
    await mailTo("once@mail.example");
    const ctx = jobCtx(database.app.db);
    const messages = messageReactions(channelsOf(async () => {}));
    await Promise.all(Array.from({ length: 10 }, () => react(messages, eventId, ctx)));
    const noted = await database.app.db
      .select()
      .from(notification)
      .where(eq(notification.requestId, asked.id));
    expect(noted.length).toBe(1);
  });

  it("is mailed after the mail server has come back", async () => {
    refusals = 1;
    await triage("patient@mail.example");
    expect(await mailTo("patient@mail.example")).toContain("naaber.example");
  });

  it("that was rolled back is never mailed", async () => {
    const asked = await world.request({}, { email: "never@mail.example" });
    await database.app.db
      .transaction(async (tx) => {
        await tx.update(request).set({ state: "triaged" }).where(eq(request.id, asked.id));
        await record(
          tx,
          { actor: { kind: "system", name: "test" } },
          {
            type: "request.triaged",
            thingId: asked.id,
            data: { priority: "normal", category: "water", district: null },
            fromState: "submitted",
            toState: "triaged",
          },
        );
        throw new Error("changed my mind");
      })
      .catch(() => {});
    await triage("after@mail.example");
    await mailTo("after@mail.example");
    expect(mails.join()).not.toContain("never@mail.example");
  });
});

describe("mail to somebody with an account", () => {
  it("goes to an address that is proven, and to no other", async () => {
    const { db } = database.app;
    const rota = await makeRota(db, world);
    const proven = await world.person({
      districts: [world.north],
      contact: { email: "p@mail.example" },
    });
    const claimed = { email: "claimed@mail.example", emailProvenAt: null };
    const unproven = await world.person({ districts: [world.north], contact: claimed });
    const { id } = await rota.published(2);
    const line = { type: "shift.thin", thingId: id, data: { roles: [] } } as const;
    await db.transaction((tx) => record(tx, { actor: { kind: "system", name: "test" } }, line));
    await mailTo("p@mail.example");
    const told = await db
      .select()
      .from(notification)
      .where(eq(notification.template, "shift_thin"));
    expect(told.map(({ personId }) => personId)).toContain(proven.id);
    expect(told.map(({ personId }) => personId)).not.toContain(unproven.id);
  });

  it("names the kind of what a stranger offered, not the stranger's words", async () => {
    const { db } = database.app;
    const coordinator = await world.person({
      districts: [world.north],
      contact: { email: "r@mail.example" },
    });
    const [kind] = await db.select().from(resourceKind).where(eq(resourceKind.code, "generator"));
    const made = await execute(visitorCtx(db), makeOffer, {
      kind: "generator",
      title: "https://evil.example",
      quantity: 1,
      name: "X",
      district: "north",
      address: "Наукова 9",
      phone: "0671234567",
    });
    if (!made.ok) throw new Error(made.code);
    const offerId = made.value.id;
    const task = await execute(coordinator.ctx(), createTask, {
      title: "Errand",
      teamSize: 1,
      from: new Date(NOON.getTime() + 3_600_000).toISOString(),
      to: new Date(NOON.getTime() + 7_200_000).toISOString(),
      district: "north",
    });
    if (!task.ok) throw new Error(task.code);
    const reservationId = randomUUID();
    await database.owner.sql.begin(async (sql) => {
      await sql`alter table reservation disable trigger user`;
      await sql`insert into reservation (id, offer_id, task_id, quantity, during, reserved_by, fetch_by)
        values (${reservationId}, ${offerId}, ${task.value}, 1, '[2026-11-23 13:00Z,2026-11-23 14:00Z)', ${coordinator.id}, now())`;
      await sql`alter table reservation enable trigger user`;
    });
    await db.transaction((tx) =>
      record(
        tx,
        { actor: { kind: "system", name: "test" } },
        {
          type: "reservation.released",
          thingId: reservationId,
          data: { offer: reservationId, task: null },
          reason: "lost",
        },
      ),
    );
    const mail = await mailTo("r@mail.example");
    expect(mail).not.toContain("evil.example");
    expect(mail).toContain(kind!.names.uk!);
  });
});

describe("a mail whose job was ended after it had gone", () => {
  const send = async (job: string, payload: object, kind: "mail" | "link" = "mail") => {
    const sent: Mail[] = [];
    const { jobs } = channelsOf(async (mail) => void sent.push(mail)).email;
    await jobs[kind]!(payload as never, { ...jobCtx(database.app.db), job });
    return sent;
  };

  it("is not sent again, and is marked as sent then", async () => {
    const values = { key: randomUUID(), channel: "email", template: "channel_test" } as const;
    const rows = await database.app.db.insert(notification).values(values).returning();
    const { id: notificationId, template } = rows[0]!;
    const order = { to: "ended@mail.example", locale: "uk", template, params: {}, notificationId };
    const sentAt = async () => {
      const one = eq(notification.id, notificationId);
      return (await database.app.db.select().from(notification).where(one))[0]!.sentAt;
    };
    const [sent] = await send("1 of this database", order);
    expect(await sentAt()).toEqual(NOON);
    // As it is where the process was ended between the two.
    await database.app.db.update(notification).set({ sentAt: null });
    expect(await send("1 of this database", order)).toEqual([]);
    expect(await sentAt()).toEqual(NOON);
    // An order that is like it is another one, and so says its mail.
    const [other] = await send("2 of this database", order);
    expect(other!.id).not.toBe(sent!.id);
    await forgetHandedOver(database.app.db, new Date(Date.now() + 60_000));
    expect(await send("1 of this database", order)).toHaveLength(1);
  });

  it("keeps the link that it brought", async () => {
    const asked = await world.request({}, { email: "linked@mail.example" });
    const order = { template: "request_received", requestId: asked.id };
    const links = () =>
      database.owner.sql`select mail_token_hash from request where id = ${asked.id}`;
    expect(await send("3 of this database", order, "link")).toHaveLength(1);
    const before = await links();
    expect(await send("3 of this database", order, "link")).toEqual([]);
    expect(await links()).toEqual(before);
  });

  it("has a name of its own that stays the same, by which a mailbox knows it again", async () => {
    const id = randomUUID();
    const { port } = smtp.server.address() as { port: number };
    const post = smtpPost(`smtp://127.0.0.1:${port}`, "naaber@city.example");
    await post({ to: "named@mail.example", subject: "x", text: "x", id });
    expect(await mailTo("named@mail.example")).toContain(`Message-ID: <${id}@city.example>`);
  });
});

it("a text that is no one address is handed to nobody", async () => {
  const { port } = smtp.server.address() as { port: number };
  const post = smtpPost(`smtp://127.0.0.1:${port}`, "naaber@city.example");
  for (const to of [
    "a@mail.example,b@mail.example",
    "A <a@mail.example>",
    "a@x.example\nBcc: b@x.example",
  ])
    await expect(post({ to, subject: "x", text: "x" })).rejects.toThrow("no e-mail address");
  await post({ to: "header@mail.example", subject: "One\r\nBcc: evil@mail.example", text: "x" });
  const sent = await mailTo("header@mail.example");
  expect(sent).not.toMatch(/^Bcc:/m);
});
