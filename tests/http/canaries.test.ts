import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import { answerOffer } from "../../app/dispatch/commands/answer.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { reserveFor } from "../../app/dispatch/commands/supply.server";
import { READINESS } from "../../app/dispatch/rules/readiness";
import { openIncident } from "../../app/incidents/commands/keep-incident.server";
import { execute } from "../../app/platform/command.server";
import type { DistrictId, Result } from "../../app/platform/types";
import { triage } from "../../app/requests/commands/triage.server";
import { hashOf } from "../../app/requests/link.server";
import { setOfferState } from "../../app/resources/commands/change-offer.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { planShift } from "../../app/shifts/commands/plan-shift.server";
import { publishShift } from "../../app/shifts/commands/publish-shift.server";
import { takeSlot } from "../../app/shifts/commands/take-slot.server";
import { person } from "../../drizzle/schema/accounts";
import { look } from "../../drizzle/schema/audit";
import { shiftRole } from "../../drizzle/schema/shifts";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { makeWorld, NOON, type World } from "../factories/world";
import { UNPACKED } from "./browser";
import { everyPath } from "./paths";
import { serve } from "./serve";

/**
 * Personal details of everybody, each with a word that stands nowhere else, and who may ever read it on any page. `on` has
 * accepted the task in the north, to which something from the south is lent; `own` coordinates the north, `other` the south.
 */
const WHO = ["visitor", "off", "on", "lender", "other", "own", "admin"] as const;
type Who = (typeof WHO)[number];
type Canary = { what: string; words: string[]; sees: Who[] };

const CANARIES: Canary[] = [];
const canary = (what: string, sees: Who[], words: Record<string, string | number>) => {
  CANARIES.push({ what, sees, words: Object.values(words).map(String) });
  return words;
};
// Five places after the point, as pages show them.
const NORTH = { lat: 49.87123, lon: 24.02123 };
const SOUTH = { lat: 49.81234, lon: 24.01234 };
const near = ({ lat, lon }: typeof NORTH, by: number) => ({
  lat: Number((lat + by).toFixed(5)),
  lon: Number((lon + by).toFixed(5)),
});

let database: FreshDatabase;
let world: World;
let program: Awaited<ReturnType<typeof serve>>;
const cookies: Partial<Record<Who, string>> = {};
/** What stands for `:id` below an address, and for the other names. */
const ids: Record<string, string[]> = {};
const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};

async function volunteer(
  key: string,
  homeDistrictId: DistrictId,
  point: typeof NORTH,
  sees: Who[],
) {
  const { lat: homeLat, lon: homeLon } = near(point, 0.00111);
  const home = { homeLat, homeLon };
  canary(`the home of ${key}`, [], home);
  const someone = await world.person({
    name: `Volunteer ${key}`,
    standing: "verified" as const,
    profile: { homeDistrictId, ...home },
  });
  const contact = {
    phone: `+38067${key.length}${key.charCodeAt(0)}7${key.charCodeAt(1)}`,
    email: `${key}@canary.example`,
  };
  canary(`the contact of ${key}`, sees, contact);
  await database.app.db.update(person).set(contact).where(eq(person.id, someone.id));
  return someone;
}

async function resident(key: string, districtId: DistrictId, point: typeof NORTH, sees: Who[]) {
  const told = {
    name: `Name-${key}`,
    phone: `+38050999${key.charCodeAt(0)}7`,
    address: `Street-${key}`,
  };
  const more = { access: `Door-${key}`, details: `Need-${key}` };
  canary(`the resident ${key}`, sees, { ...told, ...more });
  const mail = { email: `resident-${key}@canary.example` };
  canary(
    `the e-mail of resident ${key}`,
    sees.filter((who) => who !== "on"),
    mail,
  );
  canary(`the point of resident ${key}`, sees, point);
  const token = `${key}`.repeat(22).slice(0, 22);
  const made = await world.request(
    { districtId, tokenHash: hashOf(token) },
    { ...told, ...more, ...mail, ...point },
  );
  return { id: made.id, token };
}

beforeAll(async () => {
  database = await freshDatabase();
  const { db } = database.app;
  world = await makeWorld(db);
  const now = new Date();
  const own = await world.person({ districts: [world.north] });
  const other = await world.person({ districts: [world.south] });
  const admin = await world.person({ administrator: true });
  const incident = value(
    await execute(admin.ctx(now), openIncident, {
      name: "Blackout",
      starts: new Date(+NOON - 3_600_000).toISOString(),
      districts: ["north", "south"],
    }),
  );
  const on = await volunteer("on", world.north, NORTH, ["on", "own", "admin"]);
  const off = await volunteer("off", world.south, SOUTH, ["off", "other", "admin"]);
  const idle = await volunteer("idle", world.south, SOUTH, ["other", "admin"]);
  const lender = await volunteer("zlender", world.south, SOUTH, [
    "lender",
    "on",
    "own",
    "other",
    "admin",
  ]);
  const north = await resident("n", world.north, NORTH, ["on", "own", "admin"]);
  const south = await resident("s", world.south, SOUTH, ["other", "admin"]);
  // Whose link is tried, also for taking the request back.
  const linked = await resident("l", world.north, near(NORTH, 0.00444), ["own", "admin"]);

  const coordinator = own.ctx(now);
  const form = { priority: "high" as const, category: "water", district: "north", quantity: 20 };
  const rest = { people: 2, point: `${NORTH.lat}, ${NORTH.lon}`, version: 1 };
  value(await execute(coordinator, triage, { ...form, ...rest, id: north.id }));
  const task = value(
    await execute(coordinator, createTask, {
      request: [north.id],
      teamSize: 2,
      from: now.toISOString(),
      to: new Date(+now + 3_600_000).toISOString(),
    }),
  );
  const offered = { id: task, people: [on.id], minutes: 60, word: "x" };
  value(await execute(coordinator, offerTask, offered));
  value(await execute(on.ctx(now), answerOffer, { id: task, answer: "yes" }));
  const offerOf = async (who: typeof lender, key: string, sees: Who[]) => {
    const at = near(SOUTH, key === "lent" ? 0.00222 : 0.00333);
    const place = canary(`the place of the offer ${key}`, sees, { address: `Yard-${key}`, ...at });
    const thing = { kind: "generator", title: "Honda", quantity: 2, district: "south", ...place };
    const { id } = value(await execute(who.ctx(now), makeOffer, thing));
    value(await execute(other.ctx(now), setOfferState, { id, to: "verified", version: 1 }));
    return id;
  };
  const lent = await offerOf(lender, "lent", ["lender", "on", "own", "other", "admin"]);
  const kept = await offerOf(idle, "kept", ["other", "admin"]);
  const soon = {
    from: new Date(+now + 60_000).toISOString(),
    to: new Date(+now + 3_500_000).toISOString(),
  };
  const wish = { id: task, offer: lent, quantity: 1, ...soon };
  value(await execute(own.ctx(now), reserveFor, wish));

  const shift = value(
    await execute(coordinator, planShift, {
      district: "north",
      place: "School",
      from: new Date(+now + 86_400_000).toISOString(),
      to: new Date(+now + 90_000_000).toISOString(),
      leaveHours: 12,
      roles: [{ title: "", skills: [], capacity: 3, minimum: 1 }],
    }),
  );
  value(await execute(coordinator, publishShift, { id: shift, version: 1 }));
  const [role] = await db.select().from(shiftRole).where(eq(shiftRole.shiftId, shift));
  value(await execute(on.ctx(now), takeSlot, { role: role!.id }));

  const people = { off, on, lender, other, own, admin };
  const sessions = makeSessions(db, { secure: true });
  for (const [who, { id }] of Object.entries(people))
    cookies[who as Who] = (await sessions.open(id, "")).split(";")[0]!;
  Object.assign(ids, {
    "/offers": [lent, kept],
    "/board/requests": [north.id, south.id, linked.id],
    "/board/tasks": [task],
    "/tasks": [task],
    "/board/shifts": [shift],
    "/board/incidents": [incident.id],
    "/shifts": [shift],
    "/board/volunteers": [on.id, off.id, idle.id, lender.id],
    "/admin/coordinators": [own.id],
    ":token": [linked.token],
    ":code": ["water"],
    ":file": ["x.ics"],
    ":session": ["x"],
  });
  const { appUrl, ownerUrl } = database;
  program = await serve({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
});
afterAll(() => program.end("SIGTERM"));

const NOBODYS = "00000000-0000-4000-8000-000000000000";

/** A path of the map with each id that fits it. */
function filled(path: string): string[] {
  const owner = Object.keys(ids).find((one) => path.startsWith(`${one}/:id`));
  const known = /:id/.test(path) ? (ids[owner ?? ""] ?? [NOBODYS]) : [""];
  return known.map((id) =>
    path.replace(":id", id).replace(/:\w+/g, (name) => ids[name]?.[0] ?? NOBODYS),
  );
}

async function read(who: Who, address: string, method = "GET"): Promise<string> {
  const answer = await fetch(program.base + address, {
    method,
    redirect: "manual",
    // Every word of an answer is looked at, none is sent far: it is not packed and unpacked.
    headers: cookies[who] ? { ...UNPACKED, Cookie: cookies[who] } : UNPACKED,
    ...(method === "POST" ? { body: new URLSearchParams() } : {}),
  });
  return answer.text();
}

/** What the holder of a private link reads of what they wrote themselves; who they are is not on it in full. */
const OWN_WORDS = ["Street-l", "Door-l", "Need-l"];

/** In their account somebody reads all that is kept of them. */
function ownWords(who: Who, address: string): string[] {
  if (!address.includes("/account/data")) return [];
  const name = who === "lender" ? "zlender" : who;
  return CANARIES.filter(({ what }) => what.endsWith(` of ${name}`)).flatMap(({ words }) => words);
}

/** What is in an answer that its reader may not know. */
const leaks = (who: Who, address: string, text: string) =>
  CANARIES.filter(({ sees }) => !sees.includes(who)).flatMap(({ what, words }) =>
    words
      .filter((word) => text.includes(word))
      .filter((word) => !(address.includes(`/track/${ids[":token"]}`) && OWN_WORDS.includes(word)))
      .filter((word) => !ownWords(who, address).includes(word))
      .map((word) => `${who} ${address}: ${what}, ${word}`),
  );

const asData = (address: string) => {
  const [path = "", query] = address.split("?");
  return `${path === "/" ? "/_root" : path}.data${query ? `?${query}` : ""}`;
};

describe("nobody reads more than their pages show", () => {
  // What ends sessions would leave the others of this run with nothing to read.
  const paths = everyPath().filter((path) => !/^\/(sign-out$|account\/sessions\/)/.test(path));

  it.each(WHO)("as HTML and as data, asked and posted to: %s", async (who) => {
    const found: string[] = [];
    for (const address of paths.flatMap(filled))
      for (const [way, method] of [
        [address, "GET"],
        [asData(address), "GET"],
        // The page that comes back to what was sent shows this and what the two above have shown.
        [asData(address), "POST"],
      ] as const)
        found.push(...leaks(who, `${method} ${way}`, await read(who, way, method)));
    for (const address of ["/", ...filled("/track/:token")])
      found.push(...leaks(who, address, await read(who, `${asData(address)}?_routes=root`)));
    expect(found).toEqual([]);
    if (who !== "visitor") expect(await read(who, "/account"), "is signed in still").not.toBe("");
  });

  it.each(WHO)("by searching: %s", async (who) => {
    const found: string[] = [];
    const [shift] = ids["/board/shifts"]!;
    const [task] = ids["/board/tasks"]!;
    const words = ["Volunteer", "38067", "Name-", "Street-", "canary.example", "Honda"];
    for (const word of words)
      for (const address of [
        `/board/shifts/${shift}?find=${word}`,
        `/board?q=${word}`,
        `/board/volunteers?q=${word}`,
        `/board/tasks/${task}/supplies?q=${word}`,
        `/admin/record?show=looks&about=${word}`,
        `/admin/record.csv?show=looks&who=${word}`,
        `/board/shifts?q=${word}`,
      ])
        for (const way of [address, asData(address)])
          found.push(...leaks(who, way, await read(who, way)));
    expect(found).toEqual([]);
  });

  it.each(WHO)("beside the board's list: %s", async (who) => {
    const found: string[] = [];
    const sheets = ids["/board/requests"]!.map((id) => `/board/requests/${id}`);
    for (const page of ["/board", ...sheets])
      for (const query of ["map", "things", ...READINESS.map((one) => `people&who=${one}`)])
        for (const way of [`${page}?pane=${query}`, asData(`${page}?pane=${query}`)])
          found.push(...leaks(who, way, await read(who, way)));
    expect(found).toEqual([]);
  });

  it.each([
    "own",
    "other",
    "admin",
  ] as const)("in numbers and reports, nothing of anybody: %s", async (who) => {
    const report = `/board/incidents/${ids["/board/incidents"]![0]}`;
    const long = "from=2026-11-20T00:00";
    const { sql } = database.app;
    const codes = await sql<{ word: string }[]>`select code as word from request`;
    const words = [
      ...CANARIES.flatMap((one) => one.words),
      ...codes.map(({ word }) => word),
      "Volunteer ",
      "Name-",
      "Honda",
      "School",
    ];
    for (const address of [
      report,
      `${report}/report.csv`,
      `/board/numbers?${long}`,
      `/board/numbers.csv?${long}`,
      "/board/incidents",
    ])
      for (const way of [address, ...(address.includes(".csv") ? [] : [asData(address)])]) {
        const text = await read(who, way);
        expect(
          words.filter((word) => text.includes(word)),
          way,
        ).toEqual([]);
      }
    expect(await read(who, `${report}/report.csv`)).toMatch(/Generator|Water/);
  });

  it("finds each word where it may be read, so that the search above finds something", async () => {
    const task = ids["/board/tasks"]![0]!;
    const onTask = await read("on", `/tasks/${task}`);
    for (const word of ["Name-n", "Street-n", "Door-n", "Need-n", "Yard-lent"])
      expect(onTask).toContain(word);
    expect(onTask).toContain(String(NORTH.lat));
    const [lent, kept] = ids["/offers"]!;
    expect(await read("other", `/offers/${kept}`)).toContain("Yard-kept");
    expect(await read("lender", `/offers/${lent}`)).toContain("Yard-lent");
    const sheet = await read("own", `/board/requests/${ids["/board/requests"]![0]}`);
    expect(sheet).toContain("resident-n@canary.example");
    const tracked = await read("visitor", `/track/${ids[":token"]}`);
    for (const word of OWN_WORDS) expect(tracked).toContain(word);
    expect(await read("own", "/board?pane=people&who=coming")).toContain("Volunteer on");
    expect(await read("other", "/board?pane=things")).toContain("Volunteer idle");
  });

  it("keeps who has looked, and on which page", async () => {
    const rows = await database.app.db.select().from(look);
    const kinds = new Set(rows.map(({ kind, page }) => `${kind} ${page}`));
    // What was opened first within five minutes is the one look: the list on paper and the people to send come before the sheets.
    for (const one of ["resident board", "resident own_task", "owner own_task", "volunteer board"])
      expect([...kinds]).toContain(one);
    const [lent] = ids["/offers"]!;
    expect(rows.filter(({ thingId }) => thingId === lent).length).toBeGreaterThanOrEqual(3);
  });
});
