import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { editContact } from "../../app/accounts/commands/edit-own.server";
import { answerOffer } from "../../app/dispatch/commands/answer.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { reserveFor } from "../../app/dispatch/commands/supply.server";
import { execute } from "../../app/platform/command.server";
import { setDataKeys } from "../../app/platform/data-keys.server";
import { connect } from "../../app/platform/database.server";
import { wallTime } from "../../app/platform/zone";
import {
  forgetByCode,
  forgetFor,
  forgetMe,
  forgetOffer,
  forgetRequest,
} from "../../app/privacy/commands/forget.server";
import { openSubject, requestOfLink } from "../../app/privacy/queries/subjects.server";
import { writeResidentNote } from "../../app/requests/commands/note.server";
import { hashOf } from "../../app/requests/link.server";
import { setOfferState } from "../../app/resources/commands/change-offer.server";
import { commitment } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { sms, smsIn } from "../../drizzle/schema/messages";
import { erased } from "../../drizzle/schema/privacy";
import { request, requestNote, requestPrivate } from "../../drizzle/schema/requests";
import { at, dispatchSteps, type Someone, value } from "../factories/dispatch";
import { everyWord } from "../factories/everything";
import { offerLink, requestLink } from "../factories/examples/privacy";
import { CITY, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let coordinator: Someone;
let administrator: Someone;

beforeAll(async () => {
  // What is encrypted would not be found, whether it is forgotten or not.
  setDataKeys(null);
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  coordinator = await world.person({ districts: [world.north], name: "Ганна Координаторка" });
  administrator = await world.person({ administrator: true, name: "Анна Адміністраторка" });
});

const steps = dispatchSteps(() => ({ world, coordinator }));
const visitor = () => visitorCtx(world.db);
const linesOf = async (thingId: string) =>
  (await world.db.select().from(event).where(eq(event.thingId, thingId)).orderBy(event.id)).map(
    ({ type, actor, reason }) => [type, actor, reason],
  );
const isErased = async (thingId: string) =>
  (await world.db.select().from(erased).where(eq(erased.thingId, thingId))).length === 1;

describe("a resident who wants to be forgotten", () => {
  it("cancels what is open with it; the link opens nothing afterwards", async () => {
    const { token, id } = await requestLink(world);
    value(await execute(visitor(), forgetRequest, { token, sure: "yes" }));
    const [row] = await world.db
      .select()
      .from(requestPrivate)
      .where(eq(requestPrivate.requestId, id));
    expect(row).toMatchObject({ name: "", phone: "", address: "", details: "" });
    expect(await requestOfLink(world.db, token)).toBeNull();
    expect((await linesOf(id)).slice(-2)).toEqual([
      ["request.cancelled", "resident", "not_needed"],
      ["request.erased", "resident", "asked"],
    ]);
    expect(await isErased(id)).toBe(true);
  });

  it("is told why and until when while help is under way", async () => {
    const id = await steps.triaged();
    await steps.make({ requests: [id] });
    const input = { thing: "request", id, grounds: "by_phone", sure: "yes" };
    const refused = await execute(administrator.ctx(), forgetFor, input);
    expect(refused).toEqual({
      ok: false,
      code: "forget.help_under_way",
      params: { at: at(3).toISOString() },
    });
    expect(await isErased(id)).toBe(false);
  });

  it.each([
    ["without the tick", { sure: "" }, "input"],
    ["by a link that opens nothing", { token: "x".repeat(22) }, "request.unknown"],
  ])("does not succeed %s", async (_, change, code) => {
    const { token } = await requestLink(world);
    const refused = await execute(visitor(), forgetRequest, { token, sure: "yes", ...change });
    expect(refused).toMatchObject({ ok: false, code });
  });

  it("has the code alone only once it is over, and never by a wrong number", async () => {
    const open = await requestLink(world);
    const input = { digits: "2233", sure: "yes" };
    const early = await execute(visitor(), forgetByCode, { ...input, code: open.code });
    expect(early).toMatchObject({ code: "forget.still_open" });
    const over = await requestLink(world, { cancelled: true });
    const wrong = { ...input, code: over.code, digits: "0000" };
    expect(await execute(visitor(), forgetByCode, wrong)).toMatchObject({ code: "input" });
    value(await execute(visitor(), forgetByCode, { ...input, code: over.code }));
    // What goes with the code is gone as well, so nobody learns anything by it.
    expect(await execute(visitor(), forgetByCode, { ...input, code: over.code })).toMatchObject({
      code: "input",
    });
  });

  it("is forgotten once, however often and through whichever process it is sent", async () => {
    const { token, id } = await requestLink(world);
    const second = connect(database.appUrl, { connections: 4 });
    const sent = [world.db, second.db, world.db, second.db].map((db) =>
      execute({ ...visitor(), db }, forgetRequest, { token, sure: "yes" }),
    );
    const answers = await Promise.all(sent);
    await second.end();
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(0);
    expect((await linesOf(id)).filter(([type]) => type === "request.erased")).toHaveLength(1);
  });

  it("and a task for them at once: one of the two is first, and the other is refused", async () => {
    for (let round = 0; round < 5; round++) {
      const id = await steps.triaged();
      const form = { title: "Вода", district: "north", teamSize: 1, another: "yes" };
      const when = { from: at(1).toISOString(), to: at(3).toISOString() };
      const input = { thing: "request", id, grounds: "by_phone", sure: "yes" };
      const [task, forgotten] = await Promise.all([
        execute(coordinator.ctx(), createTask, { ...form, ...when, request: [id] }),
        execute(administrator.ctx(), forgetFor, input),
      ]);
      expect([task.ok, forgotten.ok].filter(Boolean)).toHaveLength(1);
      expect(await isErased(id)).toBe(forgotten.ok);
    }
  });

  it("takes nothing from somebody else whose number and address they have typed", async () => {
    const phone = "+380671119900";
    const email = "on.duty@people.example";
    const onDuty = await world.person({ standing: "verified" });
    await database.owner
      .sql`update person set phone = ${phone}, email = ${email} where id = ${onDuty.id}`;
    const text = { phone, template: "task_offer", body: "Є завдання", segments: 1 };
    const orderMail = () =>
      database.owner
        .sql`select graphile_worker.add_job('mail', json_build_object('to', ${email}::text))`;
    const waiting = async () => {
      const texts = await world.db.select().from(sms).where(eq(sms.phone, phone));
      const [jobs] = await database.owner.sql`
        select count(*)::int as count from graphile_worker._private_jobs where payload ->> 'to' = ${email}`;
      return [texts.length, jobs!.count];
    };
    await world.db.insert(sms).values({ ...text, personId: onDuty.id });
    await orderMail();
    const forget = async () => {
      const token = randomUUID().replaceAll("-", "");
      await world.request({ tokenHash: hashOf(token) }, { phone, email, forPhone: phone });
      value(await execute(visitor(), forgetRequest, { token, sure: "yes" }));
    };
    await forget();
    expect(await waiting()).toEqual([1, 1]);
    // Once nobody else is reached there, it goes.
    value(await execute(onDuty.ctx(), forgetMe, { sure: "yes" }));
    expect(await waiting()).toEqual([0, 0]);
    await world.db.insert(sms).values(text);
    await orderMail();
    await forget();
    expect(await waiting()).toEqual([0, 0]);
  });

  it("is not written about again, nor reopened", async () => {
    const { token, id } = await requestLink(world);
    value(await execute(visitor(), forgetRequest, { token, sure: "yes" }));
    const refused = (work: Promise<unknown>) =>
      expect(work).rejects.toMatchObject({ cause: { constraint_name: "forgotten" } });
    const note = { requestId: id, author: "resident" as const, body: "Оксана, 5-й поверх" };
    await refused(world.db.insert(requestNote).values(note).execute());
    await refused(
      world.db
        .update(requestPrivate)
        .set({ phone: "1" })
        .where(eq(requestPrivate.requestId, id))
        .execute(),
    );
    await refused(
      world.db.update(request).set({ state: "triaged" }).where(eq(request.id, id)).execute(),
    );
  });
});

describe("an owner who wants to be forgotten", () => {
  it("by the private link: the offer is withdrawn, and nothing says whose it was", async () => {
    const { token, id } = await offerLink(world);
    value(await execute(visitor(), forgetOffer, { token, sure: "yes" }));
    expect((await linesOf(id)).slice(-2).map(([type]) => type)).toEqual([
      "offer.withdrawn",
      "offer.erased",
    ]);
    expect(await execute(visitor(), forgetOffer, { token, sure: "yes" })).toMatchObject({
      code: "offer.unknown",
    });
  });

  it("waits for what is reserved", async () => {
    const { token, id } = await offerLink(world);
    value(await execute(coordinator.ctx(), setOfferState, { id, to: "verified", version: 1 }));
    const request = await steps.triaged();
    const task = await steps.make({ requests: [request] });
    const wall = (hours: number) => wallTime(at(hours), CITY.zone);
    const wish = { id: task, offer: id, quantity: "1", from: wall(1), to: wall(3) };
    value(await execute(coordinator.ctx(), reserveFor, wish));
    expect(await execute(visitor(), forgetOffer, { token, sure: "yes" })).toMatchObject({
      code: "forget.still_lent",
    });
  });
});

describe("a member who wants to be forgotten", () => {
  it("leaves no name, number, address or word; offers of tasks are declined and things withdrawn", async () => {
    const words = ["Соломія Єдина", "+380671230099", "solomia@unique.example", "маю човен-єдиний"];
    const [name, phone, email, note] = words as [string, string, string, string];
    const someone = await world.person({
      name,
      standing: "verified",
      contact: { phone, email, emailProvenAt: NOON },
      profile: { note, homeDistrictId: world.north },
    });
    const id = await steps.triaged();
    const task = await steps.make({ requests: [id] });
    await steps.offer(task, [someone]);
    await world.db.transaction(async (tx) => {
      const [row] = await tx.select().from(request).where(eq(request.id, id));
      const acting = { ...visitor(), actor: { kind: "resident" as const, requestId: id as never } };
      await writeResidentNote(tx, acting, row!, "дзвоніть зранку");
    });
    const other = { phone: "+380671230098", template: "words", segments: 1 };
    const message = `Замість вас піде ${name}, о 9`;
    const { id: written } = (
      await world.db
        .insert(sms)
        .values({ ...other, body: message })
        .returning({ id: sms.id })
    )[0]!;
    await world.db.insert(smsIn).values({
      gateway: "provider",
      gatewayId: "names somebody",
      phone: other.phone,
      body: `${name} не прийшла`,
      meaning: "unclear",
    });
    value(await execute(someone.ctx(), forgetMe, { sure: "yes" }));
    const said = await world.db.select({ body: sms.body }).from(sms).where(eq(sms.id, written));
    expect(said).toEqual([{ body: "Замість вас піде —, о 9" }]);
    expect(await world.db.select({ body: smsIn.body }).from(smsIn)).toEqual([
      { body: "— не прийшла" },
    ]);
    expect((await steps.partsOf(task)).map(({ state }) => state)).toEqual(["declined"]);
    expect((await steps.requestOf(id)).cover).toBe("unanswered");
    const dump = await everyWord(database.owner.sql);
    expect(words.filter((word) => dump.includes(word))).toEqual([]);
  });

  it("waits for a task that was accepted, and whoever administers alone for somebody else who does", async () => {
    const helper = await steps.volunteer();
    const id = await steps.triaged();
    const task = await steps.make({ requests: [id] });
    await steps.offer(task, [helper]);
    value(await steps.accept(helper, task));
    const refused = await execute(helper.ctx(), forgetMe, { sure: "yes" });
    expect(refused).toMatchObject({
      code: "forget.task_accepted",
      params: { at: at(3).toISOString() },
    });
    const alone = await execute(administrator.ctx(), forgetMe, { sure: "yes" });
    expect(alone).toMatchObject({ code: "forget.last_administrator" });
  });

  it("and their yes to a task at once: either they are promised or they are gone", async () => {
    for (let round = 0; round < 8; round++) {
      const helper = await steps.volunteer();
      const task = await steps.make();
      await steps.offer(task, [helper]);
      const [yes, forgotten] = await Promise.all([
        execute(helper.ctx(), answerOffer, { id: task, answer: "yes" }),
        execute(helper.ctx(), forgetMe, { sure: "yes" }),
      ]);
      expect([yes.ok, forgotten.ok].filter(Boolean)).toHaveLength(1);
      expect(await isErased(helper.id)).toBe(forgotten.ok);
    }
  });

  it("stays so: an edit that was under way is refused, and so is every new thing of theirs", async () => {
    const someone = await world.person({ standing: "verified" });
    value(await execute(someone.ctx(), forgetMe, { sure: "yes" }));
    const form = {
      name: "Знову",
      email: "again@mail.example",
      phone: "",
      locale: "uk",
      version: 2,
    };
    const edited = await execute(someone.ctx(), editContact, form);
    expect(edited.ok).toBe(false);
    const during = { from: at(1), to: at(3) };
    const promise = { personId: someone.id, during, kind: "task" as const, sourceId: randomUUID() };
    await expect(world.db.insert(commitment).values(promise).execute()).rejects.toMatchObject({
      cause: { constraint_name: "forgotten" },
    });
    const subject = await openSubject(world.db, "person", someone.id);
    expect(subject?.mark).toBe("—");
  });

  it("is nobody else's to forget but an administrator's, with grounds", async () => {
    const { id } = await world.person();
    const input = { thing: "person", id, grounds: "by_phone", sure: "yes" };
    expect(await execute(coordinator.ctx(), forgetFor, input)).toMatchObject({ code: "forbidden" });
    const without = await execute(administrator.ctx(), forgetFor, { ...input, grounds: "" });
    expect(without).toMatchObject({ code: "input", errors: { grounds: "grounds" } });
    value(await execute(administrator.ctx(), forgetFor, input));
    expect(await linesOf(id)).toEqual([["person.erased", "member", "by_phone"]]);
  });
});

describe("forgetting by itself", () => {
  it.each([
    ["asked", "erase_person"],
    ["time", "erase_person"],
    ["asked", "erase_offer"],
  ])("is refused by the database without a line in the record (%s, %s)", async (why, erase) => {
    const { id } = erase === "erase_offer" ? await offerLink(world) : await world.person();
    if (erase === "erase_offer")
      value(await execute(coordinator.ctx(), setOfferState, { id, to: "retired", version: 1 }));
    const forgotten = database.app.sql.unsafe(`select ${erase}('${id}', '${why}')`);
    await expect(forgotten).rejects.toMatchObject({ constraint_name: "erased_recorded" });
    expect(await isErased(id)).toBe(false);
  });
});
