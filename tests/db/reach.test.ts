import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import { editContact } from "../../app/accounts/commands/edit-own.server";
import { signIn, signInByCode } from "../../app/accounts/commands/sign-in.server";
import { execute } from "../../app/platform/command.server";
import { openOwnCalendar } from "../../app/shifts/commands/open-calendar.server";
import { coordinatorDistrict, person } from "../../drizzle/schema/accounts";
import { calendarFeed } from "../../drizzle/schema/shifts";
import {
  does,
  FIRST,
  type Identity,
  invitationOf,
  makeIdentity,
  SECOND,
  SEEN,
  UNSEEN,
} from "../factories/identity";
import { value } from "../factories/rota";
import { NOON } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: Identity["world"];
let letters: Identity["letters"];
let visitor: Identity["visitor"];
let rowOf: Identity["rowOf"];
let linesOf: Identity["linesOf"];
let join: Identity["join"];
let as: Identity["as"];
let session: Identity["session"];
let tries: Identity["tries"];
let proofOf: Identity["proofOf"];
let contactOf: Identity["contactOf"];

beforeAll(async () => {
  database = await freshDatabase();
  ({ world, letters, visitor, rowOf, linesOf, join, as, session, tries, proofOf, contactOf } =
    await makeIdentity(database));
});

describe("an invitation to an address that somebody has registered first (C1)", () => {
  it("makes an account of its own, and the first one's is as small as before", async () => {
    const email = "maria@city.example";
    const first = await join(email);
    const attacker = await session(first);
    const admin = await world.person({ administrator: true });
    value(await does.invite(admin.ctx(), invitationOf(email)));
    const secret = letters.secret(await letters.last("invitation"));
    const id = value(await does.accept(visitor(), secret, SECOND));
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
      value(await does.invite(admin.ctx(), invitationOf(email)));
      const secret = letters.secret(await letters.last("invitation"));
      const [change, ctx] = [await contactOf(first, { email }), await as(first)];
      const [accepted] = await Promise.all([
        does.accept(visitor(), secret, SECOND),
        execute(ctx, editContact, change),
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
    value(await does.invite(admin.ctx(), invitationOf(email)));
    const secret = letters.secret(await letters.last("invitation"));
    expect(await does.accept(visitor(), secret, SECOND)).toMatchObject({
      code: "account.wrong_password",
    });
    expect(await does.accept(visitor(), secret, FIRST)).toEqual({ ok: true, value: id });
    expect(await before.holds()).toBe(false);
    expect(await letters.ordered(email)).toContain("role_changed");
  });

  it("that was handed over instead of mailed proves no address, and sets nobody's password", async () => {
    const email = "handed@city.example";
    const admin = await world.person({ administrator: true });
    const secret = value(await does.invite(admin.ctx(), invitationOf(email)));
    const id = value(await does.accept(visitor(), secret, FIRST));
    expect(await rowOf(id)).toMatchObject({ email, emailProvenAt: null, administrator: true });
    const nobody = { passwordHash: null, email: "none@city.example", emailProvenAt: NOON };
    await world.person({ contact: nobody });
    const handed = value(await does.invite(admin.ctx(), invitationOf(nobody.email)));
    expect(await does.accept(visitor(), handed, SECOND)).toMatchObject({
      code: "account.link_mailed",
    });
  });

  it("gives no more than its inviter still has", async () => {
    const admin = await world.person({ administrator: true });
    const other = await world.person({ administrator: true });
    const email = "late@city.example";
    value(await does.invite(admin.ctx(), invitationOf(email)));
    const secret = letters.secret(await letters.last("invitation"));
    const none = { districts: [], administrator: false, version: 1 };
    value(await does.setReach(other.ctx(), admin.id, none));
    expect(await does.accept(visitor(), secret, SECOND)).toMatchObject({
      code: "account.link_over",
    });
    expect(await does.invite(admin.ctx(), invitationOf("more@city.example"))).toMatchObject({
      code: "forbidden",
    });
  });
});

describe("a phone number that somebody has registered first (C1)", () => {
  it("vouched for, is the one's who was seen: sessions, password, links, codes and calendars of before end", async () => {
    const phone = "0672000001";
    const id = await join("attacker@mail.example", phone);
    const before = await session(id);
    value(await execute(await as(id), openOwnCalendar, {}));
    const proof = letters.secret(await proofOf(id, "attacker@mail.example"));
    const coordinator = await world.person({ districts: [world.north] });
    const verified = { standing: "verified" as const, version: 1 };
    expect(await does.setStanding(coordinator.ctx(), id, { ...verified, ...UNSEEN })).toMatchObject(
      {
        code: "account.not_seen",
      },
    );
    value(await does.setStanding(coordinator.ctx(), id, { ...verified, ...SEEN }));
    expect(await before.holds()).toBe(false);
    expect(await tries(phone, FIRST)).toMatchObject({ ok: false });
    expect(await tries("attacker@mail.example", FIRST)).toMatchObject({ ok: false });
    expect(await does.prove(visitor(), proof, FIRST)).toMatchObject({ ok: false });
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
    const code = value(await does.handOut(coordinator.ctx(), id));
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
      if (i === 10) value(await does.provePhone(coordinator.ctx(), id, { version: 1, ...SEEN }));
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
    value(await does.provePhone(coordinator.ctx(), own, { version: 1, ...SEEN }));
    expect((await rowOf(other)).phone).toBeNull();
    const third = await join("", phone);
    expect(await does.provePhone(coordinator.ctx(), third, { version: 1, ...SEEN })).toMatchObject({
      code: "account.phone_taken",
    });
  });

  it("is claimed anew when it changes, and a code for the one before ends", async () => {
    const phone = "0672000003";
    const id = await join("", phone);
    const coordinator = await world.person({ districts: [world.north] });
    value(await does.provePhone(coordinator.ctx(), id, { version: 1, ...SEEN }));
    const code = value(await does.handOut(coordinator.ctx(), id));
    const other = { email: "anew@mail.example", emailProvenAt: NOON };
    await database.app.db.update(person).set(other).where(eq(person.id, id));
    value(await execute(await as(id), editContact, await contactOf(id, { phone: "0672000004" })));
    expect((await rowOf(id)).phoneProvenAt).toBeNull();
    for (const number of [phone, "0672000004"])
      expect(await signInByCode(visitor(), { phone: number, code })).toMatchObject({
        code: "account.wrong_code",
      });
    expect(await does.handOut(coordinator.ctx(), id)).toMatchObject({
      code: "account.phone_unseen",
    });
  });

  it("is not vouched for while nothing of the account is proven", async () => {
    const id = await join("nothing@mail.example");
    const coordinator = await world.person({ districts: [world.north] });
    const verified = { standing: "verified" as const, version: 1, ...SEEN };
    expect(await does.setStanding(coordinator.ctx(), id, verified)).toMatchObject({
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
        await does.handOut(coordinator.ctx(), id),
        await does.handOut(administrator.ctx(), id),
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
    const suspended = { standing: "suspended" as const, version: 1, ...UNSEEN };
    for (const some of [{ administrator: true }, { districts: [world.north] }]) {
      const { id } = await world.person({ standing: "verified", ...some });
      const own = await rowOf(id);
      expect(await does.setStanding(coordinator.ctx(), id, suspended)).toMatchObject({
        code: "account.unknown",
      });
      expect(
        await does.provePhone(coordinator.ctx(), id, { version: own.version, ...SEEN }),
      ).toMatchObject({
        code: "account.unknown",
      });
      expect(await does.setStanding(administrator.ctx(), id, suspended)).toMatchObject({
        ok: true,
      });
    }
  });

  it("ends a code that was handed out when its volunteer gets a role", async () => {
    const coordinator = await world.person({ districts: [world.north] });
    const administrator = await world.person({ administrator: true });
    const { id } = await world.person({
      standing: "verified",
      contact: { ...bare, phone: "+380673000001", phoneProvenAt: NOON },
    });
    const code = value(await does.handOut(coordinator.ctx(), id));
    const before = await session(id);
    const reach = { districts: ["north"], administrator: true, version: 1 };
    expect(await does.setReach(administrator.ctx(), id, reach)).toMatchObject({
      code: "account.email_unproven",
    });
    const own = { email: "own@people.example", emailProvenAt: NOON };
    await database.app.db.update(person).set(own).where(eq(person.id, id));
    value(await does.setReach(administrator.ctx(), id, reach));
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
    value(await does.setReach(one.ctx(), two.id, none));
    const all = { districts: [], administrator: true, version: 1 };
    expect(await does.setReach(two.ctx(), three.id, all)).toMatchObject({ code: "forbidden" });
  });
});
