import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import { proposeSwap } from "../../app/shifts/commands/swap.server";
import { takeSlot } from "../../app/shifts/commands/take-slot.server";
import { person } from "../../drizzle/schema/accounts";
import { shift, shiftRole, signUp } from "../../drizzle/schema/shifts";
import { freshDatabase } from "../db/fresh-database";
import { oneOfEach, type Who } from "./one-of-each";
import { serve } from "./serve";

let program: Awaited<ReturnType<typeof serve>>;
let cookies: Record<Who, string>;
let swapToken: string;
let code: string;
let holder: string;

beforeAll(async () => {
  const database = await freshDatabase();
  const world = await oneOfEach(database);
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
