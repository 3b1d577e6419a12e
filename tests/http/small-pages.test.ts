import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reserveFor } from "../../app/dispatch/commands/supply.server";
import { execute } from "../../app/platform/command.server";
import { setOfferState } from "../../app/resources/commands/change-offer.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { proposeSwap } from "../../app/shifts/commands/swap.server";
import { takeSlot } from "../../app/shifts/commands/take-slot.server";
import { person } from "../../drizzle/schema/accounts";
import { deadMail, sms } from "../../drizzle/schema/messages";
import { shift, shiftRole, signUp } from "../../drizzle/schema/shifts";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { value } from "../factories/rota";
import { visitorCtx } from "../factories/world";
import { oneOfEach, type Who } from "./one-of-each";
import { serve } from "./serve";

let program: Awaited<ReturnType<typeof serve>>;
let cookies: Record<Who, string>;
let swapToken: string;
let code: string;
let holder: string;
let database: FreshDatabase;
let world: Awaited<ReturnType<typeof oneOfEach>>;

beforeAll(async () => {
  database = await freshDatabase();
  world = await oneOfEach(database);
  cookies = world.cookies;
  const { db } = database.owner;
  const id = world.ids[":shift"]!;
  const [role] = await db.select().from(shiftRole).where(eq(shiftRole.shiftId, id));
  const ctx = world.people.off.ctx(new Date());
  await execute(ctx, takeSlot, { id, role: role!.id });
  const [own] = await db.select().from(signUp).where(eq(signUp.shiftId, id));
  const proposed = await execute(ctx, proposeSwap, { id: own!.id });
  if (!proposed.ok) throw new Error(proposed.code);
  swapToken = proposed.value;
  const [found] = await db.select().from(shift).where(eq(shift.id, id));
  code = found!.code!;
  const [named] = await db
    .select({ name: person.name })
    .from(person)
    .where(eq(person.id, world.people.off.id));
  holder = named!.name;
  const { appUrl, ownerUrl } = database;
  program = await serve({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
});
afterAll(() => program.end("SIGTERM"));

const ask = (path: string, who: Who = "visitor", lang = "en") =>
  fetch(`${program.base}${path}${path.includes("?") ? "&" : "?"}lang=${lang}`, {
    redirect: "manual",
    headers: cookies[who] ? { Cookie: cookies[who] } : {},
  });

const textOf = (html: string, pattern: RegExp) =>
  (pattern.exec(html)?.[1] ?? "").replace(/<[^<>]+>/g, "").trim();

/** Who asks for what, the status, and the words that say why not. */
const REFUSED: [Who, string, number, string][] = [
  ["visitor", "/nowhere", 404, "Page not found"],
  ["visitor", "/nowhere/at/all", 404, "Page not found"],
  ["off", "/tasks/nothing", 404, "Page not found"],
  ["off", "/swaps/nothing", 404, "Page not found"],
  ["off", "/board", 403, "You cannot open this page"],
  ["off", "/admin", 403, "You cannot open this page"],
  ["own", "/admin", 403, "You cannot open this page"],
  ["own", "/admin/record.csv", 403, "You cannot open this page"],
  ["visitor", "/calendars/nothing.ics", 404, "Page not found"],
  ["visitor", "/password-resets/old", 404, "This link no longer works"],
  ["visitor", "/email-proofs/old", 404, "This link no longer works"],
  ["visitor", "/invitations/old", 404, "This link no longer works"],
];

describe("an address with what nobody types in it", () => {
  it.each<[Who, string, number]>([
    ["own", "/board?q=%00", 200],
    ["own", "/board?district=%00", 200],
    ["own", "/board?category=%00", 200],
    ["own", "/board/volunteers?q=%00", 200],
    ["own", "/board/resources?q=%00", 200],
    ["admin", "/admin/kinds/%00", 404],
    ["admin", "/admin/categories/%00", 404],
    ["own", `/board/requests/${"-".repeat(36)}`, 404],
    ["own", `/board/tasks/${"f".repeat(36)}`, 404],
    ["off", `/tasks/${"-".repeat(36)}`, 404],
  ])("finds nothing rather than failing: %s at %s", async (who, path, status) => {
    const answer = await ask(path, who);
    // Where the address is tidied first, the page that it leads to is looked at.
    const { status: first } = answer;
    const to = answer.headers.get("location");
    if (first < 300 || first >= 400) expect(first).toBe(status);
    else expect((await ask(to!, who)).status).toBe(status);
  });
});

describe("a page that is not shown", () => {
  it.each(REFUSED)("says to %s why: %s", async (who, path, status, reason) => {
    const answer = await ask(path, who);
    const html = await answer.text();
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
    expect(textOf(html, /<h1[^>]*>([\s\S]*?)<\/h1>/)).toBe(reason);
    expect(textOf(html, /<title>([^<]*)/)).toBe(`${reason} · Naaber`);
    expect(html).toContain('href="tel:112"');
    expect(html).toMatch(/<style nonce="|<link rel="stylesheet"/);
  });

  it.each(REFUSED)("speaks to %s in their language: %s", async (who, path) => {
    const html = await (await ask(path, who, "uk")).text();
    expect(html).toContain('<html lang="uk"');
    expect(textOf(html, /<title>([^<]*)/)).toMatch(/^[^a-z]+ · Naaber$/);
  });

  it("offers a new link where an old one was for a password", async () => {
    expect(await (await ask("/password-resets/old")).text()).toMatch(
      /class="btn primary" href="\/password-resets"/,
    );
  });
});

describe("signing in for a shift", () => {
  const signInFor = async (to: string) =>
    (await ask(`/sign-in?to=${encodeURIComponent(to)}`)).text();

  it("says which, by the link of a swap and by the code at the door, and names nobody", async () => {
    for (const to of [`/swaps/${swapToken}`, `/check-in?code=${code}`]) {
      const html = await signInFor(to);
      expect(html).toContain("School");
      expect(html).not.toContain(holder);
    }
  });

  it("says nothing of what is not there", async () => {
    for (const to of ["/swaps/nothing", "/check-in?code=000000", "/check-in", "/tasks"])
      expect(await signInFor(to)).not.toContain("School");
  });
});

describe("what browsers ask for by themselves", () => {
  it.each([
    ["/favicon.ico", /image\//],
    ["/favicon.svg", /image\/svg/],
    ["/apple-touch-icon.png", /image\/png/],
    ["/manifest.webmanifest", /application\/manifest\+json/],
    ["/robots.txt", /text\/plain/],
  ])("is there: %s", async (path, type) => {
    const answer = await ask(path);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      200,
      expect.stringMatching(type),
    ]);
    expect((await answer.arrayBuffer()).byteLength).toBeLessThan(4_000);
  });
});

it("coordinators are found by their name, in either alphabet", async () => {
  const { id } = world.people.other;
  await database.owner.sql`update person set name = 'Віра Коваль' where id = ${id}`;
  const found = async (typed: string) => {
    const page = await (
      await ask(`/admin/coordinators?q=${encodeURIComponent(typed)}`, "admin")
    ).text();
    return Object.values(world.people)
      .map((one) => one.id)
      .filter((one) => page.includes(`action="/admin/coordinators/${one}"`));
  };
  expect(await found("koval")).toEqual([id]);
  expect(await found("коваль віра")).toEqual([id]);
  expect(await found("%")).toEqual([]);
  expect((await found("")).length).toBe(3);
});

describe("a change that touches people", () => {
  const send = async (path: string, fields: Record<string, string>) => {
    const answer = await fetch(program.base + path, {
      method: "POST",
      redirect: "manual",
      headers: { Cookie: `${cookies.admin}; lang=en` },
      body: new URLSearchParams(fields),
    });
    return { status: answer.status, page: await answer.text() };
  };
  /** The form of a page that holds this, with its hidden and its typed fields. */
  const formWith = (page: string, holds: string): Record<string, string> => {
    const forms = [...page.matchAll(/<form[^>]*method="post"[^>]*>[\s\S]*?<\/form>/g)];
    const form = forms.map(([text]) => text).find((text) => text.includes(holds)) ?? "";
    const inputs = [...form.matchAll(/<input[^>]*>/g)].map(([input]) => input);
    const sent = inputs.filter(
      (input) => !/type="(checkbox|radio)"/.test(input) || input.includes('checked=""'),
    );
    const attribute = (input: string, name: string) =>
      new RegExp(`${name}="([^"]*)"`).exec(input)?.[1] ?? "";
    const words = [...form.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)/g)];
    const chosen = [...form.matchAll(/<select[^>]*name="([^"]*)"[\s\S]*?<\/select>/g)].map(
      ([select, name]) =>
        [name!, /<option value="([^"]*)" selected=""/.exec(select)?.[1] ?? ""] as const,
    );
    return Object.fromEntries([
      ...sent.map((input) => [attribute(input, "name"), attribute(input, "value")] as const),
      ...words.map(([, name, value]) => [name!, value!.trim()] as const),
      ...chosen,
    ]);
  };
  const get = async (path: string) => (await ask(path, "admin")).text();

  it("a time limit: in numbers first, then by a second press, and never from a page that is old", async () => {
    await database.owner
      .sql`update request set priority = 'high', created_at = now() - interval '9 minutes',
      due_at = now() + interval '6 minutes'
      where state = 'submitted'`;
    const form = formWith(await get("/admin/clocks"), 'name="priority" value="high"');
    const wanted = { ...form, triage: "7" };
    const asked = await send("/admin/clocks", wanted);
    expect(asked.page).toMatch(/1 more of them would be late now/);
    expect(await get("/admin/clocks")).toContain(`value="${form.triage}"`);
    const again = formWith(asked.page, 'name="sure"');
    expect(again).toMatchObject({ triage: "7", sure: "yes", priority: "high" });
    expect((await send("/admin/clocks", again)).status).toBe(303);
    const stale = await send("/admin/clocks", { ...again, key: crypto.randomUUID(), triage: "8" });
    expect(stale.status).toBe(409);
    expect(formWith(await get("/admin/clocks"), 'value="high"').triage).toBe("7");
  });

  it("a kind of help that is offered no more: how many open requests are of it", async () => {
    const { active: _, ...form } = formWith(await get("/admin/categories/water"), 'name="version"');
    const asked = await send("/admin/categories/water", form);
    expect(asked.page).toMatch(/role="alert"[\s\S]*\b2 open requests/);
    const again = formWith(asked.page, 'name="sure"');
    expect((await send("/admin/categories/water", again)).status).toBe(303);
    const stale = await send("/admin/categories/water", { ...again, key: crypto.randomUUID() });
    expect(stale.status).toBe(409);
  });

  it("a coordinator who is removed: which districts nobody would have, and what waits there", async () => {
    const { id } = world.people.other;
    const own = `/admin/coordinators/${id}`;
    const form = formWith(await get("/admin/coordinators"), `id="${id}-`);
    expect(form.districts).toBe("south");
    const { districts: _, ...removed } = form;
    const asked = await send(own, removed);
    expect(asked.page).toMatch(
      /They will no longer have a role here[\s\S]*South: no one will coordinate it/,
    );
    const stays = await database.owner
      .sql`select from coordinator_district where person_id = ${id}`;
    expect(stays).toHaveLength(1);
    const again = formWith(asked.page, 'name="sure"');
    expect((await send(own, again)).status).toBe(303);
    const stale = await send(own, { ...again, key: crypto.randomUUID(), districts: "north" });
    expect(stale.status).toBe(409);
    const left = await database.owner.sql`select from coordinator_district where person_id = ${id}`;
    expect(left).toHaveLength(0);
  });
});

describe("an address where nothing arrives", () => {
  const [phone, email] = ["+380671280001", "lender@mail.example"];
  const volunteers = "+380671280002";
  let token: string;
  let offer: string;

  beforeAll(async () => {
    const { db } = database.owner;
    const now = new Date();
    const hours = (count: number) => new Date(+now + count * 3_600_000).toISOString();
    const form = {
      kind: "generator",
      title: "Honda",
      quantity: 1,
      district: "north",
      address: "9",
    };
    const made = value(await execute(visitorCtx(db, now), makeOffer, { ...form, phone, email }));
    offer = made.id;
    token = made.token!;
    const own = world.people.own.ctx(now);
    value(await execute(own, setOfferState, { id: offer, to: "verified", version: 1 }));
    const wish = { id: world.ids[":task"]!, offer, quantity: 1, from: hours(0), to: hours(0.5) };
    value(await execute(own, reserveFor, wish));
    await db.update(person).set({ phone: volunteers }).where(eq(person.id, world.people.off.id));
  });
  const dies = async () => {
    const { db } = database.owner;
    const failed = { template: "request_code", body: "…", segments: 1, failure: "number" as const };
    for (const to of [phone, volunteers])
      await db.insert(sms).values({ ...failed, phone: to, failedAt: new Date() });
    await db.insert(deadMail).values({ address: email });
  };
  const BY_PHONE = "Text messages do not reach this number";
  const BY_MAIL = "Email to this address comes back";

  it("is marked wherever a coordinator sees it, and on the owner's own page", async () => {
    const pages = async () =>
      Promise.all(
        [
          ["own", `/board/shifts/${world.ids[":shift"]}`],
          ["own", `/board/tasks/${world.ids[":task"]}`],
          ["own", `/offers/${offer}`],
          ["visitor", `/lent/${token}`],
        ].map(async ([who, path]) => {
          const html = await (await ask(path!, who as Who)).text();
          return [BY_PHONE, BY_MAIL, phone, email].map((one) => html.includes(one));
        }),
      );
    expect(await pages()).toEqual([
      [false, false, false, false],
      [false, false, true, false],
      [false, false, true, true],
      [false, false, false, false],
    ]);
    await dies();
    expect(await pages()).toEqual([
      [true, false, false, false],
      [true, false, true, false],
      [true, true, true, true],
      [true, true, true, true],
    ]);
  });
});

describe("how long a browser keeps", () => {
  const kept = async (path: string) =>
    (await fetch(program.base + path)).headers.get("Cache-Control");

  it("styles and scripts: for a year, since their address changes with them", async () => {
    const member = { headers: { Cookie: cookies.own } };
    const html = await (await fetch(`${program.base}/board`, member)).text();
    const files = new Set(html.match(/\/assets\/[\w.-]+\.(?:js|css)/g));
    expect(files.size).toBeGreaterThan(2);
    for (const file of files)
      expect([file, await kept(file)]).toEqual([file, "public, max-age=31536000, immutable"]);
  });

  it.each([
    "/favicon.svg",
    "/robots.txt",
    "/manifest.webmanifest",
  ])("other files: for an hour (%s)", async (path) => {
    expect(await kept(path)).toBe("public, max-age=3600");
  });

  it.each(["/", "/healthz", "/readyz"])("nothing that is so now: %s", async (path) => {
    expect(await kept(path)).toBe("no-store");
  });
});
