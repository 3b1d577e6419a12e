import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import { hashPassword } from "../../app/platform/password.server";
import { person } from "../../drizzle/schema/accounts";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { type Letters, makeLetters } from "../factories/letters";
import { makeWorld, type World } from "../factories/world";
import { serve } from "./serve";

/** What was tried on the running program, and by whom, in `docs/security`: each of it as it was done. */
let database: FreshDatabase;
let world: World;
let letters: Letters;
let program: Awaited<ReturnType<typeof serve>>;
const PASSWORD = "three blue kettles";
const OTHER = "four green spoons";

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  letters = await makeLetters(database);
  program = await serve({
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    PUBLIC_URL: "https://n.example",
    // The queue is read here, so nobody works it off.
    WORKER: "off",
  });
});
afterAll(() => program.end("SIGTERM"));

type Form = Record<string, string>;

/** A browser of somebody's: keeps its session, follows nothing by itself. */
function browser(cookie = "") {
  let session = cookie;
  const ask = async (path: string, form?: Form) => {
    const answer = await fetch(program.base + path, {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers: { Cookie: `lang=en; ${session}` },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    for (const set of answer.headers.getSetCookie())
      if (set.startsWith("__Host-naaber_session=")) session = set.split(";")[0]!;
    const body = (await answer.text()).replace(/nonce="[^"]*"/g, "");
    return { status: answer.status, location: answer.headers.get("location"), body };
  };
  return { get: (path: string) => ask(path), post: ask };
}
type Browser = ReturnType<typeof browser>;

async function signedIn(some: Parameters<World["person"]>[0]) {
  const { id } = await world.person(some);
  const cookie = await makeSessions(database.app.db, { secure: true }).open(id, "");
  return { id, ...browser(cookie.split(";")[0]!) };
}

const joining = (email: string, phone = "", password = PASSWORD) => ({
  name: "Somebody",
  email,
  phone,
  password,
  district: "north",
});
async function join(email: string, phone = "", password = PASSWORD) {
  const own = browser();
  expect(await own.post("/sign-up", joining(email, phone, password))).toMatchObject({
    status: 303,
    location: "/profile",
  });
  return own;
}
const pathOf = (letter: { text: string } | null) =>
  /https:\/\/n\.example(\/\S+)/.exec(letter?.text ?? "")?.[1] ?? "";
const contact = async (own: Browser, change: Form) => {
  const { body } = await own.get("/account");
  const version = /name="version" value="(\d+)"/.exec(body)![1]!;
  return own.post("/account", {
    name: "Somebody",
    email: "",
    phone: "",
    locale: "en",
    version,
    ...change,
  });
};
const idOf = async (column: "email" | "phone", value: string) =>
  (await database.app.db.select().from(person).where(eq(person[column], value))).at(-1)!.id;

describe("an invitation to an address that was registered first (C1)", () => {
  const invite = async (email: string) => {
    const admin = await signedIn({ administrator: true });
    const form = { name: "Maria", email, locale: "en", administrator: "yes" };
    expect((await admin.post("/admin/coordinators", form)).status).toBe(200);
    return pathOf(await letters.last("invitation"));
  };

  it("gives its rights to neither the session nor the password of whoever was first", async () => {
    const email = "maria@city.example";
    const attacker = await join(email);
    const link = await invite(email);
    const maria = browser();
    expect(await maria.post(link, { password: OTHER })).toMatchObject({ status: 303 });
    expect((await maria.get("/admin/coordinators")).status).toBe(200);
    expect((await attacker.get("/admin/coordinators")).status).toBe(403);
    const again = browser();
    expect((await again.post("/sign-in", { login: email, password: PASSWORD })).status).toBe(409);
    expect((await again.post("/sign-in", { login: email, password: OTHER })).status).toBe(303);
  });

  it("gives nothing to an account that moves onto it", async () => {
    const email = "olha@city.example";
    const attacker = await join("attacker@mail.example");
    const link = await invite(email);
    expect((await contact(attacker, { email })).status).toBe(303);
    expect((await browser().post(link, { password: OTHER })).status).toBe(303);
    expect((await attacker.get("/admin/coordinators")).status).toBe(403);
  });
});

describe("a neighbour's number that was registered first (C1)", () => {
  it("is verified for the neighbour who was seen, and not for the one who was first", async () => {
    const phone = "+380675550001";
    const attacker = await join("", phone);
    const id = await idOf("phone", phone);
    const coordinator = await signedIn({ districts: [world.north] });
    const at = `/board/volunteers/${id}`;
    expect((await coordinator.get(at)).body).toContain("not confirmed");
    const vouch = { standing: "verified", version: "1" };
    expect((await coordinator.post(`${at}/standing`, vouch)).status).toBe(409);
    expect((await coordinator.post(`${at}/codes`, {})).status).toBe(409);
    expect((await coordinator.post(`${at}/standing`, { ...vouch, seen: "yes" })).status).toBe(303);
    expect((await attacker.get("/tasks")).location).toMatch(/^\/sign-in/);
    const login = { login: phone, password: PASSWORD };
    expect((await browser().post("/sign-in", login)).status).toBe(409);
    const made = await coordinator.post(`${at}/codes`, {});
    const code = /\d{4}\D{0,60}\d{4}|\d{8}/.exec(made.body.split("Sign-in code")[1] ?? "")![0];
    const neighbour = browser();
    const digits = code.replace(/\D/g, "");
    expect((await neighbour.post("/sign-in/code", { phone, code: digits })).status).toBe(303);
    expect((await neighbour.get("/tasks")).status).toBe(200);
  });
});

describe("a coordinator who would be more (C2)", () => {
  it("gets no code for an administrator or coordinator who volunteers too", async () => {
    const coordinator = await signedIn({ districts: [world.north] });
    const some = { standing: "verified" as const, profile: { homeDistrictId: world.north } };
    const own = { email: null, emailProvenAt: null, phone: "+380675550002" };
    const contactOfTheirs = { ...own, phoneProvenAt: new Date() };
    const admin = await world.person({ ...some, administrator: true, contact: contactOfTheirs });
    const other = await world.person({
      ...some,
      districts: [world.north],
      contact: { ...contactOfTheirs, phone: "+380675550003" },
    });
    for (const { id } of [admin, other]) {
      for (const step of ["codes", "phone", "standing"]) {
        const form = { seen: "yes", standing: "suspended", version: "1" };
        const answer = await coordinator.post(`/board/volunteers/${id}/${step}`, form);
        expect(answer.status).toBe(404);
        expect(answer.body).not.toContain("Sign-in code");
      }
      const page = await coordinator.get(`/board/volunteers/${id}`);
      expect(page.body).not.toContain("/codes");
    }
    const form = { districts: "north", administrator: "yes", version: "1" };
    const self = `/admin/coordinators/${coordinator.id}`;
    expect((await coordinator.post(self, form)).status).toBe(403);
  });
});

describe("whether somebody has an account", () => {
  const known = "known@mail.example";
  const phone = "+380675550010";
  let owner: Browser;

  beforeAll(async () => {
    owner = await join(known, phone);
    const order = { template: "email_proof" as const, personId: await idOf("email", known) };
    const link = pathOf(await letters.send({ ...order, email: known }, new Date()));
    expect((await owner.post(link, {})).location).toBe("/account?saved");
    await database.app.db
      .update(person)
      .set({ phoneProvenAt: new Date() })
      .where(eq(person.phone, phone));
  });

  /** The same steps for one who has an account and one who has none: what is answered, but for what was typed. */
  async function compare(steps: (email: string, number: string) => Promise<unknown>) {
    const blank = (answer: unknown, email: string, number: string) =>
      JSON.stringify(answer)
        .replaceAll(email, "EMAIL")
        .replaceAll(number, "PHONE")
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID")
        .replace(/<time.*?<\/time>/g, "TIME");
    const [nobody, number] = ["nobody@mail.example", "+380675550011"];
    const first = blank(await steps(known, phone), known, phone);
    expect(first).toBe(blank(await steps(nobody, number), nobody, number));
    return first;
  }

  it("is not told by signing up, by e-mail or by phone, nor by signing in there again", async () => {
    await compare(async (email, number) => {
      const answers: unknown[] = [];
      for (const form of [joining(email, "", OTHER), joining("", number, OTHER)]) {
        const own = browser();
        answers.push(await own.post("/sign-up", form), await own.get("/profile"));
        answers.push(await own.get("/account"), await own.post("/account/proofs", {}));
        const login = form.email || form.phone;
        answers.push(await browser().post("/sign-in", { login, password: OTHER }));
      }
      return answers;
    });
    expect(
      (await letters.links()).filter((one) => "email" in one && one.email === known).length,
    ).toBeGreaterThan(1);
  });

  it("is not told by asking for a new password", async () => {
    const answers = await compare(async (email) => [
      await browser().post("/password-resets", { email }),
      await browser().get("/password-resets?sent"),
    ]);
    expect(answers).toContain("/password-resets?sent");
  });

  it("is not told by signing in with a wrong password or code", async () => {
    await compare(async (email, number) => [
      await browser().post("/sign-in", { login: email, password: "not this one" }),
      await browser().post("/sign-in", { login: number, password: "not this one" }),
      await browser().post("/sign-in/code", { phone: number, code: "12345678" }),
    ]);
  });

  it("is not told by moving an account onto the address or number", async () => {
    await compare(async (email, number) => {
      const own = await join("mover@mail.example");
      return [await contact(own, { email, phone: number }), await own.get("/account?saved")];
    });
  });
});

describe("in a session that was left open", () => {
  it("the password can't be guessed without end", async () => {
    const passwordHash = await hashPassword(PASSWORD);
    const own = await signedIn({ standing: "unverified", contact: { passwordHash } });
    const guess = (current: string) =>
      own.post("/account/password", { current, password: "five red lanterns" });
    const at = await Promise.all(Array.from({ length: 20 }, (_, i) => guess(`guess ${i}`)));
    expect(at.filter(({ status }) => status === 409).length).toBe(10);
    expect(at.filter(({ status }) => status === 429).length).toBe(10);
    expect((await guess(PASSWORD)).status).toBe(429);
  });
});

describe("mail that a stranger causes (H5)", () => {
  const asking = (email: string, i = 0) => ({
    formKey: `form-key-of-the-flood-${email.length}-${i}`,
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
    const stored = await database.owner
      .sql`select payload::text as text from graphile_worker._private_jobs`;
    expect(stored.map(({ text }) => text).join()).not.toContain("evil.example");
  });
});
