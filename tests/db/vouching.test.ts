import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { editContact } from "../../app/accounts/commands/edit-own.server";
import { signInByCode } from "../../app/accounts/commands/sign-in.server";
import { readOwnAccount, readOwnProfile } from "../../app/accounts/queries/own.server";
import { openVolunteer } from "../../app/accounts/queries/volunteers.server";
import { answerOffer } from "../../app/dispatch/commands/answer.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { completeTask, reportProgress } from "../../app/dispatch/commands/progress.server";
import { execute } from "../../app/platform/command.server";
import { openOwnCalendar } from "../../app/shifts/commands/open-calendar.server";
import { person } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { secondFactor } from "../../drizzle/schema/security";
import { calendarFeed } from "../../drizzle/schema/shifts";
import {
  does,
  FIRST,
  type Identity,
  later,
  makeIdentity,
  SECOND,
  SEEN,
  UNSEEN,
} from "../factories/identity";
import { ownerOf } from "../factories/owners";
import { value } from "../factories/rota";
import { KEYS, NOON } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let identity: Identity;
let world: Identity["world"];

beforeAll(async () => {
  database = await freshDatabase();
  identity = await makeIdentity(database);
  ({ world } = identity);
});

const verified = { standing: "verified" as const };
const inNorth = () => world.person({ districts: [world.north] });
const proven = (phone: string) => ({ phone, phoneProvenAt: NOON });
const bare = { email: null, emailProvenAt: null };

/** A second factor, as far as it can be lost. */
const appOf = (personId: string): typeof secondFactor.$inferInsert => ({
  personId,
  kind: "totp",
  name: "app",
  secret: KEYS.seal("totp", "secret"),
  lastStep: 0,
});

describe("an account that was made with a neighbour's number and an e-mail that its maker has proven", () => {
  async function made(email: string, phone: string) {
    const { join, letters, rowOf } = identity;
    const id = await join(email, phone);
    await letters.prove(id);
    return { id, version: (await rowOf(id)).version };
  }

  it("keeps its maker no way in once the neighbour is seen who can't open it", async () => {
    const { letters, visitor, rowOf, tries, as, session } = identity;
    const [email, phone] = ["maker@mail.example", "+380672100001"];
    const { id, version } = await made(email, phone);
    const before = await session(id);
    value(await execute(await as(id), openOwnCalendar, {}));
    await database.app.db.insert(secondFactor).values(appOf(id));
    const early = { template: "password_reset", email } as const;
    const reset = letters.secret(await letters.send(early));
    const coordinator = await inNorth();
    value(await does.setStanding(coordinator.ctx(), id, { ...verified, version, ...SEEN }));

    expect(await rowOf(id)).toMatchObject({
      standing: "verified",
      phone,
      phoneProvenAt: NOON,
      passwordHash: null,
      email: null,
      emailProvenAt: null,
      pendingEmail: null,
    });
    expect(await letters.ordered(email)).toEqual(["vouched"]);
    expect(await before.holds()).toBe(false);
    expect(await tries(email, FIRST)).toMatchObject({ ok: false });
    expect(await tries(phone, FIRST)).toMatchObject({ ok: false });
    expect(await does.reset(visitor(), reset, SECOND)).toMatchObject({ ok: false });
    await does.askReset(visitor(), email);
    expect(await letters.send(early)).toBeNull();
    const { db } = database.app;
    expect(await db.select().from(secondFactor).where(eq(secondFactor.personId, id))).toEqual([]);
    expect(await db.select().from(calendarFeed).where(eq(calendarFeed.personId, id))).toEqual([]);

    const code = value(await does.handOut(coordinator.ctx(), id));
    expect(await signInByCode(visitor(), { phone, code })).toEqual({ ok: true, value: id });
  });

  it("is taken from its maker by the proof of the phone too, whatever its standing", async () => {
    const { rowOf, tries } = identity;
    const { id, version } = await made("maker-2@mail.example", "+380672100002");
    const coordinator = await inNorth();
    value(await does.provePhone(coordinator.ctx(), id, { version, ...SEEN }));
    expect(await rowOf(id)).toMatchObject({ email: null, emailProvenAt: null });
    expect(await tries("maker-2@mail.example", FIRST)).toMatchObject({ ok: false });
  });

  it("is not vouched for by being seen when it has no number: nobody could come in any more", async () => {
    const { id, version } = await made("maker-3@mail.example", "");
    const coordinator = await inNorth();
    expect(
      await does.setStanding(coordinator.ctx(), id, { ...verified, version, ...SEEN }),
    ).toMatchObject({ code: "account.no_phone" });
  });
});

describe("the code that an account shows", () => {
  it("verifies its owner, proves the number and ends nothing", async () => {
    const { join, letters, session, codeOf, rowOf, tries, linesOf } = identity;
    const [email, phone] = ["own@mail.example", "+380672200001"];
    const id = await join(email, phone);
    await letters.prove(id);
    const open = await session(id);
    const code = await codeOf(id);
    expect(code).toMatch(/^\d{6}$/);
    const coordinator = await inNorth();
    const form = { ...verified, version: 2, code, seen: false };
    const wrong = code === "000000" ? "000001" : "000000";
    expect(await does.setStanding(coordinator.ctx(), id, { ...form, ...UNSEEN })).toMatchObject({
      code: "account.not_seen",
    });
    // A wrong code is no slip that a tick makes good.
    for (const seen of [false, true])
      expect(
        await does.setStanding(coordinator.ctx(), id, { ...form, code: wrong, seen }),
      ).toMatchObject({ code: "account.not_shown" });
    value(await does.setStanding(coordinator.ctx(later(24)), id, form));
    expect(await rowOf(id)).toMatchObject({ standing: "verified", email, emailProvenAt: NOON });
    expect((await rowOf(id)).phoneProvenAt).toEqual(later(24));
    expect(await open.holds()).toBe(true);
    expect(await tries(phone, FIRST)).toEqual({ ok: true, value: id });
    expect(await letters.ordered(email)).toEqual([]);
    expect(await linesOf(id)).toEqual(
      expect.arrayContaining(["person.phone_proven", "person.verified"]),
    );
    expect(await codeOf(id)).toBe("");
  });

  it("is another's nowhere, an old one's never, and the same on both pages", async () => {
    const { join, codeOf, as } = identity;
    const [id, other] = [await join("", "+380672200002"), await join("", "+380672200003")];
    const code = await codeOf(id);
    expect((await readOwnProfile(await as(id)))?.code).toBe(code);
    expect(JSON.stringify(await readOwnProfile(await as(id)))).not.toContain("+380672200002");
    const coordinator = await inNorth();
    const form = { version: 1, code, seen: false };
    const refused = { code: "account.not_shown" };
    expect(await does.provePhone(coordinator.ctx(), other, form)).toMatchObject(refused);
    expect(await does.provePhone(coordinator.ctx(later(48)), id, form)).toMatchObject(refused);
    const sheet = await openVolunteer(coordinator.ctx(), id);
    expect(JSON.stringify(sheet)).not.toContain(code);
  });

  it("proves a number that a verified volunteer has changed, and is judged before who else claims it", async () => {
    const { letters, join, codeOf, as, contactOf, rowOf } = identity;
    const id = await join("moved@mail.example", "+380672200004");
    await letters.prove(id);
    const coordinator = await inNorth();
    const first = { ...verified, version: 2, code: await codeOf(id), seen: false };
    value(await does.setStanding(coordinator.ctx(), id, first));
    value(await execute(await as(id), editContact, await contactOf(id, { phone: "0672200005" })));
    const { version } = await rowOf(id);
    const code = await codeOf(id);
    expect(code).not.toBe(first.code);
    const stale = { version, code: first.code, seen: false };
    expect(await does.provePhone(coordinator.ctx(), id, stale)).toMatchObject({
      code: "account.not_shown",
    });
    value(await does.provePhone(coordinator.ctx(), id, { version, code, seen: false }));
    expect(await rowOf(id)).toMatchObject({ phoneProvenAt: NOON, email: "moved@mail.example" });
  });

  it("is not asked for by suspending", async () => {
    const { join, rowOf } = identity;
    const id = await join("", "+380672200006");
    const coordinator = await inNorth();
    const form = { standing: "suspended" as const, version: 1, ...UNSEEN };
    value(await does.setStanding(coordinator.ctx(), id, form));
    expect((await rowOf(id)).standing).toBe("suspended");
  });

  it("is shown to nobody who is no volunteer", async () => {
    const plain = await world.person();
    expect((await readOwnAccount(plain.ctx())).code).toBeNull();
  });
});

describe("a colleague with reach who also volunteers", () => {
  it("keeps second factors, sessions and contacts, whoever says that they were seen", async () => {
    const { rowOf, session, linesOf, codeOf } = identity;
    const administrator = await world.person({ administrator: true });
    const some = { standing: "unverified" as const, profile: { homeDistrictId: world.north } };
    for (const [i, reach] of [{ administrator: true }, { districts: [world.north] }].entries()) {
      const contact = { phone: `+38067230000${i}` };
      const { id } = await world.person({ ...some, ...reach, contact });
      await ownerOf(database.app.db).insert(secondFactor).values(appOf(id));
      const open = await session(id);
      const before = await rowOf(id);
      const refused = { code: "account.has_role" };
      const wrong = { code: "123456", seen: true };
      const sights = [SEEN, UNSEEN, wrong] as const;
      for (const sight of sights) {
        const form = { version: 1, ...sight };
        const why = sight === wrong ? { code: "account.not_shown" } : refused;
        expect(await does.provePhone(administrator.ctx(), id, form)).toMatchObject(why);
        const change = { ...verified, ...form };
        expect(await does.setStanding(administrator.ctx(), id, change)).toMatchObject(why);
      }
      expect(await rowOf(id)).toEqual(before);
      expect(await open.holds()).toBe(true);
      const factors = await database.app.db
        .select()
        .from(secondFactor)
        .where(eq(secondFactor.personId, id));
      expect(factors.length).toBe(1);
      expect(await linesOf(id)).toEqual([]);
      const sheet = await openVolunteer(administrator.ctx(), id);
      expect(sheet).toMatchObject({ mayVouch: false, mayHaveCode: false, mayChange: true });
      // By the code that their account shows they are verified like anybody, and nothing of it ends.
      const shown = { ...verified, version: 1, seen: false, code: await codeOf(id) };
      expect(await does.setStanding(administrator.ctx(), id, shown)).toMatchObject({ ok: true });
      expect(await open.holds()).toBe(true);
    }
  });
});

describe("a volunteer who helps a resident of another district", () => {
  /** One who has the offer of a task there. */
  async function helper(phone: string, district: "north" | "south" | "", contact = {}) {
    const someone = await world.person({
      standing: "verified",
      contact: { ...bare, ...proven(phone), ...contact },
    });
    const admin = (await world.person({ administrator: true })).ctx();
    const window = { from: later(1).toISOString(), to: later(3).toISOString() };
    const errand = { title: "Вода", teamSize: 1, district, ...window };
    const taskId = value(await execute(admin, createTask, errand));
    const offered = { id: taskId, people: [someone.id], minutes: 60, word: "" };
    value(await execute(admin, offerTask, offered));
    return { ...someone, taskId };
  }
  const yes = (id: string) => ({ id, answer: "yes" });
  const outcome = (result: { ok: boolean; code?: string }) => (result.ok ? "done" : result.code);

  it("gets no code and no proof of the phone from a coordinator who would read on as them", async () => {
    const coordinator = await inNorth();
    const both = await world.person({ districts: [world.north, world.south] });
    const admin = await world.person({ administrator: true });
    const { id, taskId, ctx } = await helper("+380672400001", "south");
    const form = { version: 1, ...SEEN };
    const steps = [
      async () => {},
      async () => value(await execute(ctx(), answerOffer, yes(taskId))),
      async () => value(await execute(ctx(), reportProgress, { id: taskId, to: "en_route" })),
      async () => value(await execute(ctx(), reportProgress, { id: taskId, to: "on_site" })),
    ];
    for (const step of steps) {
      await step();
      for (const tried of [
        await does.handOut(coordinator.ctx(), id),
        await does.provePhone(coordinator.ctx(), id, form),
      ])
        expect(outcome(tried)).toBe("account.busy_elsewhere");
      for (const other of [both, admin])
        expect(outcome(await does.handOut(other.ctx(), id))).toBe("done");
    }
    value(await execute(ctx(), completeTask, { id: taskId }));
    expect(outcome(await does.handOut(coordinator.ctx(), id))).toBe("done");
    value(await does.provePhone(coordinator.ctx(), id, form));
  });

  it("is proven by the code that they show, and free where the task is the coordinator's or of the whole city", async () => {
    const { codeOf } = identity;
    const coordinator = await inNorth();
    const own = { phoneProvenAt: null };
    const { id, taskId, ctx } = await helper("+380672400002", "south", own);
    value(await execute(ctx(), answerOffer, yes(taskId)));
    const shown = { version: 1, code: await codeOf(id), seen: false };
    value(await does.provePhone(coordinator.ctx(), id, shown));
    for (const [phone, district] of [
      ["+380672400003", "north"],
      ["+380672400004", ""],
    ] as const) {
      const near = await helper(phone, district);
      expect(outcome(await does.handOut(coordinator.ctx(), near.id))).toBe("done");
    }
  });
});

describe("the last proven contact", () => {
  const last = { code: "account.last_contact" };

  it("is not emptied by whoever found a session, nor replaced by a number that anybody may type", async () => {
    const { as, contactOf, rowOf, letters } = identity;
    const { id } = await world.person({ administrator: true });
    const before = await rowOf(id);
    const edit = async (change: object) =>
      execute(await as(id), editContact, await contactOf(id, change));
    expect(await edit({ email: "", phone: "0672500001" })).toMatchObject(last);
    expect(await edit({ email: "" })).toMatchObject({ errors: { email: "reach" } });
    expect(await rowOf(id)).toEqual(before);
    const next = await contactOf(id, { email: "next@mail.example", phone: "0672500001" });
    value(await execute(await as(id), editContact, next));
    expect(await rowOf(id)).toMatchObject({ email: before.email, emailProvenAt: NOON });
    expect(
      await execute(await as(id), editContact, await contactOf(id, { email: "" })),
    ).toMatchObject(last);
    await letters.prove(id);
    expect(await rowOf(id)).toMatchObject({ email: "next@mail.example", emailProvenAt: NOON });
  });

  it("stays in force when it is a phone, and goes once another contact is proven", async () => {
    const { as, contactOf, rowOf, letters, codeOf } = identity;
    const phone = "+380672500002";
    const { id } = await world.person({
      standing: "verified",
      contact: { ...bare, ...proven(phone) },
    });
    const email = "added@mail.example";
    for (const change of [
      { phone: "0672500003" },
      { phone: "", email },
      { phone: "0672500003", email },
    ])
      expect(await execute(await as(id), editContact, await contactOf(id, change))).toMatchObject(
        last,
      );
    value(await execute(await as(id), editContact, await contactOf(id, { email })));
    await letters.prove(id);
    value(await execute(await as(id), editContact, await contactOf(id, { phone: "0672500003" })));
    expect(await rowOf(id)).toMatchObject({ phone: "+380672500003", phoneProvenAt: null });
    expect(await codeOf(id)).toMatch(/^\d{6}$/);
    expect(
      await execute(await as(id), editContact, await contactOf(id, { email: "" })),
    ).toMatchObject(last);
  });

  it("is nothing that an account has to keep whose contacts are only claimed", async () => {
    const { join, as, contactOf, rowOf } = identity;
    const id = await join("claimed@mail.example");
    value(
      await execute(
        await as(id),
        editContact,
        await contactOf(id, { email: "", phone: "0672500004" }),
      ),
    );
    expect(await rowOf(id)).toMatchObject({ email: null, phone: "+380672500004" });
  });
});

it("the record says whether anything ended", async () => {
  const { join, codeOf } = identity;
  const coordinator = await inNorth();
  const [one, two] = [await join("", "+380672600001"), await join("", "+380672600002")];
  value(await does.provePhone(coordinator.ctx(), one, { version: 1, ...SEEN }));
  const code = await codeOf(two);
  value(await does.provePhone(coordinator.ctx(), two, { version: 1, code, seen: false }));
  for (const [id, ended] of [
    [one, true],
    [two, false],
  ] as const) {
    const lines = await database.app.db.select().from(event).where(eq(event.thingId, id));
    expect(lines.find(({ type }) => type === "person.phone_proven")?.data).toEqual({ ended });
  }
  const [row] = await database.app.db.select().from(person).where(eq(person.id, one));
  expect(row?.passwordHash).toBeNull();
});
