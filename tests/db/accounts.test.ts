import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import {
  listSessions,
  makeSessions,
  revokeOtherSessions,
  revokeSession,
} from "../../app/accounts/adapter.server";
import { readInvitation } from "../../app/accounts/commands/accept-invitation.server";
import { editProfile } from "../../app/accounts/commands/edit-own.server";
import { revokeInvitation } from "../../app/accounts/commands/invite.server";
import { signIn, signInByCode } from "../../app/accounts/commands/sign-in.server";
import { readCoordinators } from "../../app/accounts/queries/coordinators.server";
import { readOwnAccount, readOwnProfile } from "../../app/accounts/queries/own.server";
import { readUsualVerification } from "../../app/accounts/queries/usual-verification.server";
import { execute } from "../../app/platform/command.server";
import type { Ctx } from "../../app/platform/context.server";
import type { Member, PersonId, Result } from "../../app/platform/types";
import { invitation, oneTimeSecret, person, session } from "../../drizzle/schema/accounts";
import { does, SEEN } from "../factories/identity";
import { type Letters, makeLetters } from "../factories/letters";
import { KEYS, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let letters: Letters;
const PASSWORD = "three blue kettles";
const later = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);
const visitor = (now = NOON) => ({
  db: database.app.db,
  now,
  locale: "uk" as const,
  origin: "https://n.example",
  actor: { kind: "visitor" as const },
  city: { zone: "Europe/Kyiv", callingCode: "380" },
});
const form = (email: string, phone = "") => ({
  name: "Тарас",
  email,
  phone,
  password: PASSWORD,
  district: "north",
});
const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};
/** Whoever signed up, as they act afterwards. */
async function member(personId: PersonId): Promise<Ctx<Member>> {
  const [own] = await database.app.db.select().from(person).where(eq(person.id, personId));
  const { standing, administrator } = own!;
  return {
    ...visitor(),
    actor: { kind: "member", personId, standing, administrator, districts: [] },
  };
}
beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  letters = await makeLetters(database);
});

describe("signing up", () => {
  it("is let in by e-mail or phone and the password, and by nothing else", async () => {
    const id = value(await does.signUp(visitor(), form("iryna@mail.example", "067 555 44 33")));
    const tried = (login: string, password = PASSWORD) => signIn(visitor(), { login, password });
    expect(await tried("IRYNA@mail.example")).toEqual({ ok: true, value: id });
    expect(await tried("+380 67 555 44 33")).toEqual({ ok: true, value: id });
    expect(await tried("iryna@mail.example", "three red kettles")).toMatchObject({ ok: false });
    expect(await tried("nobody@mail.example")).toMatchObject({ code: "account.wrong" });
  });
});

describe("signing up where volunteers have to be of an age", () => {
  const city = (volunteerAge: string) => ({ ...visitor().city, about: { volunteerAge } });

  it("needs a tick; without one there is no account", async () => {
    const asked = { ...visitor(), city: city("16") };
    const young = form("young@mail.example");
    expect(await does.signUp(asked, young)).toMatchObject({ errors: { ofAge: "of_age" } });
    const none = await database.app.db
      .select({ id: person.id })
      .from(person)
      .where(eq(person.email, "young@mail.example"));
    expect(none).toEqual([]);
    value(await does.signUp(asked, { ...young, ofAge: "yes" }));
  });

  it("needs none where the city has named no age", async () => {
    value(await does.signUp({ ...visitor(), city: city("") }, form("free@mail.example")));
  });
});

describe("a volunteer without e-mail", () => {
  it("signs in with a code that a coordinator of the district hands out, once", async () => {
    const id = value(await does.signUp(visitor(), { ...form("", "0671112200") }));
    const own = await world.person({ districts: [world.north] });
    const stranger = await world.person({ districts: [world.south] });
    expect(await does.handOut(stranger.ctx(), id)).toMatchObject({ code: "account.unknown" });
    expect(await does.handOut(own.ctx(), id)).toMatchObject({ code: "account.phone_unseen" });
    value(await does.provePhone(own.ctx(), id, { version: 1, ...SEEN }));
    const first = value(await does.handOut(own.ctx(), id));
    const code = value(await does.handOut(own.ctx(), id));
    const tries = (given: string, now?: Date) =>
      signInByCode(visitor(now), { phone: "0671112200", code: given });
    expect(await tries(first)).toMatchObject({ ok: false });
    expect(await tries(code, later(49))).toMatchObject({ ok: false });
    const at = await Promise.all(Array.from({ length: 10 }, () => tries(code)));
    expect(at.filter(({ ok }) => ok).length).toBe(1);
  });
});

describe("a forgotten password", () => {
  it("is replaced by a link that works once, and every session ends", async () => {
    const id = value(await does.signUp(visitor(), form("olha@mail.example")));
    await letters.prove(id);
    const sessions = makeSessions(database.app.db, { secure: true });
    const cookie = await sessions.open(id, "phone");
    await does.askReset(visitor(), "OLHA@mail.example");
    await does.askReset(visitor(), "nobody@mail.example");
    expect(await letters.last("password_reset")).toBeNull();
    const order = { template: "password_reset", email: "olha@mail.example" } as const;
    const secret = letters.secret(await letters.send(order));
    expect(await does.reset(visitor(later(2)), secret, "new kettles here")).toMatchObject({
      code: "account.link_over",
    });
    expect(await does.reset(visitor(), secret, "1234567890")).toMatchObject({
      code: "account.password_common",
    });
    const at = await Promise.all(
      Array.from({ length: 5 }, (_, i) => does.reset(visitor(), secret, `new kettles ${i}`)),
    );
    expect(at.filter(({ ok }) => ok).length).toBe(1);
    expect(await sessions.read(cookie)).toBeNull();
    const stored = await database.app.db.select().from(oneTimeSecret);
    expect(JSON.stringify(stored)).not.toContain(secret);
  });

  it("is changed by its owner alone, who stays signed in here and nowhere else", async () => {
    const id = value(await does.signUp(visitor(), form("ivan@mail.example")));
    const sessions = makeSessions(database.app.db, { secure: true });
    const [here, there] = [await sessions.open(id, "here"), await sessions.open(id, "there")];
    const { publicId } = (await sessions.read(here))!;
    const ctx = await member(id);
    const wrong = { current: "not this one", password: "a better one" };
    expect(await does.changePassword(ctx, wrong, publicId)).toMatchObject({
      code: "account.wrong_password",
    });
    const right = { current: PASSWORD, password: "a better one" };
    expect(await does.changePassword(ctx, right, publicId)).toMatchObject({ ok: true });
    expect(await sessions.read(here)).not.toBeNull();
    expect(await sessions.read(there)).toBeNull();
  });
});

describe("a session", () => {
  it("is stored as a hash, listed and revoked by its owner", async () => {
    const id = value(await does.signUp(visitor(), form("sofia@mail.example")));
    const { db } = database.app;
    const sessions = makeSessions(db, { secure: true });
    const cookie = await sessions.open(id, "Firefox on Android");
    const plain = /naaber_session=([^;]+)/.exec(cookie)![1]!;
    expect(cookie).toMatch(/HttpOnly; Max-Age=\d+; Path=\/; SameSite=Lax; Secure/);
    const [stored] = await db.select().from(session).where(eq(session.userId, id));
    expect(JSON.stringify(stored)).not.toContain(plain);
    await sessions.open(id, "elsewhere");
    const listed = await listSessions(db, id, new Date());
    expect(listed.map(({ device }) => device)).toEqual(["elsewhere", "Firefox on Android"]);
    const stranger = await world.person();
    expect(await revokeSession(db, stranger.id, listed[0]!.publicId)).toBe(false);
    expect(await revokeSession(db, id, listed[0]!.publicId)).toBe(true);
    await revokeOtherSessions(db, id);
    expect(await sessions.read(cookie)).toBeNull();
  });
});

describe("a profile", () => {
  it.each([
    [
      { seats: "4", load: "300" },
      { seats: 4, loadKg: 300 },
    ],
    [
      { seats: "", load: "" },
      { seats: null, loadKg: null },
    ],
    [{ together: "yes" }, { together: true, names: false }],
    [{ names: "yes" }, { together: false, names: true }],
    [{ seats: "0" }, "seats"],
    [{ seats: "61" }, "seats"],
    [{ seats: "багато" }, "seats"],
    [{ load: "20001" }, "load"],
    [{ load: "1.5" }, "load"],
  ])("keeps what is said of the vehicle, the name and going alone: %j", async (said, expected) => {
    const someone = await world.person({ standing: "verified" });
    const profile = {
      skills: [],
      languages: [],
      vehicle: "car",
      radius: "5",
      when: [],
      version: 1,
    };
    const edited = await execute(someone.ctx(), editProfile, { ...profile, ...said });
    if (typeof expected === "string")
      expect(edited).toMatchObject({ errors: { [expected]: expected } });
    else {
      value(edited);
      const own = await readOwnProfile({ ...someone.ctx(), keys: KEYS });
      expect(own?.profile).toMatchObject(expected);
    }
  });

  it("is edited by one of two at once; the other is told", async () => {
    const id = value(await does.signUp(visitor(), form("dmytro@mail.example")));
    const ctx = await member(id);
    const profile = {
      skills: ["first_aid" as const],
      languages: ["uk" as const],
      vehicle: "car" as const,
      district: "south",
      lat: 49.8,
      lon: 24,
      radius: 8,
      when: ["1-day"],
      note: "",
      version: 1,
    };
    const at = await Promise.all([
      execute(ctx, editProfile, profile),
      execute(ctx, editProfile, profile),
    ]);
    expect(at.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(at.find(({ ok }) => !ok)).toMatchObject({ code: "conflict", params: { who: "Тарас" } });
  });
});

describe("a volunteer's standing", () => {
  it("is set by a coordinator of the home district, by one of two at once, never by oneself", async () => {
    const id = value(await does.signUp(visitor(), form("petro@mail.example")));
    await letters.prove(id);
    const own = await world.person({ districts: [world.north], name: "Ганна" });
    const stranger = await world.person({ districts: [world.south] });
    const { code } = await readOwnAccount({ ...(await member(id)), keys: KEYS });
    const shown = { code: code!, seen: false };
    const verified = { standing: "verified" as const, version: 2, ...shown };
    expect(await does.setStanding(stranger.ctx(), id, verified)).toMatchObject({
      code: "account.unknown",
    });
    const at = await Promise.all([
      does.setStanding(own.ctx(), id, verified),
      does.setStanding(own.ctx(), id, verified),
    ]);
    expect(at.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const both = await world.person({ districts: [world.north], standing: "unverified" });
    expect(await does.setStanding(both.ctx(), both.id, verified)).toMatchObject({
      code: "account.not_oneself",
    });
  });
});

describe("how soon volunteers are verified", () => {
  it("is measured from signing up to the first time, of those who signed up themselves", async () => {
    const coordinator = await world.person({ districts: [world.north] });
    for (let one = 0; one < 10; one++) {
      const id = value(await does.signUp(visitor(), form(`soon${one}@mail.example`)));
      await letters.prove(id);
      const own = { ...(await member(id)), keys: KEYS };
      const { code, version } = await readOwnAccount(own);
      const verified = { standing: "verified" as const, code: code!, seen: false };
      const ctx = coordinator.ctx();
      value(await does.setStanding(ctx, id, { ...verified, version }));
      const suspended = { standing: "suspended" as const, version: version + 1 };
      value(await does.setStanding(ctx, id, suspended));
    }
    const { db } = database.app;
    // The record is dated by the database: it all happened within this hour.
    const now = new Date();
    expect(await readUsualVerification({ db, now })).toEqual({ count: 11, half: 3_600_000 });
    // What is long ago says nothing of today.
    const muchLater = new Date(now.getTime() + 61 * 24 * 3_600_000);
    expect(await readUsualVerification({ db, now: muchLater })).toBeNull();
  });
});

describe("an invitation", () => {
  const coordinator = {
    name: "Марія",
    locale: "uk" as const,
    districts: ["north"],
    administrator: false,
  };

  it("makes one coordinator however often its link is used at once", async () => {
    const admin = await world.person({ administrator: true });
    const email = "maria@city.example";
    const secret = value(await does.invite(admin.ctx(), { ...coordinator, email }));
    const mailed = letters.secret(await letters.last("invitation"));
    expect(mailed).not.toBe(secret);
    const at = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        does.accept(visitor(), i % 2 ? mailed : secret, PASSWORD),
      ),
    );
    const made = at.filter(({ ok }) => ok);
    expect(made.length).toBe(1);
    const sessions = makeSessions(database.app.db, { secure: false });
    const cookie = await sessions.open(value(made[0]!), "");
    expect((await sessions.read(cookie))!.member.districts).toEqual([world.north]);
  });

  it("gives an account that exists its new reach, and works no more once taken back", async () => {
    const admin = await world.person({ administrator: true });
    const id = value(await does.signUp(visitor(), form("both@city.example")));
    await letters.prove(id);
    const sessions = makeSessions(database.app.db, { secure: false });
    const before = await sessions.open(id, "before");
    const secret = value(
      await does.invite(admin.ctx(), { ...coordinator, email: "Both@city.example" }),
    );
    expect(await does.accept(visitor(), secret, "not this one")).toMatchObject({
      code: "account.wrong_password",
    });
    expect(await does.accept(visitor(), secret, PASSWORD)).toEqual({ ok: true, value: id });
    expect(await sessions.read(before)).toBeNull();
    const over = value(await does.invite(admin.ctx(), { ...coordinator, email: "x@city.example" }));
    const [made] = await database.app.db
      .select()
      .from(invitation)
      .where(eq(invitation.email, "x@city.example"));
    expect(await execute(admin.ctx(), revokeInvitation, { id: made!.id })).toMatchObject({
      ok: true,
    });
    expect(await does.accept(visitor(), over, PASSWORD)).toMatchObject({
      code: "account.link_over",
    });
  });

  it("is made by administrators alone", async () => {
    const someone = await world.person({ districts: [world.north] });
    expect(
      await does.invite(someone.ctx(), { ...coordinator, email: "y@city.example" }),
    ).toMatchObject({
      code: "forbidden",
    });
  });
});

it("the last administrators can't remove each other at once", async () => {
  await database.owner.db.update(person).set({ administrator: false });
  const [one, two] = [
    await world.person({ administrator: true }),
    await world.person({ administrator: true }),
  ];
  const none = { districts: [], administrator: false, version: 1 };
  const at = await Promise.all([
    does.setReach(one.ctx(), two.id, none),
    does.setReach(two.ctx(), one.id, none),
  ]);
  expect(at.filter(({ ok }) => ok).length).toBe(1);
  expect(at.find(({ ok }) => !ok)).toMatchObject({ code: "account.last_administrator" });
});

describe("the page of coordinators and the page of an invitation", () => {
  it("name everybody's own districts, and know whether the address has an account", async () => {
    const admin = await world.person({ administrator: true, name: "Адміністраторка" });
    const both = await world.person({ districts: [world.north, world.south], name: "Обидва" });
    const { people, invitations } = await readCoordinators(admin.ctx());
    expect(people.find(({ id }) => id === both.id)?.districts).toEqual(["north", "south"]);
    expect(people.find(({ id }) => id === admin.id)?.districts).toEqual([]);
    expect(invitations.every(({ districts }) => districts.join() === "north")).toBe(true);
    const secret = value(
      await does.invite(admin.ctx(), {
        name: "Нова",
        email: "new@city.example",
        locale: "uk" as const,
        districts: ["south"],
        administrator: false,
      }),
    );
    expect(await readInvitation(visitor(), secret)).toMatchObject({ known: false });
  });
});
