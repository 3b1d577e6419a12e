import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { editContact } from "../../app/accounts/commands/edit-own.server";
import { sendProofAgain } from "../../app/accounts/commands/prove-email.server";
import { signIn, signInByCode } from "../../app/accounts/commands/sign-in.server";
import { execute } from "../../app/platform/command.server";
import { normalEmail } from "../../app/platform/email";
import { mayMailStranger } from "../../app/platform/mail.server";
import { oneTimeSecret, person } from "../../drizzle/schema/accounts";
import {
  does,
  FIRST,
  type Identity,
  invitationOf,
  later,
  makeIdentity,
  SECOND,
  SEEN,
} from "../factories/identity";
import { readQueue } from "../factories/queue";
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
let tries: Identity["tries"];
let proofOf: Identity["proofOf"];
let contactOf: Identity["contactOf"];

beforeAll(async () => {
  database = await freshDatabase();
  ({ world, letters, visitor, rowOf, linesOf, join, as, tries, proofOf, contactOf } =
    await makeIdentity(database));
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
    const own = await join(email, "", SECOND, later(1));
    expect(await tries(email, SECOND)).toMatchObject({ code: "account.wrong" });
    const secret = letters.secret(await proofOf(own, email));
    expect(await does.prove(visitor(), secret, SECOND)).toMatchObject({ ok: true });
    expect(await tries(email, SECOND)).toEqual({ ok: true, value: own });

    const other = "admin@mail.example";
    for (const word of ["one", "two", "three"]) await join(other, "", `${word} false kettles`);
    const admin = await world.person({ administrator: true });
    const link = value(await does.invite(admin.ctx(), invitationOf(other)));
    const id = value(await does.accept(visitor(), link, SECOND));
    expect(await tries(other, SECOND)).toEqual({ ok: true, value: id });
  });

  it("gets its proof and no other mail, and no link for a new password", async () => {
    const email = "unproven@mail.example";
    const id = await join(email);
    await does.askReset(visitor(), email);
    expect(await letters.send({ template: "password_reset", email })).toBeNull();
    value(await execute(await as(id), editContact, await contactOf(id, { phone: "0671000001" })));
    const coordinator = await world.person({ districts: [world.north] });
    value(
      await does.setStanding(coordinator.ctx(), id, { standing: "verified", version: 2, ...SEEN }),
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
    await does.askReset(visitor(), email);
    const reset = letters.secret(await letters.last("password_reset"));
    expect(await does.reset(visitor(), reset, "five red lanterns")).toEqual({
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
      ids.map(async (id, i) => does.prove(await as(id), secrets[i]!, "")),
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
    expect(await does.prove(visitor(), secret, "")).toMatchObject({
      code: "account.wrong_password",
    });
    const victim = await world.person({ standing: "unverified" });
    expect(await does.prove(victim.ctx(), secret, SECOND)).toMatchObject({
      code: "account.wrong_password",
    });
    expect(await does.prove(visitor(later(25)), secret, FIRST)).toMatchObject({
      code: "account.link_over",
    });
    const at = await Promise.all(
      Array.from({ length: 5 }, () => does.prove(visitor(), secret, FIRST)),
    );
    expect(at.filter(({ ok }) => ok).length).toBe(1);
    const stored = await database.app.db.select().from(oneTimeSecret);
    expect(JSON.stringify(stored)).not.toContain(secret);
  });

  it("is proven by the last link alone, and by none once the address is another", async () => {
    const id = await join("one@mail.example");
    const first = letters.secret(await proofOf(id, "one@mail.example"));
    value(await execute(await as(id), sendProofAgain, {}));
    const second = letters.secret(await letters.last("email_proof"));
    expect(await does.prove(await as(id), first, "")).toMatchObject({ code: "account.link_over" });
    value(
      await execute(await as(id), editContact, await contactOf(id, { email: "two@mail.example" })),
    );
    expect(await does.prove(await as(id), second, "")).toMatchObject({ code: "account.link_over" });
    expect(await proofOf(id, "one@mail.example")).toBeNull();
    await letters.prove(id);
    expect(await rowOf(id)).toMatchObject({ email: "two@mail.example", emailProvenAt: NOON });
  });
});

describe("a change of contact", () => {
  it("is told to the address before, which stays until the new one is proven", async () => {
    const [old, next] = ["old@mail.example", "next@mail.example"];
    const id = await join(old);
    await letters.prove(id);
    await does.askReset(visitor(), old);
    const reset = letters.secret(await letters.last("password_reset"));
    value(await execute(await as(id), editContact, await contactOf(id, { email: next })));
    expect(await rowOf(id)).toMatchObject({ email: old, pendingEmail: next });
    expect(await letters.ordered(old)).toEqual(["email_changing"]);
    expect(await letters.ordered(next)).toEqual([]);
    expect(await does.reset(visitor(), reset, SECOND)).toMatchObject({
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
    expect(await execute(await as(id), editContact, change)).toEqual({ ok: true, value: null });
    const letter = await proofOf(id, "Theirs@mail.example");
    expect(letter?.text).not.toContain("email-proofs");
    expect(await rowOf(id)).toMatchObject({ email: "mine@mail.example" });
  });

  it("is stopped by a new password from the address before", async () => {
    const id = await join("kept@mail.example");
    await letters.prove(id);
    value(
      await execute(
        await as(id),
        editContact,
        await contactOf(id, { email: "thief@mail.example" }),
      ),
    );
    const proof = letters.secret(await proofOf(id, "thief@mail.example"));
    const order = { template: "password_reset", email: "kept@mail.example" } as const;
    const reset = letters.secret(await letters.send(order));
    value(await does.reset(visitor(), reset, SECOND));
    expect(await does.prove(await as(id), proof, "")).toMatchObject({ code: "account.link_over" });
    expect(await rowOf(id)).toMatchObject({ email: "kept@mail.example", pendingEmail: null });
    expect(await letters.ordered("kept@mail.example")).toContain("password_changed");
  });

  it("of the password is told too, and ends links that were sent before", async () => {
    const id = await join("told@mail.example");
    await letters.prove(id);
    const order = { template: "password_reset", email: "told@mail.example" } as const;
    const reset = letters.secret(await letters.send(order));
    value(await does.changePassword(await as(id), { current: FIRST, password: SECOND }, null));
    expect(await letters.ordered("told@mail.example")).toEqual(["password_changed"]);
    expect(await does.reset(visitor(), reset, FIRST)).toMatchObject({ ok: false });
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
    await same((ctx, email) => does.askReset(ctx, email));
    await same((ctx, email) => signIn(ctx, { login: email, password: "not this one" }));
    await same((ctx, _, number) => signIn(ctx, { login: number, password: "not this one" }));
    await same((ctx, _, number) => signInByCode(ctx, { phone: number, code: "12345678" }));
    const form = { name: "X", password: FIRST, district: "north" };
    await same((ctx, email) => does.signUp(ctx, { ...form, email, phone: "" }));
    await same((ctx, _, number) => does.signUp(ctx, { ...form, email: "", phone: number }));
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
      await does.signUp(visitor(later(2)), {
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
  const texts = JSON.stringify(await readQueue(database.owner.sql));
  expect(texts).not.toMatch(/\/(password-resets|email-proofs|invitations|track|swaps)\/[\w-]{8,}/);
  expect(texts).not.toContain("Тарас");
});
