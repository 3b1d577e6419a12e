import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import { person, session } from "../../drizzle/schema/accounts";
import type { FreshDatabase } from "../db/fresh-database";
import type { Letters } from "../factories/letters";
import type { World } from "../factories/world";
import { joining, OTHER, PASSWORD, pathOf, startUnworked, type Unworked } from "./unworked";

/** What was tried on the running program, and by whom, in `docs/security`: each of it as it was done. */
let database: FreshDatabase;
let world: World;
let letters: Letters;
let program: Unworked["program"];

beforeAll(async () => {
  ({ database, world, letters, program } = await startUnworked());
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
    const body = (await answer.text()).replace(/(nonce=|"csp-nonce" content=)"[^"]*"/g, "");
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

async function join(email: string, phone = "", password = PASSWORD) {
  const own = browser();
  expect(await own.post("/sign-up", joining(email, phone, password))).toMatchObject({
    status: 303,
    location: "/profile",
  });
  return own;
}
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
/** The code that an account shows its owner. */
const shownIn = (body: string) =>
  /((\d ){5}\d)/.exec(body.split("Show this code")[1] ?? "")?.[1]?.replaceAll(" ", "") ?? "";
const versionOf = async (id: string) =>
  String((await database.app.db.select().from(person).where(eq(person.id, id)))[0]!.version);
const age = (id: string, minutes: number) =>
  database.app.db
    .update(session)
    .set({ provenAt: new Date(Date.now() - minutes * 60_000) })
    .where(eq(session.userId, id));
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
    expect(shownIn((await attacker.get("/profile")).body)).toMatch(/^\d{6}$/);
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
    expect((await neighbour.post("/sign-in/code", { phone, secret_code: digits })).status).toBe(
      303,
    );
    expect((await neighbour.get("/tasks")).status).toBe(200);
  });
});

describe("a neighbour's number, with an e-mail that its maker has proven", () => {
  async function made(email: string, phone: string) {
    const own = await join(email, phone);
    const id = await idOf("phone", phone);
    const order = { template: "email_proof" as const, personId: id, email };
    const link = pathOf(await letters.send(order, new Date()));
    expect((await own.post(link, {})).location).toBe("/account?saved");
    return { own, id, at: `/board/volunteers/${id}` };
  }

  it("is no way back for the maker: a new password by that e-mail comes to nothing", async () => {
    const [email, phone] = ["maker@mail.example", "+380675560001"];
    const { own, id, at } = await made(email, phone);
    const coordinator = await signedIn({ districts: [world.north] });
    const vouch = { standing: "verified", seen: "yes", version: await versionOf(id) };
    expect((await coordinator.post(`${at}/standing`, vouch)).status).toBe(303);
    expect((await own.get("/profile")).location).toMatch(/^\/sign-in/);
    await browser().post("/password-resets", { email });
    const order = { template: "password_reset", email } as const;
    expect(await letters.send(order, new Date())).toBeNull();
    for (const login of [email, phone])
      expect((await browser().post("/sign-in", { login, password: PASSWORD })).status).toBe(409);
    expect((await coordinator.get(at)).body).not.toContain(email);
  });

  it("is nothing that an owner who shows the account's code has to fear: all stays as it was", async () => {
    const [email, phone] = ["shows@mail.example", "+380675560002"];
    const { own, id, at } = await made(email, phone);
    const code = shownIn((await own.get("/profile")).body);
    expect(shownIn((await own.get("/account")).body)).toBe(code);
    const coordinator = await signedIn({ districts: [world.north] });
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
    const vouch = { standing: "verified", code: spaced, version: await versionOf(id) };
    expect((await coordinator.post(`${at}/standing`, vouch)).status).toBe(303);
    expect((await own.get("/tasks")).status).toBe(200);
    expect(shownIn((await own.get("/account")).body)).toBe("");
    expect((await browser().post("/sign-in", { login: email, password: PASSWORD })).status).toBe(
      303,
    );
  });

  it("is not vouched for by guessing: ten tries an hour by a coordinator, however many at once", async () => {
    const { own, id, at } = await made("guessed@mail.example", "+380675560003");
    const code = shownIn((await own.get("/profile")).body);
    const version = await versionOf(id);
    const coordinator = await signedIn({ districts: [world.north] });
    const other = await signedIn({ districts: [world.north] });
    const guess = (by: typeof coordinator, typed: string) =>
      by.post(`${at}/standing`, { standing: "verified", code: typed, version });
    const wrong = Array.from({ length: 16 }, (_, i) => String((Number(code) + 1 + i) % 1e6));
    const statuses = await Promise.all(wrong.map(async (one) => guess(coordinator, one)));
    expect(statuses.filter(({ status }) => status === 409).length).toBe(10);
    expect(statuses.filter(({ status }) => status === 429).length).toBe(6);
    expect((await guess(coordinator, code)).status).toBe(429);
    expect((await guess(other, code)).status).toBe(303);
  });
});

describe("a coordinator's phone that was stolen", () => {
  let number = 0;
  const volunteers = (count: number, standing: "verified" | "unverified" = "verified") =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const phone = `+3806755700${String(number++).padStart(2, "0")}`;
        const contact = { email: null, emailProvenAt: null, phone, phoneProvenAt: new Date() };
        return { phone, ...(await world.person({ standing, contact })) };
      }),
    );
  const vouch = { standing: "verified", seen: "yes", version: "1" };
  const steps = (id: string) =>
    [
      [`/board/volunteers/${id}/codes`, {}],
      [`/board/volunteers/${id}/phone`, { seen: "yes", version: "1" }],
      [`/board/volunteers/${id}/standing`, vouch],
    ] as const;

  it("asks again who it is before each step that gives a way in, and changes nothing meanwhile", async () => {
    const coordinator = await signedIn({ districts: [world.north] });
    await age(coordinator.id, 31);
    const [one] = await volunteers(1, "unverified");
    for (const [path, form] of steps(one!.id)) {
      const answer = await coordinator.post(path, form);
      expect(answer.status).toBe(307);
      expect(answer.location).toMatch(/^\/confirm\?to=/);
    }
    expect(await versionOf(one!.id)).toBe("1");
    const suspend = { standing: "suspended", version: "1" };
    const at = `/board/volunteers/${one!.id}/standing`;
    expect((await coordinator.post(at, suspend)).status).toBe(303);
  });

  it("takes over twenty steps an hour at most, all steps together and at once", async () => {
    const coordinator = await signedIn({ districts: [world.north] });
    const many = await volunteers(15);
    const at = await Promise.all(
      many.flatMap(({ id }) =>
        steps(id)
          .slice(0, 2)
          .map(([path, form]) => coordinator.post(path, form)),
      ),
    );
    expect(at.filter(({ status }) => status === 429).length).toBe(10);
    const [late] = await volunteers(1);
    for (const [path, form] of steps(late!.id))
      expect((await coordinator.post(path, form)).status).toBe(429);
  });

  it("is counted for no volunteer who shows the account's code, so a whole hall can be verified", async () => {
    const coordinator = await signedIn({ districts: [world.north] });
    for (let i = 0; i < 22; i++) {
      const own = await join("", `+38067558${String(i).padStart(4, "0")}`);
      const id = await idOf("phone", `+38067558${String(i).padStart(4, "0")}`);
      const code = shownIn((await own.get("/profile")).body);
      const form = { standing: "verified", code, version: "1" };
      const answer = await coordinator.post(`/board/volunteers/${id}/standing`, form);
      expect(answer.status).toBe(303);
    }
  });
});

describe("an administrator who would take a colleague's second step away as a coordinator does", () => {
  it("is refused, whatever is sent", async () => {
    const admin = await signedIn({ administrator: true });
    const contact = { phone: "+380675590001" };
    const colleague = await signedIn({ administrator: true, standing: "unverified", contact });
    const at = `/board/volunteers/${colleague.id}`;
    for (const [step, form] of [
      ["phone", { seen: "yes", version: "1" }],
      ["standing", { seen: "yes", standing: "verified", version: "1" }],
      ["codes", {}],
    ] as const)
      expect((await admin.post(`${at}/${step}`, form)).status).toBe(409);
    expect((await colleague.get("/admin/coordinators")).status).toBe(200);
    expect((await admin.get(at)).body).not.toContain('name="seen"');
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
        // What the account shows a coordinator: read out, in groups, and as data.
        .replace(/(\d ){5}\d/g, "SHOWN")
        .replace(/<span>\d{3}<\/span>/g, "SHOWN")
        .replace(/\b\d{6}\b/g, "SHOWN")
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
      await browser().post("/sign-in/code", { phone: number, secret_code: "12345678" }),
    ]);
  });

  it("is not told by moving an account onto the address or number", async () => {
    await compare(async (email, number) => {
      const own = await join("mover@mail.example");
      return [await contact(own, { email, phone: number }), await own.get("/account?saved")];
    });
  });
});
