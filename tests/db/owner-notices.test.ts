import { and, asc, eq, gt } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { reserveFor } from "../../app/dispatch/commands/supply.server";
import { channelsWith } from "../../app/messages/channels/all.server";
import type { Mail } from "../../app/messages/channels/email.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { execute } from "../../app/platform/command.server";
import type { MailOrder } from "../../app/platform/mail.server";
import type { Locale } from "../../app/platform/types";
import { forgetOffer } from "../../app/privacy/commands/forget.server";
import { setOfferState, setOwnOfferState } from "../../app/resources/commands/change-offer.server";
import { closeFollowUp } from "../../app/resources/commands/follow-up.server";
import { endLoan, handOver } from "../../app/resources/commands/hand-over.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { markOverdue } from "../../app/resources/commands/overdue.server";
import {
  reportMissing,
  reportOwnMissing,
} from "../../app/resources/commands/report-missing.server";
import { releaseHold } from "../../app/resources/commands/reserve.server";
import { listTroubles, openOwnOffer } from "../../app/resources/queries/offers.server";
import { MOST_OFFER_LINKS, OVERDUE_GRACE_MINUTES } from "../../app/resources/rules/limits";
import { person } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { sms } from "../../drizzle/schema/messages";
import { offer, offerLink } from "../../drizzle/schema/resources";
import type { Someone } from "../factories/dispatch";
import { react } from "../factories/react";
import { at, value } from "../factories/rota";
import { CITY, jobCtx, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let coordinator: Someone;
let carrier: Someone;
let mails: Mail[] = [];
let heardUpTo = 0;

const post = async (mail: Mail) => void mails.push(mail);
const channels = channelsWith(post, CITY, { send: async () => null });
const reactions = messageReactions(channels);

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  coordinator = await world.person({ districts: [world.north] });
  carrier = await world.person({ standing: "verified" });
});
beforeEach(async () => {
  await hear();
  mails = [];
});

const jobs = (now: Date) => ({ ...jobCtx(database.app.db, now), origin: "https://n.example" });

/** Lets everything that has happened be heard of, and sends the mails that were ordered. */
async function hear(now = NOON) {
  const { db } = database.app;
  const lines = await db
    .select({ id: event.id })
    .from(event)
    .where(gt(event.id, heardUpTo))
    .orderBy(asc(event.id));
  for (const { id } of lines) await react(reactions, id, jobs(now));
  heardUpTo = lines.at(-1)?.id ?? heardUpTo;
  const orders = await database.owner.sql<{ id: string; payload: MailOrder }[]>`
    select j.id, j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'mail' order by j.id`;
  for (const { id, payload } of orders) {
    await channels.email.jobs.mail!(payload as never, jobs(now));
    await database.owner.sql`delete from graphile_worker._private_jobs where id = ${id}`;
  }
}
const textsTo = (phone: string) =>
  database.app.db
    .select({ template: sms.template, body: sms.body, offerId: sms.offerId })
    .from(sms)
    .where(eq(sms.phone, phone))
    .orderBy(asc(sms.createdAt));
const subjectsTo = (address: string) =>
  mails.filter(({ to }) => to === address).map(({ subject }) => subject);
const tokenIn = ({ text }: Mail) => /https:\/\/n\.example\/lent\/([\w-]+)/.exec(text)![1]!;

let count = 0;
const unused = () => ({
  phone: `+3806711${String(++count).padStart(5, "0")}`,
  email: `owner${count}@mail.example`,
});

const form = {
  kind: "generator",
  title: "Honda",
  quantity: "2",
  district: "north",
  address: "Yard 9",
};
async function offered(who: object, locale: Locale = "en") {
  const made = await execute({ ...visitorCtx(world.db), locale }, makeOffer, { ...form, ...who });
  return value(made);
}
const verify = async (id: string) => {
  const version = await versionOf(id);
  value(await execute(coordinator.ctx(), setOfferState, { id, to: "verified", version }));
};
const versionOf = async (id: string) =>
  (await world.db.select().from(offer).where(eq(offer.id, id)))[0]!.version;
const within = { from: at(1).toISOString(), to: at(3).toISOString() };
async function reserved(offerId: string) {
  const task = { title: "Світло", teamSize: 1, district: "north", ...within };
  const id = value(await execute(coordinator.ctx(), createTask, task));
  const wish = { id, offer: offerId, quantity: 2, ...within };
  return value(await execute(coordinator.ctx(), reserveFor, wish));
}
const fetched = async (id: string) =>
  value(await world.db.transaction((tx) => handOver(tx, carrier.ctx(at(1)), id, 2)));
const back = async (id: string, number: number, condition: "good" | "damaged") =>
  value(
    await world.db.transaction((tx) =>
      endLoan(tx, carrier.ctx(at(3)), id, { count: number, condition, note: "" }),
    ),
  );

describe("an owner without an account", () => {
  it("has the private link mailed, in their language, and each mail opens the offer", async () => {
    const { phone, email } = unused();
    const { id } = await offered({ phone, email }, "uk");
    await hear();
    expect(subjectsTo(email)).toEqual([expect.stringMatching(/^Ми отримали вашу пропозицію/)]);
    const [first] = mails;
    expect(first!.text).not.toContain("Honda");
    await verify(id);
    await hear();
    const tokens = mails.map(tokenIn);
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens)
      expect(await openOwnOffer(world.db, token)).toMatchObject({ offer: { id } });
    const [own] = await world.db.select().from(offer).where(eq(offer.id, id));
    const paused = { token: tokens[0]!, to: "paused", version: own!.version };
    value(await execute(visitorCtx(world.db), setOwnOfferState, paused));
  });

  it("hears of each step of a loan: reserved, collected, overdue, damaged", async () => {
    const { phone, email } = unused();
    const { id } = await offered({ phone, email });
    await hear();
    await verify(id);
    const loan = await reserved(id);
    await hear();
    expect((await textsTo(phone)).map(({ template }) => template)).toEqual(["offer_reserved"]);
    await fetched(loan);
    value(await execute(jobs(at(4)), markOverdue, { id: loan }));
    await hear(at(4));
    await back(loan, 1, "good");
    await hear(at(4));
    expect(subjectsTo(email)).toEqual([
      expect.stringMatching(/^We have your offer/),
      expect.stringMatching(/^Your offer can now be reserved/),
      expect.stringMatching(/^Collected/),
      expect.stringMatching(/^Not back yet/),
      expect.stringMatching(/^Returned, but not as it was/),
    ]);
    const [collected] = mails.filter(({ subject }) => subject.startsWith("Collected"));
    expect(collected!.text).toMatch(/Due back by: .*17:00/);
    expect(mails.map(({ text }) => text).join()).not.toContain("Vera");
  });

  it("is not told what has become untrue, nor twice", async () => {
    const { phone, email } = unused();
    const { id } = await offered({ phone, email });
    await verify(id);
    const loan = await reserved(id);
    value(
      await world.db.transaction((tx) => releaseHold(tx, coordinator.ctx(), loan, "not_needed")),
    );
    await hear();
    heardUpTo = 0;
    await hear();
    expect((await textsTo(phone)).map(({ template }) => template)).toEqual(["offer_free"]);
    expect(subjectsTo(email)).toHaveLength(1);
  });

  it("who has a phone alone reads it there, and is let sleep", async () => {
    const { phone } = unused();
    const { id } = await offered({ phone }, "et");
    await hear();
    expect(await textsTo(phone)).toMatchObject([{ template: "offer_received", offerId: id }]);
    await verify(id);
    const night = new Date("2026-11-23T23:30:00+02:00");
    await hear(night);
    expect(await textsTo(phone)).toHaveLength(1);
    await reserved(id);
    await hear(night);
    // Somebody is about to ring at the door.
    expect((await textsTo(phone)).at(-1)).toMatchObject({ template: "offer_reserved" });
  });

  it("that was entered for them on the phone hears of it in the city's first language", async () => {
    const { phone, email } = unused();
    const behalf = { ...form, name: "Оля", phone, email };
    value(await execute(coordinator.ctx(), makeOffer, behalf));
    await hear();
    expect(mails).toMatchObject([{ to: email }]);
    expect(await openOwnOffer(world.db, tokenIn(mails[0]!))).toMatchObject({ keeps: false });
  });

  it("keeps a few links of mails, and none once the offer is forgotten", async () => {
    const { phone, email } = unused();
    const { id, token } = await offered({ phone, email });
    const order = { to: email, locale: "en", template: "offer_verified", params: {}, offerId: id };
    for (let i = 0; i <= MOST_OFFER_LINKS; i++)
      await channels.email.jobs.mail!(order as never, jobs(at(i / 100)));
    expect(await world.db.$count(offerLink, eq(offerLink.offerId, id))).toBe(MOST_OFFER_LINKS);
    expect(await openOwnOffer(world.db, tokenIn(mails[0]!))).toBeNull();
    value(
      await execute(visitorCtx(world.db), forgetOffer, {
        token: tokenIn(mails.at(-1)!),
        sure: "yes",
      }),
    );
    expect(await world.db.$count(offerLink, eq(offerLink.offerId, id))).toBe(0);
    for (const one of [token!, tokenIn(mails.at(-1)!)])
      expect(await openOwnOffer(world.db, one)).toBeNull();
  });
});

describe("an owner with an account", () => {
  it("hears by their own address, with the page of the offer, and not of what they do themselves", async () => {
    const lender = await world.person({ standing: "verified", districts: [world.north] });
    const address = `${lender.id}@mail.example`;
    await world.db
      .update(person)
      .set({ email: address, emailProvenAt: NOON, locale: "en" })
      .where(eq(person.id, lender.id));
    const { id } = value(await execute(lender.ctx(), makeOffer, form));
    value(await execute(lender.ctx(), setOfferState, { id, to: "verified", version: 1 }));
    const loan = await reserved(id);
    await fetched(loan);
    await back(loan, 2, "good");
    await hear(at(3));
    const own = mails.filter(({ to }) => to === address);
    expect(own.map(({ subject }) => subject.split(":")[0])).not.toContain(
      "Your offer can now be reserved",
    );
    expect(own.at(-1)).toMatchObject({ subject: expect.stringMatching(/^Returned/) });
    expect(own.at(-1)!.text).toContain(`https://n.example/offers/${id}`);
  });
});

describe("what its owner misses", () => {
  const missing = (reservation: string, token: string, now: Date) =>
    execute({ ...visitorCtx(world.db, now) }, reportOwnMissing, { token, reservation });
  const toSettle = async () => {
    const { late, open } = await listTroubles(coordinator.ctx(at(5)));
    return { late: late.map(({ id }) => id), open };
  };

  it("is told to the coordinators once, stands among what has to be settled, and is settled when it comes back", async () => {
    const { phone, email } = unused();
    const { id, token } = await offered({ phone, email });
    await verify(id);
    const loan = await reserved(id);
    await fetched(loan);
    expect(await missing(loan, token!, at(2))).toMatchObject({ code: "reservation.not_due" });
    expect((await toSettle()).late).toContain(loan);
    value(await missing(loan, token!, at(4)));
    value(await missing(loan, token!, at(5)));
    await hear(at(5));
    const told = mails.filter(({ text }) => text.includes("/board/resources"));
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map(({ to }) => to)).size).toBe(told.length);
    expect(told[0]!.text).not.toContain("Honda");
    const { late, open } = await toSettle();
    expect(late).not.toContain(loan);
    expect(open.filter(({ offerId }) => offerId === id)).toMatchObject([
      { kind: "missing", count: 2 },
    ]);
    const seen = await openOwnOffer(world.db, token!);
    expect(seen!.promises).toMatchObject([{ id: loan, missedAt: at(4) }]);
    await back(loan, 2, "good");
    expect((await toSettle()).open.filter(({ offerId }) => offerId === id)).toEqual([]);
  });

  it("may be what somebody says has been returned; settling it brings nothing into the stock", async () => {
    const { phone, email } = unused();
    const { id, token } = await offered({ phone, email });
    await verify(id);
    const loan = await reserved(id);
    await fetched(loan);
    await back(loan, 2, "good");
    value(await missing(loan, token!, at(4)));
    const [open] = (await toSettle()).open.filter(({ offerId }) => offerId === id);
    const settled = { followUp: open!.id, restored: 2 };
    expect(await execute(coordinator.ctx(at(5)), closeFollowUp, settled)).toMatchObject({
      code: "reservation.count",
    });
    value(await execute(coordinator.ctx(at(5)), closeFollowUp, { ...settled, restored: 0 }));
    expect((await openOwnOffer(world.db, token!))!.promises).toMatchObject([{ missedAt: null }]);
  });

  it("is nobody else's to say", async () => {
    const [one, other] = [await offered(unused()), await offered(unused())];
    await verify(one.id);
    const loan = await reserved(one.id);
    await fetched(loan);
    for (const token of [other.token!, "x".repeat(22)])
      expect(await missing(loan, token, at(4))).toMatchObject({
        code: "reservation.unknown",
      });
    const somebody = (await world.person({ standing: "verified" })).ctx(at(4));
    expect(await execute(somebody, reportMissing, { id: one.id, reservation: loan })).toMatchObject(
      { code: "reservation.unknown" },
    );
  });
});

describe("a thing that should be back", () => {
  const waiting = async () =>
    database.owner.sql<{ at: string }[]>`
      select j.run_at::timestamptz as at from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'reservation-overdue' order by j.id desc limit 1`;

  it("is looked for a little after its time, and whoever has it is asked for it", async () => {
    const { phone, email } = unused();
    const { id } = await offered({ phone, email });
    await verify(id);
    const loan = await reserved(id);
    await fetched(loan);
    const [job] = await waiting();
    expect(new Date(job!.at)).toEqual(new Date(at(3).getTime() + OVERDUE_GRACE_MINUTES * 60_000));
    const own = `+3806722${String(count).padStart(5, "0")}`;
    await world.db
      .update(person)
      .set({ phone: own, phoneProvenAt: NOON })
      .where(eq(person.id, carrier.id));
    value(await execute(jobs(at(4)), markOverdue, { id: loan }));
    await hear(at(4));
    expect(await textsTo(own)).toMatchObject([{ template: "supply_overdue" }]);
  });

  it("is no news where it is back", async () => {
    const { phone, email } = unused();
    const { id } = await offered({ phone, email });
    await verify(id);
    const loan = await reserved(id);
    await fetched(loan);
    await back(loan, 2, "good");
    value(await execute(jobs(at(4)), markOverdue, { id: loan }));
    const lines = await world.db
      .select({ id: event.id })
      .from(event)
      .where(and(eq(event.thingId, loan), eq(event.type, "reservation.overdue")));
    expect(lines).toEqual([]);
  });
});
