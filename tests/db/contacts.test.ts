import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import { acceptInvitation } from "../../app/accounts/commands/accept-invitation.server";
import { editContact } from "../../app/accounts/commands/edit-own.server";
import { handOutCode } from "../../app/accounts/commands/hand-out-code.server";
import { invite } from "../../app/accounts/commands/invite.server";
import { proveEmail, sendProofAgain } from "../../app/accounts/commands/prove-email.server";
import { provePhone } from "../../app/accounts/commands/prove-phone.server";
import {
  changePassword,
  requestReset,
  resetPassword,
} from "../../app/accounts/commands/reset-password.server";
import { setReach } from "../../app/accounts/commands/set-reach.server";
import { setStanding } from "../../app/accounts/commands/set-standing.server";
import { signIn, signInByCode } from "../../app/accounts/commands/sign-in.server";
import { signUp } from "../../app/accounts/commands/sign-up.server";
import type { Ctx } from "../../app/platform/context.server";
import { normalEmail } from "../../app/platform/email";
import { mayMailStranger } from "../../app/platform/mail.server";
import type { Member, PersonId, Result } from "../../app/platform/types";
import { openOwnCalendar } from "../../app/shifts/commands/open-calendar.server";
import { coordinatorDistrict, oneTimeSecret, person } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { calendarFeed } from "../../drizzle/schema/shifts";
import { type Letters, makeLetters } from "../factories/letters";
import { makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let letters: Letters;
const FIRST = "three blue kettles";
const SECOND = "four green spoons";
const later = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);

const visitor = (now = NOON) => ({
  db: database.app.db,
  now,
  locale: "uk" as const,
  origin: "https://n.example",
  actor: { kind: "visitor" as const },
  callingCode: "380",
});
const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};
const rowOf = async (id: string) =>
  (await database.app.db.select().from(person).where(eq(person.id, id)))[0]!;
const linesOf = async (id: string) =>
  (await database.app.db.select().from(event).where(eq(event.thingId, id))).map(({ type }) => type);

const join = async (email: string, phone = "", password = FIRST) =>
  value(await signUp(visitor(), { name: "Тарас", email, phone, password, district: "north" }));

async function as(personId: PersonId, now = NOON): Promise<Ctx<Member> & { callingCode: string }> {
  const { standing, administrator } = await rowOf(personId);
  const actor: Member = { kind: "member", personId, standing, administrator, districts: [] };
  return { ...visitor(now), actor };
}
/** A session of somebody who came first, and whether it still holds. */
async function session(personId: PersonId) {
  const sessions = makeSessions(database.app.db, { secure: false });
  const cookie = await sessions.open(personId, "first");
  return { holds: async () => (await sessions.read(cookie)) !== null };
}
const tries = (login: string, password: string) => signIn(visitor(), { login, password });
const proofOf = (personId: string, email: string, now = NOON) =>
  letters.send({ template: "email_proof", personId, email }, now);
const contactOf = async (id: string, change: { email?: string; phone?: string }) => {
  const { name, email, phone, version } = await rowOf(id);
  const now = { name, email: email ?? "", phone: phone ?? "", locale: "uk" as const, version };
  return { ...now, ...change };
};
const invitationOf = (email: string) => ({
  name: "Марія",
  locale: "uk" as const,
  districts: ["north"],
  administrator: true,
  email,
});

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  letters = await makeLetters(database);
});

describe("an e-mail that is only claimed", () => {
  it("may be claimed by several, who each sign in with their own password, and is one's once proven", async () => {
    const email = "shared@mail.example";
    const first = await join(email, "", FIRST);
    const second = await join(email.toUpperCase(), "", SECOND);
    expect(await tries(email, FIRST)).toEqual({ ok: true, value: first });
    expect(await tries(email, SECOND)).toEqual({ ok: true, value: second });
    await letters.prove(second);
    expect(await rowOf(second)).toMatchObject({ emailProvenAt: NOON });
    expect((await rowOf(first)).email).toBeNull();
    expect(await tries(email, FIRST)).toMatchObject({ code: "account.wrong" });
    expect(await linesOf(second)).toContain("person.email_proven");
  });

  it("may be crowded by false claims: the owner still comes in by the link, and an administrator at once", async () => {
    const email = "crowded@mail.example";
    for (const word of ["one", "two", "three"]) await join(email, "", `${word} false kettles`);
    const own = await join(email, "", SECOND);
    expect(await tries(email, SECOND)).toMatchObject({ code: "account.wrong" });
    const secret = letters.secret(await proofOf(own, email));
    expect(await proveEmail(visitor(), secret, SECOND)).toMatchObject({ ok: true });
    expect(await tries(email, SECOND)).toEqual({ ok: true, value: own });

    const other = "admin@mail.example";
    for (const word of ["one", "two", "three"]) await join(other, "", `${word} false kettles`);
    const admin = await world.person({ administrator: true });
    const link = value(await invite(admin.ctx(), invitationOf(other)))
      .split("/")
      .at(-1)!;
    const id = value(await acceptInvitation(visitor(), link, SECOND));
    expect(await tries(other, SECOND)).toEqual({ ok: true, value: id });
  });

  it("gets its proof and no other mail, and no link for a new password", async () => {
    const email = "unproven@mail.example";
    const id = await join(email);
    await requestReset(visitor(), email);
    expect(await letters.send({ template: "password_reset", email })).toBeNull();
    value(await editContact(await as(id), await contactOf(id, { phone: "0671000001" })));
    const coordinator = await world.person({ districts: [world.north] });
    value(
      await setStanding(coordinator.ctx(), id, { standing: "verified", seen: true, version: 2 }),
    );
    expect(await letters.ordered(email)).toEqual([]);
    expect((await letters.links()).filter((one) => "email" in one && one.email === email)).toEqual([
      { template: "email_proof", personId: id, email },
      { template: "password_reset", email },
    ]);
  });

  it("says to its owner that they have an account, in a mail that proves nothing", async () => {
    const email = "owner@mail.example";
    const owner = await join(email);
    await letters.prove(owner);
    const other = await join(email, "", SECOND);
    const letter = await proofOf(other, email);
    expect(letter?.text).toContain("https://n.example/sign-in");
    expect(letter?.text).not.toContain("email-proofs");
    expect(letter?.text).not.toContain("Тарас");
    expect(await tries(email, FIRST)).toEqual({ ok: true, value: owner });
    expect(await tries(email, SECOND)).toEqual({ ok: true, value: other });
    await requestReset(visitor(), email);
    const reset = letters.secret(await letters.last("password_reset"));
    expect(await resetPassword(visitor(), reset, "five red lanterns")).toEqual({
      ok: true,
      value: owner,
    });
  });

  it("is proven by one of ten at once", async () => {
    const email = "ten@mail.example";
    const ids = await Promise.all(Array.from({ length: 10 }, () => join(email)));
    const secrets: string[] = [];
    for (const id of ids) secrets.push(letters.secret(await proofOf(id, email)));
    const at = await Promise.all(
      ids.map(async (id, i) => proveEmail(await as(id), secrets[i]!, "")),
    );
    expect(at.filter(({ ok }) => ok).length).toBe(1);
    const rows = await database.app.db.select().from(person).where(eq(person.email, email));
    expect(rows.length).toBe(1);
    expect(rows[0]!.emailProvenAt).not.toBeNull();
  });

  it("is not proven for whoever made the account with it, by the press of its owner alone", async () => {
    const email = "victim@mail.example";
    const id = await join(email);
    const secret = letters.secret(await proofOf(id, email));
    expect(await proveEmail(visitor(), secret, "")).toMatchObject({
      code: "account.wrong_password",
    });
    const victim = await world.person({ standing: "unverified" });
    expect(await proveEmail(victim.ctx(), secret, SECOND)).toMatchObject({
      code: "account.wrong_password",
    });
    expect(await proveEmail(visitor(later(25)), secret, FIRST)).toMatchObject({
      code: "account.link_over",
    });
    const at = await Promise.all(
      Array.from({ length: 5 }, () => proveEmail(visitor(), secret, FIRST)),
    );
    expect(at.filter(({ ok }) => ok).length).toBe(1);
    const stored = await database.app.db.select().from(oneTimeSecret);
    expect(JSON.stringify(stored)).not.toContain(secret);
  });

  it("is proven by the last link alone, and by none once the address is another", async () => {
    const id = await join("one@mail.example");
    const first = letters.secret(await proofOf(id, "one@mail.example"));
    value(await sendProofAgain(await as(id)));
    const second = letters.secret(await letters.last("email_proof"));
    expect(await proveEmail(await as(id), first, "")).toMatchObject({ code: "account.link_over" });
    value(await editContact(await as(id), await contactOf(id, { email: "two@mail.example" })));
    expect(await proveEmail(await as(id), second, "")).toMatchObject({ code: "account.link_over" });
    expect(await proofOf(id, "one@mail.example")).toBeNull();
    await letters.prove(id);
    expect(await rowOf(id)).toMatchObject({ email: "two@mail.example", emailProvenAt: NOON });
  });
});

describe("an invitation to an address that somebody has registered first (C1)", () => {
  it("makes an account of its own, and the first one's is as small as before", async () => {
    const email = "maria@city.example";
    const first = await join(email);
    const attacker = await session(first);
    const admin = await world.person({ administrator: true });
    value(await invite(admin.ctx(), invitationOf(email)));
    const secret = letters.secret(await letters.last("invitation"));
    const id = value(await acceptInvitation(visitor(), secret, SECOND));
    expect(id).not.toBe(first);
    expect(await rowOf(first)).toMatchObject({ administrator: false, email: null });
    expect(await rowOf(id)).toMatchObject({ administrator: true, emailProvenAt: NOON });
    expect(await tries(email, FIRST)).toMatchObject({ ok: false });
    expect(await attacker.holds()).toBe(true);
    expect((await as(first)).actor.administrator).toBe(false);
  });

  it("gives nothing to whoever moves onto the address, before or after, or at the same time", async () => {
    const admin = await world.person({ administrator: true });
    for (let round = 0; round < 10; round++) {
      const email = `race-${round}@city.example`;
      const first = await join(`own-${round}@mail.example`);
      await letters.prove(first);
      value(await invite(admin.ctx(), invitationOf(email)));
      const secret = letters.secret(await letters.last("invitation"));
      const [change, ctx] = [await contactOf(first, { email }), await as(first)];
      const [accepted] = await Promise.all([
        acceptInvitation(visitor(), secret, SECOND),
        editContact(ctx, change),
      ]);
      expect(value(accepted)).not.toBe(first);
      expect(await rowOf(first)).toMatchObject({
        administrator: false,
        email: `own-${round}@mail.example`,
      });
      const districts = await database.app.db
        .select()
        .from(coordinatorDistrict)
        .where(eq(coordinatorDistrict.personId, first));
      expect(districts).toEqual([]);
    }
  });

  it("of an account that is the invited person's asks for its password, and ends its sessions", async () => {
    const email = "known@city.example";
    const id = await join(email);
    await letters.prove(id);
    const before = await session(id);
    const admin = await world.person({ administrator: true });
    value(await invite(admin.ctx(), invitationOf(email)));
    const secret = letters.secret(await letters.last("invitation"));
    expect(await acceptInvitation(visitor(), secret, SECOND)).toMatchObject({
      code: "account.wrong_password",
    });
    expect(await acceptInvitation(visitor(), secret, FIRST)).toEqual({ ok: true, value: id });
    expect(await before.holds()).toBe(false);
    expect(await letters.ordered(email)).toContain("role_changed");
  });

  it("that was handed over instead of mailed proves no address, and sets nobody's password", async () => {
    const email = "handed@city.example";
    const admin = await world.person({ administrator: true });
    const secret = value(await invite(admin.ctx(), invitationOf(email)))
      .split("/")
      .at(-1)!;
    const id = value(await acceptInvitation(visitor(), secret, FIRST));
    expect(await rowOf(id)).toMatchObject({ email, emailProvenAt: null, administrator: true });
    const nobody = { passwordHash: null, email: "none@city.example", emailProvenAt: NOON };
    await world.person({ contact: nobody });
    const handed = value(await invite(admin.ctx(), invitationOf(nobody.email)))
      .split("/")
      .at(-1)!;
    expect(await acceptInvitation(visitor(), handed, SECOND)).toMatchObject({
      code: "account.link_mailed",
    });
  });

  it("gives no more than its inviter still has", async () => {
    const admin = await world.person({ administrator: true });
    const other = await world.person({ administrator: true });
    const email = "late@city.example";
    value(await invite(admin.ctx(), invitationOf(email)));
    const secret = letters.secret(await letters.last("invitation"));
    const none = { districts: [], administrator: false, version: 1 };
    value(await setReach(other.ctx(), admin.id, none));
    expect(await acceptInvitation(visitor(), secret, SECOND)).toMatchObject({
      code: "account.link_over",
    });
    expect(await invite(admin.ctx(), invitationOf("more@city.example"))).toMatchObject({
      code: "forbidden",
    });
  });
});

describe("a phone number that somebody has registered first (C1)", () => {
  it("vouched for, is the one's who was seen: sessions, password, links, codes and calendars of before end", async () => {
    const phone = "0672000001";
    const id = await join("attacker@mail.example", phone);
    const before = await session(id);
    await openOwnCalendar(await as(id));
    const proof = letters.secret(await proofOf(id, "attacker@mail.example"));
    const coordinator = await world.person({ districts: [world.north] });
    const verified = { standing: "verified" as const, version: 1 };
    expect(await setStanding(coordinator.ctx(), id, verified)).toMatchObject({
      code: "account.not_seen",
    });
    value(await setStanding(coordinator.ctx(), id, { ...verified, seen: true }));
    expect(await before.holds()).toBe(false);
    expect(await tries(phone, FIRST)).toMatchObject({ ok: false });
    expect(await tries("attacker@mail.example", FIRST)).toMatchObject({ ok: false });
    expect(await proveEmail(visitor(), proof, FIRST)).toMatchObject({ ok: false });
    expect(await proofOf(id, "attacker@mail.example")).toBeNull();
    const feeds = await database.app.db
      .select()
      .from(calendarFeed)
      .where(eq(calendarFeed.personId, id));
    expect(feeds).toEqual([]);
    expect(await rowOf(id)).toMatchObject({
      standing: "verified",
      email: null,
      passwordHash: null,
      phoneProvenAt: NOON,
    });
    const code = value(await handOutCode(coordinator.ctx(), id));
    expect(await signInByCode(visitor(), { phone, code })).toEqual({ ok: true, value: id });
    expect(await linesOf(id)).toEqual(
      expect.arrayContaining(["person.phone_proven", "person.verified", "person.code_used"]),
    );
  });

  it("lets nobody slip in whose password was right when the person was seen, and judged a moment later", async () => {
    const phone = "0672000009";
    const id = await join("", phone);
    const coordinator = await world.person({ districts: [world.north] });
    const sessions = makeSessions(database.app.db, { secure: false });
    const cookies: string[] = [];
    const slip = () =>
      signIn(visitor(), { login: phone, password: FIRST }, async (personId) => {
        cookies.push(await sessions.open(personId, "slipped"));
      });
    const trying = Array.from({ length: 30 }, async (_, i) => {
      if (i === 10) value(await provePhone(coordinator.ctx(), id, 1));
      else await slip();
    });
    await Promise.all(trying);
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(await sessions.read(cookie)).toBeNull();
  });

  it("goes from others who only claim it, and is nobody else's any more", async () => {
    const phone = "0672000002";
    const [other, own] = [await join("", phone, FIRST), await join("", phone, SECOND)];
    expect(await tries(phone, SECOND)).toEqual({ ok: true, value: own });
    const coordinator = await world.person({ districts: [world.north] });
    value(await provePhone(coordinator.ctx(), own, 1));
    expect((await rowOf(other)).phone).toBeNull();
    const third = await join("", phone);
    expect(await provePhone(coordinator.ctx(), third, 1)).toMatchObject({
      code: "account.phone_taken",
    });
  });

  it("is claimed anew when it changes, and a code for the one before ends", async () => {
    const phone = "0672000003";
    const id = await join("", phone);
    const coordinator = await world.person({ districts: [world.north] });
    value(await provePhone(coordinator.ctx(), id, 1));
    const code = value(await handOutCode(coordinator.ctx(), id));
    value(await editContact(await as(id), await contactOf(id, { phone: "0672000004" })));
    expect((await rowOf(id)).phoneProvenAt).toBeNull();
    for (const number of [phone, "0672000004"])
      expect(await signInByCode(visitor(), { phone: number, code })).toMatchObject({
        code: "account.wrong_code",
      });
    expect(await handOutCode(coordinator.ctx(), id)).toMatchObject({ code: "account.not_seen" });
  });

  it("is not vouched for while nothing of the account is proven", async () => {
    const id = await join("nothing@mail.example");
    const coordinator = await world.person({ districts: [world.north] });
    const verified = { standing: "verified" as const, version: 1, seen: true };
    expect(await setStanding(coordinator.ctx(), id, verified)).toMatchObject({
      code: "account.email_unproven",
    });
  });
});

describe("acting on another's account (C2)", () => {
  const phone = { phone: "+380673000000", phoneProvenAt: NOON };
  const bare = { email: null, emailProvenAt: null };

  it("gives no code for an administrator, a coordinator, or whoever has e-mail or password", async () => {
    const coordinator = await world.person({ districts: [world.north] });
    const administrator = await world.person({ administrator: true });
    const of = async (some: Parameters<typeof world.person>[0]) => {
      const { id } = await world.person({
        standing: "verified",
        profile: { homeDistrictId: world.north },
        ...some,
      });
      const at = [
        await handOutCode(coordinator.ctx(), id),
        await handOutCode(administrator.ctx(), id),
      ];
      await database.app.db.update(person).set({ phoneProvenAt: null }).where(eq(person.id, id));
      return at.map((one) => (one.ok ? "given" : one.code));
    };
    const contact = { ...phone, ...bare };
    const refused = "account.own_way_in";
    expect(await of({ contact, administrator: true })).toEqual(["account.unknown", refused]);
    expect(await of({ contact, districts: [world.north] })).toEqual(["account.unknown", refused]);
    expect(await of({ contact: phone })).toEqual([refused, refused]);
    expect(await of({ contact: { ...contact, passwordHash: "x" } })).toEqual([refused, refused]);
    expect(await of({ contact })).toEqual(["given", "given"]);
  });

  it("leaves the standing and the phone of whoever has a role to administrators", async () => {
    const coordinator = await world.person({ districts: [world.north] });
    const administrator = await world.person({ administrator: true });
    const suspended = { standing: "suspended" as const, version: 1 };
    for (const some of [{ administrator: true }, { districts: [world.north] }]) {
      const { id } = await world.person({ standing: "verified", ...some });
      const own = await rowOf(id);
      expect(await setStanding(coordinator.ctx(), id, suspended)).toMatchObject({
        code: "account.unknown",
      });
      expect(await provePhone(coordinator.ctx(), id, own.version)).toMatchObject({
        code: "account.unknown",
      });
      expect(await setStanding(administrator.ctx(), id, suspended)).toMatchObject({ ok: true });
    }
  });

  it("ends a code that was handed out when its volunteer gets a role", async () => {
    const coordinator = await world.person({ districts: [world.north] });
    const administrator = await world.person({ administrator: true });
    const { id } = await world.person({
      standing: "verified",
      contact: { ...bare, phone: "+380673000001", phoneProvenAt: NOON },
    });
    const code = value(await handOutCode(coordinator.ctx(), id));
    const before = await session(id);
    const reach = { districts: ["north"], administrator: true, version: 1 };
    expect(await setReach(administrator.ctx(), id, reach)).toMatchObject({
      code: "account.email_unproven",
    });
    const own = { email: "own@people.example", emailProvenAt: NOON };
    await database.app.db.update(person).set(own).where(eq(person.id, id));
    value(await setReach(administrator.ctx(), id, reach));
    expect(await letters.ordered(own.email)).toEqual(["role_changed"]);
    const number = { phone: "+380673000001", code };
    expect(await signInByCode(visitor(), number)).toMatchObject({ ok: false });
    expect(await before.holds()).toBe(false);
  });

  it("is not done by an administrator who is none any more", async () => {
    const [one, two, three] = [
      await world.person({ administrator: true }),
      await world.person({ administrator: true }),
      await world.person(),
    ];
    const none = { districts: [], administrator: false, version: 1 };
    value(await setReach(one.ctx(), two.id, none));
    const all = { districts: [], administrator: true, version: 1 };
    expect(await setReach(two.ctx(), three.id, all)).toMatchObject({ code: "forbidden" });
  });
});

describe("a change of contact", () => {
  it("is told to the address before, which stays until the new one is proven", async () => {
    const [old, next] = ["old@mail.example", "next@mail.example"];
    const id = await join(old);
    await letters.prove(id);
    await requestReset(visitor(), old);
    const reset = letters.secret(await letters.last("password_reset"));
    value(await editContact(await as(id), await contactOf(id, { email: next })));
    expect(await rowOf(id)).toMatchObject({ email: old, pendingEmail: next });
    expect(await letters.ordered(old)).toEqual(["email_changing"]);
    expect(await letters.ordered(next)).toEqual([]);
    expect(await resetPassword(visitor(), reset, SECOND)).toMatchObject({
      code: "account.link_over",
    });
    expect(await tries(next, FIRST)).toMatchObject({ ok: false });
    await letters.prove(id);
    expect(await rowOf(id)).toMatchObject({ email: next, pendingEmail: null, emailProvenAt: NOON });
    expect(await letters.ordered(old)).toEqual(["email_changing", "email_changed"]);
    expect(await letters.send({ template: "password_reset", email: old })).toBeNull();
  });

  it("onto an address that is another's looks the same and comes to nothing", async () => {
    const theirs = await join("theirs@mail.example");
    await letters.prove(theirs);
    const id = await join("mine@mail.example", "0674000001");
    await letters.prove(id);
    const change = await contactOf(id, { email: "Theirs@mail.example", phone: "0674000002" });
    expect(await editContact(await as(id), change)).toEqual({ ok: true, value: null });
    const letter = await proofOf(id, "Theirs@mail.example");
    expect(letter?.text).not.toContain("email-proofs");
    expect(await rowOf(id)).toMatchObject({ email: "mine@mail.example" });
  });

  it("is stopped by a new password from the address before", async () => {
    const id = await join("kept@mail.example");
    await letters.prove(id);
    value(await editContact(await as(id), await contactOf(id, { email: "thief@mail.example" })));
    const proof = letters.secret(await proofOf(id, "thief@mail.example"));
    const order = { template: "password_reset", email: "kept@mail.example" } as const;
    const reset = letters.secret(await letters.send(order));
    value(await resetPassword(visitor(), reset, SECOND));
    expect(await proveEmail(await as(id), proof, "")).toMatchObject({ code: "account.link_over" });
    expect(await rowOf(id)).toMatchObject({ email: "kept@mail.example", pendingEmail: null });
    expect(await letters.ordered("kept@mail.example")).toContain("password_changed");
  });

  it("of the password is told too, and ends links that were sent before", async () => {
    const id = await join("told@mail.example");
    await letters.prove(id);
    const order = { template: "password_reset", email: "told@mail.example" } as const;
    const reset = letters.secret(await letters.send(order));
    value(await changePassword(await as(id), { current: FIRST, password: SECOND }, null));
    expect(await letters.ordered("told@mail.example")).toEqual(["password_changed"]);
    expect(await resetPassword(visitor(), reset, FIRST)).toMatchObject({ ok: false });
  });
});

describe("whether somebody has an account", () => {
  /** What is asked of the database, without what is asked for. */
  async function work(step: (ctx: ReturnType<typeof visitor>) => Promise<unknown>) {
    const heard: string[] = [];
    const db = database.listen((text) => heard.push(text));
    await step({ ...visitor(), db });
    return heard;
  }

  it("costs the same work to find out, so the time tells nothing", async () => {
    const [known, phone] = ["worked@mail.example", "0675000001"];
    const id = await join(known, phone);
    await letters.prove(id);
    await database.app.db.update(person).set({ phoneProvenAt: NOON }).where(eq(person.id, id));
    const same = async (
      step: (ctx: ReturnType<typeof visitor>, email: string, number: string) => Promise<unknown>,
    ) => {
      const first = await work((ctx) => step(ctx, known, phone));
      expect(first).toEqual(await work((ctx) => step(ctx, "unknown@mail.example", "0675000002")));
      expect(first.length).toBeGreaterThan(0);
    };
    await same((ctx, email) => requestReset(ctx, email));
    await same((ctx, email) => signIn(ctx, { login: email, password: "not this one" }));
    await same((ctx, _, number) => signIn(ctx, { login: number, password: "not this one" }));
    await same((ctx, _, number) => signInByCode(ctx, { phone: number, code: "12345678" }));
    const form = { name: "X", password: FIRST, district: "north" };
    await same((ctx, email) => signUp(ctx, { ...form, email, phone: "" }));
    await same((ctx, _, number) => signUp(ctx, { ...form, email: "", phone: number }));
  });
});

describe("mail to an address that was only typed", () => {
  it("goes five times an hour however many ask at once, and the accounts are all made", async () => {
    const email = "flooded@mail.example";
    await Promise.all(Array.from({ length: 12 }, () => join(email)));
    const count = async () =>
      (await letters.links()).filter((one) => "email" in one && one.email === email).length;
    expect(await count()).toBe(5);
    value(
      await signUp(visitor(later(2)), {
        name: "Ще",
        email,
        phone: "",
        password: FIRST,
        district: "",
      }),
    );
    expect(await count()).toBe(6);
  });

  it("is counted under one address however its capitals are written, and holds no address", async () => {
    const at = await database.app.db.transaction(async (tx) => {
      const all: boolean[] = [];
      for (let i = 0; i < 7; i++) {
        const email = normalEmail(i % 2 ? "One@Mail.example" : "one@mail.example")!;
        all.push(await mayMailStranger(tx, email, "first", later(100)));
      }
      return all;
    });
    expect(at).toEqual([true, true, true, true, true, false, false]);
    const rows = await database.app.db.execute(sql`select key from rate_limit`);
    expect(JSON.stringify(rows)).not.toContain("mail.example");
  });
});

it("the queue never holds a link that opens anything", async () => {
  const rows = await database.owner
    .sql`select payload::text as text from graphile_worker._private_jobs`;
  const texts = rows.map(({ text }) => String(text)).join("\n");
  expect(texts).not.toMatch(/\/(password-resets|email-proofs|invitations|track|swaps)\/[\w-]{8,}/);
  expect(texts).not.toContain("Тарас");
});
