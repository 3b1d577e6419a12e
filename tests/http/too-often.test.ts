import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import { hashPassword } from "../../app/platform/password.server";
import { person, session } from "../../drizzle/schema/accounts";
import { secondFactor } from "../../drizzle/schema/security";
import type { FreshDatabase } from "../db/fresh-database";
import type { Letters } from "../factories/letters";
import { readQueue } from "../factories/queue";
import { KEYS, type World } from "../factories/world";
import { type Browser, makeBrowser } from "./browser";
import { joining, OTHER, PASSWORD, pathOf, startUnworked, type Unworked } from "./unworked";

/**
 * What is sent more often than it may count: forms that let somebody in, or show a secret, pressed twice or sent once
 * more by whoever has learned their key; guesses; and what has mail sent to others.
 */
let database: FreshDatabase;
let world: World;
let letters: Letters;
let program: Unworked["program"];
const SESSION = "__Host-naaber_session";

beforeAll(async () => {
  ({ database, world, letters, program } = await startUnworked());
});
afterAll(() => program.end("SIGTERM"));

const browser = () => {
  const made = makeBrowser(program.base);
  made.jar.set("lang", "en");
  return made;
};
const newKey = () => crypto.randomUUID();
const isIn = async (own: Browser) =>
  own.jar.has(SESSION) && (await own.get("/account")).status === 200;

async function signedIn(some: Parameters<World["person"]>[0]) {
  const { id } = await world.person(some);
  const cookie = await makeSessions(database.app.db, { secure: true }).open(id, "");
  const own = browser();
  own.jar.set(SESSION, /=([^;]+)/.exec(cookie)![1]!);
  return { id, ...own };
}

describe("the form of a new account", () => {
  const form = (key: string, password = PASSWORD) => ({
    key,
    name: "Somebody",
    email: `${key}@mail.example`,
    phone: "",
    password,
    district: "north",
  });

  it("pressed five times at once makes one account, and each press a session", async () => {
    const key = newKey();
    const browsers = Array.from({ length: 5 }, browser);
    const answers = await Promise.all(browsers.map((own) => own.post("/sign-up", form(key))));
    expect(answers.map(({ status, location }) => `${status} ${location}`)).toEqual(
      Array(5).fill("303 /profile"),
    );
    for (const own of browsers) expect(await isIn(own)).toBe(true);
    const made = await database.app.db
      .select()
      .from(person)
      .where(eq(person.email, `${key}@mail.example`));
    expect(made).toHaveLength(1);
  });

  it("opens the account to nobody who knows its key and not its password, nor lets them guess", async () => {
    const key = newKey();
    expect((await browser().post("/sign-up", form(key))).status).toBe(303);
    const thief = browser();
    const answer = await thief.post("/sign-up", form(key, OTHER));
    expect(answer.status).toBe(409);
    expect(answer.text).toContain("You have already sent this form");
    expect(thief.jar.has(SESSION)).toBe(false);
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        browser().post("/sign-up", form(key, `guess number ${i}`)),
      ),
    );
    expect(guesses.some(({ status }) => status === 303)).toBe(false);
    expect(guesses.some(({ status }) => status === 429)).toBe(true);
  });
});

describe("the form of a new password", () => {
  it("by a mailed link, sent again, lets in by the password alone", async () => {
    const { id } = await world.person({ contact: { email: "reset@mail.example" } });
    const order = { template: "password_reset", email: "reset@mail.example" } as const;
    const at = `/password-resets/${letters.secret(await letters.send(order, new Date()))}`;
    const key = newKey();
    const [own, again, thief] = [browser(), browser(), browser()];
    expect((await own.post(at, { key, password: PASSWORD })).status).toBe(303);
    expect((await again.post(at, { key, password: PASSWORD })).status).toBe(303);
    expect(await isIn(again)).toBe(true);
    expect((await thief.post(at, { key, password: OTHER })).status).toBe(409);
    expect((await thief.post(at, { key: newKey(), password: PASSWORD })).status).toBe(409);
    expect(thief.jar.has(SESSION)).toBe(false);
    const rows = await database.app.db.select().from(session).where(eq(session.userId, id));
    expect(rows).toHaveLength(2);
  });

  it("of one's own says that it is saved only of the password that is", async () => {
    const passwordHash = await hashPassword(PASSWORD);
    const own = await signedIn({ contact: { passwordHash } });
    const key = newKey();
    const change = (password: string) =>
      own.post("/account/password", { key, current_password: PASSWORD, password });
    const at = await Promise.all([change(OTHER), change(OTHER), change(OTHER)]);
    expect(at.map(({ location }) => location)).toEqual(Array(3).fill("/account?saved"));
    expect((await change(OTHER)).location).toBe("/account?saved");
    const other = await change("five red lanterns");
    expect(other.status).toBe(409);
    expect(other.text).toContain("You have already sent this form");
  });
});

describe("what is shown once", () => {
  it("a code for signing in is not shown to whoever sends the form again, who may press anew", async () => {
    const coordinator = await signedIn({ districts: [world.north] });
    const contact = {
      email: null,
      emailProvenAt: null,
      phone: "+380671300001",
      phoneProvenAt: new Date(),
    };
    const { id } = await world.person({ standing: "verified", contact });
    const at = `/board/volunteers/${id}/codes`;
    const key = newKey();
    const first = await coordinator.post(at, { key });
    expect(first.status).toBe(200);
    expect(first.text).toContain("Sign-in code");
    const second = await coordinator.post(at, { key });
    expect(second.status).toBe(409);
    expect(second.text).toContain("a code is shown only once");
    expect(second.text).not.toContain("Sign-in code");
    expect((await coordinator.post(at, { key: newKey() })).status).toBe(200);
  });

  it("recovery codes and the link of an invitation neither", async () => {
    const own = await signedIn({ administrator: true });
    await database.app.db.insert(secondFactor).values({
      personId: own.id,
      kind: "totp",
      name: "app",
      secret: KEYS.seal("totp", "secret"),
      lastStep: 0,
    });
    await database.app.db
      .update(session)
      .set({ assurance: "second" })
      .where(eq(session.userId, own.id));
    const key = newKey();
    const codes = "/account/security/recovery-codes";
    const first = await own.post(codes, { key });
    expect(first.text.match(/\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b/g)?.length).toBe(10);
    const second = await own.post(codes, { key });
    expect(second.status).toBe(409);
    expect(second.text).toContain("recovery codes are shown only once");

    const invitation = {
      key,
      name: "Maria",
      email: "maria@city.example",
      locale: "en",
      districts: "north",
    };
    const made = await own.post("/admin/coordinators", invitation);
    expect(made.text).toMatch(/https:\/\/n\.example\/invitations\/[\w-]{22}/);
    const again = await own.post("/admin/coordinators", invitation);
    expect(again.status).toBe(200);
    expect(again.text).not.toMatch(/n\.example\/invitations/);
    expect(again.text).toContain("Its link is shown only once");
  });
});

describe("in a session that was left open", () => {
  it("the password can't be guessed without end", async () => {
    const passwordHash = await hashPassword(PASSWORD);
    const own = await signedIn({ standing: "unverified", contact: { passwordHash } });
    const guess = (current: string) =>
      own.post("/account/password", { current_password: current, password: "five red lanterns" });
    const at = await Promise.all(Array.from({ length: 20 }, (_, i) => guess(`guess ${i}`)));
    expect(at.filter(({ status }) => status === 409).length).toBe(10);
    expect(at.filter(({ status }) => status === 429).length).toBe(10);
    expect((await guess(PASSWORD)).status).toBe(429);
  });
});

describe("mail that a stranger causes (H5)", () => {
  const asking = (email: string, i = 0) => ({
    key: `form-key-of-the-flood-${email.length}-${i}`,
    category: "water",
    details: "Water",
    people: "1",
    district: "north",
    name: "BUY NOW https://evil.example",
    email,
  });
  const orders = async () =>
    (await letters.links()).filter(({ template }) => template === "request_received");

  it("goes to one address or to none", async () => {
    const lists = [
      "a@mail.example,b@mail.example",
      "a,b@mail.example",
      "a<b>@mail.example",
      "A <a@mail.example>",
      '"a"@mail.example',
      "a@mail.example\r\nBcc: b@mail.example",
      `${"@.".repeat(4000)} x`,
    ];
    for (const email of lists) {
      const began = performance.now();
      expect((await browser().post("/help", asking(email))).status).toBe(422);
      expect((await browser().post("/sign-up", joining(email))).status).toBe(422);
      expect((await browser().post("/password-resets", { email })).status).toBe(422);
      expect(performance.now() - began).toBeLessThan(5000);
    }
    expect(await orders()).toEqual([]);
  });

  it("is five to one address in an hour, and every request is saved; none holds a stranger's words or a link in the queue", async () => {
    const email = "stranger@mail.example";
    const at = await Promise.all(
      Array.from({ length: 30 }, (_, i) => browser().post("/help", asking(email, i))),
    );
    expect(
      at.every(({ status, location }) => status === 303 && location?.startsWith("/track/")),
    ).toBe(true);
    const waiting = await orders();
    expect(waiting.length).toBe(5);
    const letter = await letters.send(waiting[0]!, new Date());
    expect(letter?.text).not.toContain("evil");
    const tracked = await browser().get(pathOf(letter));
    expect(tracked.status).toBe(200);
    await letters.send(waiting[0]!, new Date());
    expect((await browser().get(pathOf(letter))).status).toBe(404);
    for (const { location } of at)
      expect(JSON.stringify(waiting)).not.toContain(location!.slice(7));
  });

  it("leads to the city's own address, whatever host was asked for", async () => {
    const own = "host@mail.example";
    await fetch(`${program.base}/password-resets`, {
      method: "POST",
      redirect: "manual",
      headers: { "X-Forwarded-Host": "evil.example" },
      body: new URLSearchParams({ email: own }),
    });
    expect(JSON.stringify(await readQueue(database.owner.sql))).not.toContain("evil.example");
  });
});
