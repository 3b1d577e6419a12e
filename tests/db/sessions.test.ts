import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { listSessions, makeSessions } from "../../app/accounts/adapter.server";
import {
  knownDevicesOf,
  makePending,
  readPending,
  recordEntry,
  recordWrongTry,
  takePending,
} from "../../app/accounts/commands/enter.server";
import { forgetDevices } from "../../app/accounts/commands/second-factor.server";
import { housekeeping } from "../../app/accounts/jobs.server";
import { readOwnSecurity } from "../../app/accounts/queries/own-security.server";
import { makeKeys } from "../../app/platform/keys.server";
import type { PersonId } from "../../app/platform/types";
import { makeCookies } from "../../app/routes/accounts/cookies.server";
import { session } from "../../drizzle/schema/accounts";
import { knownDevice, signInRecord } from "../../drizzle/schema/security";
import { does } from "../factories/identity";
import { readMails } from "../factories/queue";
import { jobCtx, makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

const HOUR = 3_600_000;
let database: FreshDatabase;
let world: World;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR);
const sessions = () => makeSessions(database.app.db, { secure: true });
const set = (personId: PersonId, values: Partial<typeof session.$inferInsert>) =>
  database.app.db.update(session).set(values).where(eq(session.userId, personId));
const stored = async (personId: PersonId) => {
  const [row] = await database.app.db.select().from(session).where(eq(session.userId, personId));
  return row!;
};
const pairOf = (cookie: string) => cookie.split(";")[0]!;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
});

describe("a session", () => {
  it("is bound to this very host over https", async () => {
    const { id } = await world.person();
    const cookie = await sessions().open(id, "");
    expect(cookie).toMatch(/^__Host-naaber_session=[a-z0-9]{40}; HttpOnly; Max-Age=\d+; Path=\/; /);
    expect(cookie).toMatch(/SameSite=Lax; Secure$/);
  });

  it("has cookies beside it that are bound and signed like its own", async () => {
    const cookies = makeCookies(makeKeys(Buffer.alloc(32, 1)), { secure: true });
    const others = makeCookies(makeKeys(Buffer.alloc(32, 2)), { secure: true });
    const ids = [crypto.randomUUID(), crypto.randomUUID()];
    const device = await cookies.writeDevices(ids);
    for (const line of [device, await cookies.writePending("a".repeat(22))])
      expect(line).toMatch(/^__Host-naaber_\w+=.+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(await cookies.readDevices(pairOf(device))).toEqual(ids);
    expect(await others.readDevices(pairOf(device))).toEqual([]);
    expect(await cookies.readDevices("__Host-naaber_device=%00.x")).toEqual([]);
    expect(await cookies.readPending("__Host-naaber_pending=bm9uc2Vuc2U")).toBeNull();
  });

  it("is written down when it is used, but not at each request", async () => {
    const { id } = await world.person();
    const cookie = pairOf(await sessions().open(id, ""));
    const statements: string[] = [];
    const heard = makeSessions(
      database.listen((text) => statements.push(text)),
      { secure: true },
    );
    for (let i = 0; i < 5; i++) await heard.read(cookie);
    expect(statements.filter((text) => text.startsWith("update"))).toEqual([]);
    await set(id, { lastSeenAt: ago(0.1) });
    for (let i = 0; i < 5; i++) await heard.read(cookie);
    expect(statements.filter((text) => text.startsWith("update"))).toHaveLength(1);
    expect((await stored(id)).lastSeenAt.getTime()).toBeGreaterThan(ago(0.01).getTime());
  });

  it.each([
    ["a coordinator", 13, 13, false],
    ["a coordinator", 1, 7 * 24 + 1, false],
    ["a coordinator", 11, 6 * 24, true],
    ["a volunteer", 29 * 24, 29 * 24, true],
    ["a volunteer", 31 * 24, 31 * 24, false],
    ["a volunteer", 1, 181 * 24, false],
  ])("of %s, unused for %d h and %d h old, holds: %s", async (who, unused, age, holds) => {
    const { id } = await world.person(
      who === "a volunteer" ? { standing: "verified" } : { districts: [world.north] },
    );
    const cookie = pairOf(await sessions().open(id, ""));
    await set(id, { lastSeenAt: ago(unused), createdAt: ago(age), expiresAt: ago(-9999) });
    expect(await listSessions(database.app.db, id, new Date())).toHaveLength(holds ? 1 : 0);
    expect((await sessions().read(cookie)) !== null).toBe(holds);
  });

  it("gets a new id with each proof; the old one opens nothing, and of ten at once one renews", async () => {
    const { id } = await world.person();
    const cookie = pairOf(await sessions().open(id, ""));
    const { sessionId, publicId } = (await sessions().read(cookie))!;
    const renewed = await Promise.all(
      Array.from({ length: 10 }, () => sessions().renew(sessionId, "second")),
    );
    const given = renewed.filter((one) => one !== null);
    expect(given).toHaveLength(1);
    expect(await sessions().read(cookie)).toBeNull();
    const after = await sessions().read(pairOf(given[0]!));
    expect(after).toMatchObject({ publicId, assurance: "second" });
    const again = await sessions().renew(after!.sessionId);
    expect(await sessions().read(pairOf(again!))).toMatchObject({ assurance: "second" });
  });

  it("ends when its person's reach rises, and stays when it falls", async () => {
    const admin = await world.person({ administrator: true });
    const { id } = await world.person({ standing: "verified" });
    const cookie = pairOf(await sessions().open(id, ""));
    const reach = { administrator: false, version: 1 };
    expect(await does.setReach(admin.ctx(), id, { ...reach, districts: ["north"] })).toMatchObject({
      ok: true,
    });
    expect(await sessions().read(cookie)).toBeNull();
    const next = pairOf(await sessions().open(id, ""));
    await does.setReach(admin.ctx(), id, { ...reach, districts: [], version: 2 });
    expect((await sessions().read(next))!.member.districts).toEqual([]);
  });
});

const entry = (personId: PersonId, devices: readonly string[] = []) => ({
  personId,
  method: "password" as const,
  second: null,
  device: "Firefox · Android",
  devices,
});
const mails = async (template: string) =>
  (await readMails(database.owner.sql)).filter((mail) => mail.template === template);

describe("a device", () => {
  it("is recognised for those who signed in on it, and told of when it is new", async () => {
    const { id, ctx } = await world.person();
    const other = await world.person();
    const first = await recordEntry(ctx(), entry(id));
    expect(await mails("new_device")).toEqual([]);
    expect(await recordEntry(ctx(), entry(id, first))).toEqual(first);
    expect(await mails("new_device")).toEqual([]);
    const both = await recordEntry(ctx(), entry(other.id, first));
    expect(both).toHaveLength(2);
    expect((await knownDevicesOf(ctx(), both, [id])).get(id)).toBe(first[0]);
    expect((await knownDevicesOf(ctx(), first, [other.id])).size).toBe(0);
    expect((await knownDevicesOf(ctx(), both, [])).size).toBe(0);
    await recordEntry(ctx(), entry(id));
    const [told] = await mails("new_device");
    expect(told!.params).toMatchObject({ device: "Firefox · Android" });
    const { signIns } = await readOwnSecurity(ctx());
    expect(signIns.map(({ newDevice }) => newDevice)).toEqual([true, false, true]);
  });

  it("knows six people at most, and a person twenty of them", async () => {
    let devices: string[] = [];
    for (let i = 0; i < 8; i++) {
      const { id, ctx } = await world.person();
      devices = await recordEntry(ctx(), entry(id, devices));
    }
    expect(devices).toHaveLength(6);
    const { id, ctx } = await world.person();
    for (let i = 0; i < 23; i++) await recordEntry(ctx(new Date(Date.now() + i * 1000)), entry(id));
    const known = await database.app.db
      .select()
      .from(knownDevice)
      .where(eq(knownDevice.personId, id));
    expect(known).toHaveLength(20);
    await forgetDevices(database.app.db, id);
    const left = await knownDevicesOf(
      ctx(),
      known.map((one) => one.id),
      [id],
    );
    expect(left.size).toBe(0);
  });
});

describe("the record of sign-ins", () => {
  it("tells its owner how often somebody tried wrongly, and nobody else", async () => {
    const { id, ctx } = await world.person();
    const other = await world.person();
    const wrong = { people: [id], method: "password" as const };
    for (let i = 0; i < 2; i++) await recordWrongTry(ctx(), wrong);
    await recordEntry(ctx(), entry(id));
    for (let i = 0; i < 3; i++) await recordWrongTry(ctx(), wrong);
    const own = await readOwnSecurity(ctx());
    expect(own.wrongSince).toBe(3);
    expect(own.signIns.map(({ wrongBefore }) => wrongBefore)).toEqual([2]);
    const { wrongSince, signIns } = await readOwnSecurity(other.ctx());
    expect({ wrongSince, signIns }).toEqual({ wrongSince: 0, signIns: [] });
  });

  it("is kept for half a year, tries at nobody's account for a day", async () => {
    const { db } = database.app;
    const { id } = await world.person();
    const row = { outcome: "wrong", method: "password" } as const;
    await db.delete(signInRecord);
    await db.insert(signInRecord).values([
      { ...row, personId: id, at: ago(181 * 24) },
      { ...row, personId: id, at: ago(179 * 24) },
      { ...row, personId: null, at: ago(25) },
      { ...row, personId: null, at: ago(1) },
    ]);
    await housekeeping(null, jobCtx(db, new Date()));
    expect(await db.select().from(signInRecord)).toHaveLength(2);
  });
});

it("a sign-in that waits for its second step is taken by one of ten, and not after ten minutes", async () => {
  const { id, ctx } = await world.person();
  const now = ctx().now;
  const secret = await makePending(ctx(), { personId: id, method: "password", target: "/" });
  expect(await readPending(ctx(new Date(now.getTime() + 601_000)), secret)).toBeNull();
  const taken = await Promise.all(Array.from({ length: 10 }, () => takePending(ctx(), secret)));
  expect(taken.filter(Boolean)).toHaveLength(1);
});
