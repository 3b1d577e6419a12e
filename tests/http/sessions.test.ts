import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  newTotpSecret,
  totpOf,
  totpPurpose,
} from "../../app/accounts/commands/second-factor.server";
import { readKeys } from "../../app/accounts/queries/security-setting.server";
import { hashPassword } from "../../app/platform/password.server";
import type { PersonId } from "../../app/platform/types";
import { person, session } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { secondFactor, signInRecord } from "../../drizzle/schema/security";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { makeWorld, type World } from "../factories/world";
import { type Browser, makeBrowser } from "./browser";
import { SECRET, serve } from "./serve";

const PASSWORD = "three blue kettles";
let database: FreshDatabase;
let world: World;
let program: Awaited<ReturnType<typeof serve>>;
let passwordHash: string;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  passwordHash = await hashPassword(PASSWORD);
  const { appUrl, ownerUrl } = database;
  program = await serve({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
});
afterAll(() => program.end("SIGTERM"));

/** Somebody with a password, and the login for it. */
async function somebody(some: Parameters<World["person"]>[0] = { standing: "verified" }) {
  const { id } = await world.person(some);
  const { db } = database.app;
  const [own] = await db
    .update(person)
    .set({ passwordHash })
    .where(eq(person.id, id))
    .returning({ login: person.email });
  return { id, login: own!.login! };
}

const browser = (agent?: string) => makeBrowser(program.base, agent);
const signIn = (from: Browser, login: string, password = PASSWORD, to = "/") =>
  from.post("/sign-in", { login, password, to });
const sessionsOf = (id: PersonId) =>
  database.app.db.select().from(session).where(eq(session.userId, id));
const provenAgo = (id: PersonId, minutes: number) =>
  database.app.db
    .update(session)
    .set({ provenAt: new Date(Date.now() - minutes * 60_000) })
    .where(eq(session.userId, id));

/** An authenticator app of this person's; gives a code that it has not shown yet. */
async function appOf(id: PersonId) {
  const keys = await readKeys(database.app.db, SECRET);
  const secret = newTotpSecret();
  await database.app.db.insert(secondFactor).values({
    personId: id,
    kind: "totp",
    name: "",
    secret: keys.seal(totpPurpose(id), secret),
  });
  return () => totpOf(secret).generate();
}

describe("a session", () => {
  it("begins with a new id, and the one that the browser had before ends", async () => {
    const one = await somebody();
    const own = browser();
    own.jar.set("__Host-naaber_session", "a-session-that-somebody-else-chose");
    expect((await signIn(own, one.login)).location).toBe("/start");
    const first = own.jar.get("__Host-naaber_session");
    expect(first).not.toContain("chose");
    await signIn(own, one.login);
    expect(own.jar.get("__Host-naaber_session")).not.toBe(first);
    expect(await sessionsOf(one.id)).toHaveLength(1);
  });

  it("is in a cookie that scripts and other sites do not get", async () => {
    const one = await somebody();
    const { answer } = await signIn(browser(), one.login);
    for (const line of answer.headers.getSetCookie()) {
      expect(line).toMatch(/^__Host-naaber_\w+=/);
      for (const word of ["HttpOnly", "SameSite=Lax", "Path=/"]) expect(line).toContain(word);
    }
  });

  it("of a coordinator ends after 12 hours unused, of a volunteer after 30 days", async () => {
    const coordinator = await somebody({ districts: [world.north] });
    const volunteer = await somebody();
    const hours = (count: number) => ({ lastSeenAt: new Date(Date.now() - count * 3_600_000) });
    for (const [who, page] of [
      [coordinator, "/board"],
      [volunteer, "/tasks"],
    ] as const) {
      const own = browser();
      await signIn(own, who.login);
      await database.app.db.update(session).set(hours(13)).where(eq(session.userId, who.id));
      const open = who === volunteer;
      expect((await own.get(page)).status).toBe(open ? 200 : 303);
      expect(await sessionsOf(who.id)).toHaveLength(open ? 1 : 0);
    }
  });

  it("opened as a volunteer is judged as a coordinator's from the moment its person is one", async () => {
    const one = await somebody();
    const own = browser();
    await signIn(own, one.login);
    const used = { lastSeenAt: new Date(Date.now() - 24 * 3_600_000) };
    await database.app.db.update(session).set(used).where(eq(session.userId, one.id));
    await database.owner.db
      .update(person)
      .set({ administrator: true })
      .where(eq(person.id, one.id));
    expect((await own.get("/tasks")).location).toMatch(/^\/sign-in/);
  });

  it("is signed out everywhere at once, here too, and no device is recognised any more", async () => {
    const one = await somebody();
    const [phone, laptop] = [browser(), browser("Mozilla/5.0 (Windows) Chrome/140.0")];
    await signIn(phone, one.login);
    await signIn(laptop, one.login);
    expect((await phone.post("/account/sessions/everywhere")).location).toBe("/sign-in");
    expect(await sessionsOf(one.id)).toEqual([]);
    expect((await laptop.get("/account")).location).toMatch(/^\/sign-in/);
    await signIn(laptop, one.login);
    const [last] = await database.app.sql`
      select new_device from sign_in where person_id = ${one.id} order by id desc limit 1`;
    expect(last).toMatchObject({ new_device: true });
  });
});

describe("where somebody goes on to after signing in", () => {
  it.each([
    "/%09/evil",
    "/board%0d%0aX:y",
    "//evil.example",
    "/\\evil",
    "https://evil.example",
  ])("is never %s", async (to) => {
    const one = await somebody();
    expect((await signIn(browser(), one.login, PASSWORD, to)).location).toBe("/start");
  });

  it("is the page that was asked for", async () => {
    const one = await somebody();
    const own = browser();
    const asked = await own.get("/tasks?page=2");
    expect(asked.location).toBe("/sign-in?to=%2Ftasks%3Fpage%3D2");
    expect((await signIn(own, one.login, PASSWORD, "/tasks?page=2")).location).toBe(
      "/tasks?page=2",
    );
  });
});

describe("guesses", () => {
  it("of two hundred at once are judged as many as the limit lets in", async () => {
    const one = await somebody();
    const stranger = browser();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => signIn(stranger, one.login, `guess number ${i}`)),
    );
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(190);
  });

  it("from elsewhere do not lock an owner out of a device that they have signed in on", async () => {
    const one = await somebody({ districts: [world.north] });
    const own = browser();
    await signIn(own, one.login);
    await own.post("/sign-out");
    for (let i = 0; i < 12; i++) await signIn(browser(), one.login, `guess number ${i}`);
    expect((await signIn(browser(), one.login)).status).toBe(429);
    expect((await signIn(own, one.login)).status).toBe(303);
    const { text } = await own.get("/account/security?lang=en");
    expect(text).toContain("10 wrong tries before");
  });

  it("are counted on a recognised device too, and a device that nobody signed is none", async () => {
    const one = await somebody();
    const own = browser();
    await signIn(own, one.login);
    await own.post("/sign-out");
    for (let i = 0; i < 10; i++) await signIn(own, one.login, `guess number ${i}`);
    expect((await signIn(own, one.login)).status).toBe(429);
    const forged = browser();
    const [payload] = own.jar.get("__Host-naaber_device")!.split(".");
    forged.jar.set("__Host-naaber_device", `${payload}.AAAA`);
    for (let i = 0; i < 10; i++) await signIn(forged, one.login, `guess number ${i}`);
    // Its guesses were counted with those of all devices that nobody knows.
    expect((await signIn(browser(), one.login)).status).toBe(429);
  });

  it("count on one key however a phone is spelt", async () => {
    const one = await somebody();
    const phone = "+380671230099";
    await database.app.db.update(person).set({ phone }).where(eq(person.id, one.id));
    const spelt = ["0671230099", "067 123 00 99", "+380 67 123-00-99", "(067)1230099", phone];
    for (const login of [...spelt, ...spelt]) await signIn(browser(), login, "a wrong one here");
    expect((await signIn(browser(), "380 67 1230099 ".trim())).status).toBe(429);
    expect((await signIn(browser(), one.login)).status).toBe(303);
  });

  it("at nobody's account are answered and written as those at somebody's", async () => {
    const one = await somebody();
    const known = await signIn(browser(), one.login, "a wrong one here");
    const unknown = await signIn(browser(), "nobody@people.example", "a wrong one here");
    const plain = (text: string) =>
      text
        .replace(/(nonce=|"csp-nonce" content=|name="key" value=)"[^"]*"/g, "")
        .replace(/value="[^"]*@people.example"/g, "");
    expect(unknown.status).toBe(known.status);
    expect(plain(unknown.text)).toBe(plain(known.text));
    const rows = await database.app.db.select().from(signInRecord);
    expect(rows.some(({ personId, outcome }) => personId === null && outcome === "wrong")).toBe(
      true,
    );
  });
});

describe("whoever is asked again who they are", () => {
  it("is asked ten minutes after a proof, and comes back with another session id", async () => {
    const one = await somebody();
    const own = browser();
    await signIn(own, one.login);
    expect((await own.get("/account/security")).status).toBe(200);
    await provenAgo(one.id, 11);
    const asked = await own.get("/account/security");
    expect(asked.location).toBe("/confirm?to=%2Faccount%2Fsecurity");
    expect((await own.get(asked.location!)).status).toBe(200);
    const before = own.jar.get("__Host-naaber_session");
    const open = { confirm_step: "open" };
    const wrong = await own.post(asked.location!, { ...open, confirm_password: "not this one" });
    expect(wrong.status).toBe(409);
    const right = await own.post(asked.location!, { ...open, confirm_password: PASSWORD });
    expect(right.location).toBe("/account/security");
    expect(own.jar.get("__Host-naaber_session")).not.toBe(before);
    expect((await own.get("/account/security")).status).toBe(200);
  });

  it("loses nothing of a form that comes too late", async () => {
    const one = await somebody();
    const own = browser();
    await signIn(own, one.login);
    const form = { name: "Нове <ім’я>", email: one.login, phone: "", locale: "uk", version: "1" };
    await provenAgo(one.id, 9);
    expect((await own.post("/account", { ...form, version: "7" })).status).toBe(409);
    await provenAgo(one.id, 11);
    const late = await own.post("/account", form);
    expect([late.status, late.location]).toEqual([307, "/confirm?to=%2Faccount"]);
    const page = await own.post(late.location!, form);
    expect(page.text).toContain('name="name" value="Нове &lt;ім’я&gt;"');
    const tag = /name="confirm_for" value="([^"]+)"/.exec(page.text)![1]!;
    const proof = { confirm_step: "send", confirm_password: PASSWORD };
    const sent = { ...form, ...proof, confirm_for: tag };
    // Somebody else's form, on the same phone, is not sent on.
    const foreign = await own.post(late.location!, { ...form, ...proof, confirm_for: "x" });
    expect(foreign.status).toBe(303);
    await provenAgo(one.id, 11);
    const proven = await own.post(late.location!, sent);
    expect([proven.status, proven.location]).toEqual([307, "/account"]);
    expect((await own.post("/account", sent)).location).toBe("/account?saved");
    const [stored] = await database.app.db.select().from(person).where(eq(person.id, one.id));
    expect(stored!.name).toBe(form.name);
  });

  it("can guess ten times in a live session, at the proof and at the change of a password", async () => {
    const one = await somebody();
    const own = browser();
    await signIn(own, one.login);
    const change = { current_password: "not this one", password: "five green lanterns" };
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => own.post("/account/password", change)),
    );
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(10);
    const confirm = { confirm_step: "open", confirm_password: PASSWORD };
    expect((await own.post("/confirm?to=/account", confirm)).status).toBe(429);
  });
});

describe("the second step", () => {
  it("comes before there is a session, whatever the first one was", async () => {
    const one = await somebody();
    const code = await appOf(one.id);
    const own = browser();
    expect((await signIn(own, one.login, PASSWORD, "/tasks")).location).toBe("/sign-in/second");
    expect(own.jar.has("__Host-naaber_session")).toBe(false);
    expect((await own.get("/tasks")).location).toMatch(/^\/sign-in/);
    expect((await own.get("/sign-in/second")).status).toBe(200);
    expect((await own.post("/sign-in/second", { secret_code: "000000" })).status).toBe(409);
    const shown = code();
    expect((await own.post("/sign-in/second", { secret_code: shown })).location).toBe("/tasks");
    expect((await own.get("/tasks")).status).toBe(200);
    const [opened] = await sessionsOf(one.id);
    expect(opened).toMatchObject({ assurance: "second", method: "password" });
    // Neither the waiting nor the code can be used again.
    const other = browser();
    await signIn(other, one.login);
    expect((await other.post("/sign-in/second", { secret_code: shown })).status).toBe(409);
    expect((await own.post("/sign-in/second", { secret_code: shown })).location).toBe("/sign-in");
  });

  it("is not given to whoever has not shown the first", async () => {
    expect((await browser().get("/sign-in/second")).location).toBe("/sign-in");
    const forged = browser();
    forged.jar.set(
      "__Host-naaber_pending",
      Buffer.from('"aaaaaaaaaaaaaaaaaaaaaa"').toString("base64"),
    );
    expect((await forged.post("/sign-in/second", { secret_code: "123456" })).location).toBe(
      "/sign-in",
    );
  });

  it("can be guessed at ten times, also by forty at once", async () => {
    const one = await somebody();
    await appOf(one.id);
    const own = browser();
    await signIn(own, one.login);
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => own.post("/sign-in/second", { secret_code: "000000" })),
    );
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(10);
  });

  it("is set up from a page without JavaScript, and is a rise in rights", async () => {
    const one = await somebody({ administrator: true });
    const [own, other] = [browser(), browser()];
    await signIn(own, one.login);
    await signIn(other, one.login);
    const page = await own.get("/account/security/totp");
    const sealed = /name="sealed" value="([^"]+)"/.exec(page.text)![1]!;
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(page.text)![1]!.replaceAll(" ", "");
    const before = own.jar.get("__Host-naaber_session");
    const code = totpOf(secret).generate();
    const stranger = await somebody();
    const elsewhere = browser();
    await signIn(elsewhere, stranger.login);
    const foreign = await elsewhere.post("/account/security/totp", { sealed, secret_code: code });
    expect(foreign.status).toBe(409);
    const added = await own.post("/account/security/totp", {
      sealed,
      secret_code: code,
      name: "Телефон",
    });
    expect(added.status).toBe(200);
    expect(added.text.match(/<code>(\w{4}-){3}\w{4}<\/code>/g)).toHaveLength(10);
    expect(own.jar.get("__Host-naaber_session")).not.toBe(before);
    expect((await other.get("/account")).location).toMatch(/^\/sign-in/);
    const opened = await sessionsOf(one.id);
    expect(opened.map(({ assurance }) => assurance)).toEqual(["second"]);
    const stored = await database.app.db.select().from(secondFactor);
    expect(JSON.stringify(stored)).not.toContain(secret);
  });
});

describe("a language that is chosen while signed in", () => {
  const localeOf = async (id: PersonId) =>
    (await database.app.db.select().from(person).where(eq(person.id, id)))[0]!.locale;

  it("is the person's from then on, once and with its line; one that is not offered changes nothing", async () => {
    const { id, login } = await somebody();
    const phone = browser();
    await signIn(phone, login);
    expect(await localeOf(id)).toBe("uk");
    for (const path of ["/shifts?lang=en", "/tasks?lang=en", "/shifts?lang=fr", "/shifts?lang=et"])
      await phone.get(path);
    expect(await localeOf(id)).toBe("en");
    const lines = await database.app.db.select().from(event).where(eq(event.thingId, id));
    expect(lines.filter(({ type }) => type === "person.edited")).toMatchObject([
      { data: { language: "en" }, actorId: id },
    ]);
  });

  it("is nobody's before they sign in, nor when a form is sent", async () => {
    const { id, login } = await somebody();
    const phone = browser();
    await phone.get("/?lang=en");
    await signIn(phone, login);
    await phone.post("/shifts/calendars?lang=en", {});
    expect(await localeOf(id)).toBe("uk");
  });
});
