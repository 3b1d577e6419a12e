import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import { factorKinds, makePending, readPending } from "../../app/accounts/commands/enter.server";
import {
  offerPasskey,
  showPasskey,
  takeChallenge,
} from "../../app/accounts/commands/passkey.server";
import { resetSecondFactors, setGrace } from "../../app/accounts/commands/require-second.server";
import {
  addFactor,
  endSecondFactors,
  judgeTotp,
  newRecoveryCodes,
  newTotpSecret,
  removeFactor,
  renewRecoveryCodes,
  type ShownFactor,
  totpOf,
} from "../../app/accounts/commands/second-factor.server";
import { showCode } from "../../app/accounts/commands/show-second.server";
import { readOwnSecurity } from "../../app/accounts/queries/own-security.server";
import { readRequiredFrom } from "../../app/accounts/queries/security-setting.server";
import { readStaffSecurity } from "../../app/accounts/queries/staff-security.server";
import { execute } from "../../app/platform/command.server";
import type { Ctx } from "../../app/platform/context.server";
import { makeKeys } from "../../app/platform/keys.server";
import { done, type Member, type Result } from "../../app/platform/types";
import { session } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { passkeyChallenge, secondFactor } from "../../drizzle/schema/security";
import { makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

const keys = makeKeys(Buffer.alloc(32, 1));
const party = { id: "naaber.example", origin: "https://naaber.example" };
let database: FreshDatabase;
let world: World;
const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};
const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1000);
const ten = <Value>(attempt: () => Promise<Value>) =>
  Promise.all(Array.from({ length: 10 }, attempt));
const right = (results: Result<unknown>[]) => results.filter(({ ok }) => ok).length;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
});

/** Adds what was shown, and gives the codes that come with a first factor. */
async function add(
  ctx: Ctx<Member>,
  shown: Result<ShownFactor>,
  { name = "", ownSession = null }: { name?: string; ownSession?: string | null } = {},
) {
  const codes = newRecoveryCodes();
  const added = await execute({ ...ctx, judged: shown, ownSession, codes }, addFactor, { name });
  return added.ok ? done({ codes: added.value.first ? codes : [] }) : added;
}

/** Somebody with an app, added a while ago, and its codes. */
async function withApp(some: Parameters<World["person"]>[0] = {}) {
  const someone = await world.person(some);
  const ctx = (now = NOON) => ({ ...someone.ctx(now), keys });
  const secret = newTotpSecret();
  const codeAt = (now: Date) => totpOf(secret).generate({ timestamp: now.getTime() });
  const shown = judgeTotp(ctx(later(-600)), { secret, code: codeAt(later(-600)) });
  const { codes } = value(await add(ctx(later(-600)), shown, { name: "Телефон" }));
  return { id: someone.id, ctx, codeAt, codes };
}

describe("an authenticator app", () => {
  it("is added by a code that it shows, and its secret is nowhere to be read", async () => {
    const someone = await world.person();
    const secret = newTotpSecret();
    const ctx = { ...someone.ctx(), keys };
    const wrong = judgeTotp(ctx, { secret, code: "000000" });
    expect(await add(ctx, wrong)).toMatchObject({ code: "security.wrong_code" });
    const code = totpOf(secret).generate({ timestamp: NOON.getTime() });
    value(await add(ctx, judgeTotp(ctx, { secret, code })));
    const rows = await database.app.sql`select secret::text, * from second_factor`;
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(Buffer.concat(rows.map((row) => row.secret)).toString("latin1")).not.toContain(secret);
    // The code that added it is used up.
    expect(await showCode(ctx, someone.id, code)).toMatchObject({ ok: false });
  });

  it("lets one of ten in who show the same code at once, and no earlier code after it", async () => {
    const { id, ctx, codeAt } = await withApp();
    const shown = await ten(() => showCode(ctx(), id, codeAt(NOON)));
    expect(right(shown)).toBe(1);
    expect(await showCode(ctx(), id, codeAt(later(-30)))).toMatchObject({ ok: false });
    expect(await showCode(ctx(later(30)), id, codeAt(later(30)))).toMatchObject({ ok: true });
  });

  it("is half a minute off at most, and nobody else's", async () => {
    const { id, ctx, codeAt } = await withApp();
    const other = await withApp();
    expect(await showCode(ctx(), id, codeAt(later(-90)))).toMatchObject({ ok: false });
    expect(await showCode(ctx(), id, codeAt(later(90)))).toMatchObject({ ok: false });
    expect(await showCode(ctx(), id, other.codeAt(NOON))).toMatchObject({ ok: false });
    expect(await showCode(ctx(), id, codeAt(later(-30)))).toMatchObject({ ok: true });
  });

  it("that was sealed with another secret counts as wrong, and breaks nothing", async () => {
    const { id, ctx, codeAt, codes } = await withApp();
    const moved = { ...ctx(), keys: makeKeys(Buffer.alloc(32, 9)) };
    expect(await showCode(moved, id, codeAt(NOON))).toMatchObject({ code: "security.wrong_code" });
    expect(await showCode(moved, id, codes[0]!)).toMatchObject({ ok: true });
  });
});

describe("a recovery code", () => {
  it("is used once by one of ten at once", async () => {
    const { id, ctx, codes } = await withApp();
    expect(codes).toHaveLength(10);
    const typed = codes[3]!.toLowerCase().replaceAll("-", " ");
    expect(right(await ten(() => showCode(ctx(), id, typed)))).toBe(1);
    expect((await readOwnSecurity(ctx())).codesLeft).toBe(9);
    const stored = await database.app.sql`select * from recovery_code`;
    expect(JSON.stringify(stored)).not.toContain(codes[0]!.replaceAll("-", ""));
  });

  it("opens nobody else's account, and none after new ones were made", async () => {
    const { id, ctx, codes } = await withApp();
    const other = await withApp();
    expect(await showCode(ctx(), id, other.codes[0]!)).toMatchObject({ ok: false });
    const fresh = newRecoveryCodes();
    value(await execute({ ...ctx(), codes: fresh }, renewRecoveryCodes, {}));
    expect(await showCode(ctx(), id, codes[0]!)).toMatchObject({ ok: false });
    expect(await showCode(ctx(), id, fresh[0]!)).toMatchObject({ ok: true });
    const nobody = await world.person();
    const none = { ...nobody.ctx(), codes: newRecoveryCodes() };
    expect(await execute(none, renewRecoveryCodes, {})).toMatchObject({
      code: "security.no_factor",
    });
  });
});

/** A passkey in software, as much of one as WebAuthn asks for: ES256, with the person verified. */
function makePasskey(flags = 0x05) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" });
  const point = (part: string) =>
    Buffer.concat([Buffer.from([0x58, 32]), Buffer.from(part, "base64url")]);
  // COSE_Key {1: 2, 3: -7, -1: 1, -2: x, -3: y}, RFC 9053.
  const cose = Buffer.concat([
    Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]),
    point(x!),
    Buffer.from([0x22]),
    point(y!),
  ]);
  const id = createHash("sha256").update(cose).digest("base64url");
  const answer = (challenge: string, origin = party.origin) => {
    const said = { type: "webauthn.get", challenge, origin, crossOrigin: false };
    const client = Buffer.from(JSON.stringify(said));
    const rpIdHash = createHash("sha256").update(party.id).digest();
    const data = Buffer.concat([rpIdHash, Buffer.from([flags, 0, 0, 0, 0])]);
    const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
    return JSON.stringify({
      id,
      rawId: id,
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", signed, privateKey).toString("base64url"),
      },
    });
  };
  const shown = done({
    kind: "passkey" as const,
    credentialId: id,
    publicKey: cose,
    counter: 0,
  });
  return { answer, shown };
}

describe("a passkey", () => {
  it("signs in whose it is, once for each challenge, however many send its answer at once", async () => {
    const someone = await world.person();
    const passkey = makePasskey();
    value(await add(someone.ctx(), passkey.shown));
    const options = await offerPasskey(someone.ctx(), party, "sign_in", null);
    const answer = passkey.answer(options!.challenge);
    const shown = await ten(() => showPasskey(someone.ctx(), party, answer, "sign_in", null));
    expect(shown.filter(({ ok }) => ok)).toEqual([{ ok: true, value: someone.id }]);
  });

  it.each([
    ["for another site", "https://evil.example", 0x05],
    ["without its person being there", party.origin, 0x01],
  ])("signs nobody in %s", async (_, origin, flags) => {
    const someone = await world.person();
    const passkey = makePasskey(flags);
    value(await add(someone.ctx(), passkey.shown));
    const options = await offerPasskey(someone.ctx(), party, "sign_in", null);
    const answer = passkey.answer(options!.challenge, origin);
    expect(await showPasskey(someone.ctx(), party, answer, "sign_in", null)).toMatchObject({
      code: "security.passkey_failed",
    });
  });

  it("shows nothing for somebody else, for another purpose, or after five minutes", async () => {
    const [one, two] = [await world.person(), await world.person()];
    const [first, second] = [makePasskey(), makePasskey()];
    value(await add(one.ctx(), first.shown));
    value(await add(two.ctx(), second.shown));
    const asked = () => offerPasskey(one.ctx(), party, "confirm", one.id);
    const tried = async (key: typeof first, purpose: "confirm" | "second", now = NOON) =>
      showPasskey(one.ctx(now), party, key.answer((await asked())!.challenge), purpose, one.id);
    expect(await tried(second, "confirm")).toMatchObject({ ok: false });
    expect(await tried(first, "second")).toMatchObject({ ok: false });
    expect(await tried(first, "confirm", later(301))).toMatchObject({ ok: false });
    expect(await tried(first, "confirm")).toMatchObject({ ok: true });
    const invented = first.answer("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    expect(await showPasskey(one.ctx(), party, invented, "confirm", one.id)).toMatchObject({
      ok: false,
    });
  });

  it("is refused, not broken, by whatever a stranger sends", async () => {
    const { ctx } = await world.person();
    const b64 = (text: string) => Buffer.from(text).toString("base64url");
    const whole = { id: "aa", rawId: "aa", type: "public-key", clientExtensionResults: {} };
    const texts = ["", "null", "{}", "[]", "{", '"\u0000"', "x".repeat(30_000)].concat(
      ["{}", "null", '{"challenge":7}', '{"challenge":"a\u0000"}', "\u0000"].map((client) =>
        JSON.stringify({ ...whole, response: { clientDataJSON: b64(client) } }),
      ),
    );
    for (const text of texts)
      expect(await showPasskey(ctx(), party, text, "sign_in", null)).toMatchObject({ ok: false });
  });

  it("belongs to one account, and a challenge is taken by one of ten", async () => {
    const [one, two] = [await world.person(), await world.person()];
    const { shown } = makePasskey();
    value(await add(one.ctx(), shown));
    expect(await add(two.ctx(), shown)).toMatchObject({
      code: "security.known_passkey",
    });
    const { challenge } = (await offerPasskey(one.ctx(), party, "second", one.id))!;
    expect(await takeChallenge(one.ctx(), challenge, "second", two.id)).toBe(false);
    const taken = await ten(() => takeChallenge(one.ctx(), challenge, "second", one.id));
    expect(taken.filter(Boolean)).toHaveLength(1);
    const left = await database.app.db
      .select()
      .from(passkeyChallenge)
      .where(eq(passkeyChallenge.challenge, challenge));
    expect(left).toEqual([]);
  });
});

describe("the list of second factors", () => {
  it("holds ten, is on record, tells its owner, and is changed by its owner alone", async () => {
    const one = await world.person();
    const many = await Promise.all(
      Array.from({ length: 14 }, () => add(one.ctx(), makePasskey().shown)),
    );
    expect(right(many)).toBe(10);
    const given = many.flatMap((result) => (result.ok ? result.value.codes : []));
    expect(given).toHaveLength(10);
    const { factors } = await readOwnSecurity(one.ctx());
    const other = await world.person();
    expect(await execute(other.ctx(), removeFactor, { id: factors[0]!.id })).toMatchObject({
      code: "security.unknown",
    });
    value(await execute(one.ctx(), removeFactor, { id: factors[0]!.id }));
    const types = await database.app.db
      .select({ type: event.type })
      .from(event)
      .where(eq(event.thingId, one.id));
    expect(types.filter(({ type }) => type === "person.factor_added")).toHaveLength(10);
    expect(types.filter(({ type }) => type === "person.factor_removed")).toHaveLength(1);
    const told = await database.owner.sql`
      select payload->>'template' as template from graphile_worker._private_jobs
      where payload->>'template' = 'factor_removed'`;
    expect(told).toHaveLength(1);
  });

  it("ends every other session with its first, and lowers all with its last", async () => {
    const { id, ctx } = await world.person();
    const { db } = database.app;
    const sessions = makeSessions(db, { secure: false });
    const [here, there] = [await sessions.open(id, "here"), await sessions.open(id, "there")];
    const { publicId, sessionId } = (await sessions.read(here))!;
    value(await add(ctx(), makePasskey().shown, { ownSession: publicId }));
    expect(await sessions.read(there)).toBeNull();
    const raised = await sessions.renew(sessionId, "second");
    const { factors } = await readOwnSecurity(ctx());
    value(await execute(ctx(), removeFactor, { id: factors[0]!.id }));
    expect(await sessions.read(raised!)).toMatchObject({
      assurance: "password",
      hasSecondFactor: false,
    });
    expect((await readOwnSecurity(ctx())).codesLeft).toBe(0);
  });
});

describe("another administrator", () => {
  it("takes somebody's second factors away, on record; sessions and what waits end", async () => {
    const admin = await world.person({ administrator: true });
    const { id, ctx, codeAt, codes } = await withApp({ districts: [world.north] });
    const { db } = database.app;
    await makeSessions(db, { secure: false }).open(id, "");
    const secret = await makePending(ctx(), { personId: id, method: "password", target: "/" });
    const coordinator = await world.person({ districts: [world.north] });
    expect(await execute(coordinator.ctx(), resetSecondFactors, { id })).toMatchObject({
      code: "forbidden",
    });
    expect(await execute(admin.ctx(), resetSecondFactors, { id: admin.id })).toMatchObject({
      code: "security.not_oneself",
    });
    value(await execute(admin.ctx(), resetSecondFactors, { id }));
    expect(await factorKinds(ctx(), id)).toEqual([]);
    expect(await showCode(ctx(), id, codeAt(NOON))).toMatchObject({ ok: false });
    expect(await showCode(ctx(), id, codes[0]!)).toMatchObject({ ok: false });
    expect(await readPending(ctx(), secret)).toBeNull();
    expect(await db.select().from(session).where(eq(session.userId, id))).toEqual([]);
    const [line] = await db
      .select()
      .from(event)
      .where(and(eq(event.thingId, id), eq(event.type, "person.second_factors_reset")));
    expect(line).toMatchObject({ actorId: admin.id });
    const told = await database.owner.sql`
      select payload from graphile_worker._private_jobs
      where payload->>'template' = 'factors_reset'`;
    expect(told).toHaveLength(1);
  });

  it("sets the days of grace, one of two at once, and sees who has a second factor", async () => {
    const admin = await world.person({ administrator: true });
    const coordinator = await world.person({ districts: [world.north] });
    const by = (shown: "password" | "second") => ({ ...admin.ctx(), shown });
    const { version } = await readRequiredFrom(database.app.db);
    expect(
      await execute({ ...coordinator.ctx(), shown: "second" }, setGrace, { days: 5, version }),
    ).toMatchObject({
      code: "forbidden",
    });
    const set = await Promise.all(
      [3, 5].map((days) => execute(by("password"), setGrace, { days: String(days), version })),
    );
    expect(right(set)).toBe(1);
    // Earlier by a password alone, later only by whoever has shown a second factor.
    const later90 = { days: 90, version: version + 1 };
    expect(await execute(by("password"), setGrace, later90)).toMatchObject({
      code: "security.show_second",
    });
    const { id } = await withApp({ districts: [world.north], name: "Зі застосунком" });
    const { people, requiredFrom } = await readStaffSecurity(admin.ctx());
    expect([3, 5].map((days) => later(days * 86_400).getTime())).toContain(requiredFrom.getTime());
    expect(people.find((one) => one.id === id)).toMatchObject({ hasFactor: true });
    expect(people.find((one) => one.id === coordinator.id)).toMatchObject({ hasFactor: false });
    expect(await execute(by("second"), setGrace, later90)).toMatchObject({ ok: true });
  });
});

it("whoever takes an account over finds no second factor of before", async () => {
  const { id, ctx, codes } = await withApp();
  await database.app.db.transaction((tx) => endSecondFactors(tx, id));
  expect(await showCode(ctx(), id, codes[0]!)).toMatchObject({ ok: false });
  const left = await database.app.db
    .select()
    .from(secondFactor)
    .where(eq(secondFactor.personId, id));
  expect(left).toEqual([]);
});
