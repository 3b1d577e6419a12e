import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import {
  acceptInvitation,
  judgeInvitation,
} from "../../app/accounts/commands/accept-invitation.server";
import { handOutCode, newSignInCode } from "../../app/accounts/commands/hand-out-code.server";
import { invite } from "../../app/accounts/commands/invite.server";
import { changePassword, judgeChange } from "../../app/accounts/commands/reset-password.server";
import {
  addFactor,
  judgeTotp,
  newRecoveryCodes,
  newTotpSecret,
  renewRecoveryCodes,
  totpOf,
} from "../../app/accounts/commands/second-factor.server";
import { showCode } from "../../app/accounts/commands/show-second.server";
import { signInByCode } from "../../app/accounts/commands/sign-in.server";
import { signUp } from "../../app/accounts/commands/sign-up.server";
import { execute, secretOf } from "../../app/platform/command.server";
import { hashPassword } from "../../app/platform/password.server";
import { newSecret } from "../../app/platform/secret.server";
import { oneTimeSecret, person } from "../../drizzle/schema/accounts";
import { change } from "../../drizzle/schema/platform";
import {
  does,
  FIRST,
  type Identity,
  invitationOf,
  makeIdentity,
  SECOND,
} from "../factories/identity";
import { value } from "../factories/rota";
import { NOON } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let identity: Identity;

beforeAll(async () => {
  database = await freshDatabase();
  identity = await makeIdentity(database);
});

/** What somebody would choose who wants to know what is made of it. */
const CHOSEN = "0000000000000000";
const again = { ok: true, repeated: true };
const stored = async () => JSON.stringify(await database.app.db.execute(sql`select * from change`));

describe("a form that gives a secret away, sent again with the same key", () => {
  it("makes no second code for signing in, and the first stays good", async () => {
    const { world, visitor } = identity;
    const coordinator = await world.person({ districts: [world.north] });
    const phone = "+380671200001";
    const contact = { email: null, emailProvenAt: null, phone, phoneProvenAt: NOON };
    const { id } = await world.person({ standing: "verified", contact });
    const [first, second] = [await newSignInCode(), await newSignInCode()];
    const hand = ({ codeHash }: { codeHash: string }) =>
      execute({ ...coordinator.ctx(), codeHash }, handOutCode, { id }, { key: CHOSEN });
    expect(await hand(first)).toEqual({ ok: true, value: null });
    expect(await hand(second)).toEqual({ ...again, value: null });
    const rows = await database.app.db
      .select()
      .from(oneTimeSecret)
      .where(eq(oneTimeSecret.personId, id));
    expect(rows.map(({ hash }) => hash)).toEqual([first.codeHash]);
    expect(await signInByCode(visitor(), { phone, code: second.code })).toMatchObject({
      ok: false,
    });
    expect(await signInByCode(visitor(), { phone, code: first.code })).toMatchObject({ ok: true });
    expect(await stored()).not.toContain(first.code);
  });

  it("makes no second set of recovery codes, with a first factor or without", async () => {
    const { world } = identity;
    const { id, ctx } = await world.person();
    const secret = newTotpSecret();
    const code = totpOf(secret).generate({ timestamp: NOON.getTime() });
    const sets = Array.from({ length: 4 }, newRecoveryCodes);
    const add = (codes: string[]) => {
      const judged = judgeTotp(ctx(), { secret, code });
      return execute({ ...ctx(), judged, ownSession: null, codes }, addFactor, {}, { key: CHOSEN });
    };
    expect(await add(sets[0]!)).toEqual({ ok: true, value: { first: true } });
    expect(await add(sets[1]!)).toEqual({ ...again, value: { first: true } });
    expect(await showCode(ctx(), id, sets[1]![0]!)).toMatchObject({ ok: false });
    expect(await showCode(ctx(), id, sets[0]![0]!)).toMatchObject({ ok: true });
    const renew = (codes: string[]) =>
      execute({ ...ctx(), codes }, renewRecoveryCodes, {}, { key: CHOSEN });
    expect(await renew(sets[2]!)).toEqual({ ok: true, value: null });
    expect(await renew(sets[3]!)).toEqual({ ...again, value: null });
    expect(await showCode(ctx(), id, sets[3]![0]!)).toMatchObject({ ok: false });
    expect(await showCode(ctx(), id, sets[2]![0]!)).toMatchObject({ ok: true });
    const kept = await stored();
    for (const codes of sets) expect(kept).not.toContain(codes[0]);
  });

  it("makes no second invitation, and its link is not to be made of the key", async () => {
    const { world, visitor } = identity;
    const admin = await world.person({ administrator: true });
    const form = invitationOf("invited@city.example");
    const [first, second] = [newSecret(), newSecret()];
    const send = (secret: string) =>
      execute({ ...admin.ctx(), secret }, invite, form, { key: CHOSEN });
    const made = value(await send(first));
    expect(await send(second)).toEqual({ ...again, value: made });
    for (const token of [
      second,
      secretOf(CHOSEN, "invitation"),
      secretOf(CHOSEN, "invitation link"),
    ])
      expect(await does.accept(visitor(), token, SECOND)).toMatchObject({
        code: "account.link_over",
      });
    expect(await does.accept(visitor(), first, SECOND)).toMatchObject({ ok: true });
    expect(await stored()).not.toContain(first);
  });
});

describe("a form with a password, sent again with the same key", () => {
  it("makes one account, whose password is the first one's", async () => {
    const { visitor, tries } = identity;
    const form = { name: "Тарас", email: "twice@mail.example", phone: "", district: "north" };
    const send = async (password: string) => {
      const passwordHash = await hashPassword(password);
      return execute({ ...visitor(), passwordHash }, signUp, form, { key: CHOSEN });
    };
    const made = value(await send(FIRST));
    expect(await send(SECOND)).toEqual({ ...again, value: made });
    expect(await tries(form.email, FIRST)).toEqual({ ok: true, value: made });
    expect(await tries(form.email, SECOND)).toMatchObject({ ok: false });
  });

  it("leaves nothing by which a password could be tried out faster than by its own hash", async () => {
    const { visitor } = identity;
    const key = crypto.randomUUID();
    const form = { name: "Тарас", email: "digest@mail.example", phone: "", district: "" };
    const send = async (password: string, sent: string) => {
      const passwordHash = await hashPassword(password);
      value(
        await execute({ ...visitor(), passwordHash }, signUp, { ...form, password }, { key: sent }),
      );
    };
    const digests = async () => {
      const rows = await database.app.db.select().from(change);
      return new Set(rows.map(({ digest }) => digest.toString("hex")));
    };
    await send(FIRST, key);
    const before = await digests();
    // The same key and another password are the same content: so no digest holds the password.
    await send(SECOND, key);
    expect(await digests()).toEqual(before);
  });

  it("changes a password once, and accepts an invitation once", async () => {
    const { world, join, as, visitor } = identity;
    const id = await join("changes@mail.example");
    const ctx = await as(id);
    const send = async (password: string) => {
      const judged = await judgeChange(ctx, { current: FIRST, password });
      const around = { ...ctx, judged, keepSession: null };
      return execute(around, changePassword, {}, { key: CHOSEN });
    };
    expect(await send(SECOND)).toEqual({ ok: true, value: null });
    const [own] = await database.app.db.select().from(person).where(eq(person.id, id));
    expect(await send("five red lanterns")).toEqual({ ...again, value: null });
    const [after] = await database.app.db.select().from(person).where(eq(person.id, id));
    expect(after!.passwordHash).toBe(own!.passwordHash);

    const admin = await world.person({ administrator: true });
    const token = value(await does.invite(admin.ctx(), invitationOf("once@city.example")));
    const accept = async () => {
      const judged = await judgeInvitation(visitor(), token, SECOND);
      return execute({ ...visitor(), judged }, acceptInvitation, { token }, { key: CHOSEN });
    };
    const accepted = value(await accept());
    // Its link opens nothing any more, and the same is answered all the same.
    expect(await accept()).toEqual({ ...again, value: accepted });
    expect(await does.accept(visitor(), token, SECOND)).toMatchObject({
      code: "account.link_over",
    });
  });
});
