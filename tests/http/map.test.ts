import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { translator } from "../../app/i18n/translate";
import { execute } from "../../app/platform/command.server";
import { mergeRequest } from "../../app/requests/commands/merge.server";
import { setOfferState } from "../../app/resources/commands/change-offer.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { person, volunteerProfile } from "../../drizzle/schema/accounts";
import { look } from "../../drizzle/schema/audit";
import { district } from "../../drizzle/schema/districts";
import { request } from "../../drizzle/schema/requests";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { value } from "../factories/dispatch";
import { pmtiles } from "../factories/pmtiles";
import { oneOfEach, type Who } from "./one-of-each";
import { serve } from "./serve";

const HOME = { homeLat: 49.87123, homeLon: 24.02123 };
const PHONE = "+380671234567";

let database: FreshDatabase;
let city: Awaited<ReturnType<typeof oneOfEach>>;
let program: Awaited<ReturnType<typeof serve>>;
let placed: string;
let unplaced: string;
let offer: string;
let driver: string;
let folder: string;
/** What is in it, no browser of this test looks at. */
const PICTURE = Buffer.from("a picture");

beforeAll(async () => {
  database = await freshDatabase();
  city = await oneOfEach(database);
  const { world, people } = city;
  const { db } = database.app;
  const cell = { cellLat: 49.87, cellLon: 24.02 };
  placed = (await world.request({ districtId: world.north, priority: "critical", ...cell })).id;
  unplaced = (await world.request({ districtId: world.north })).id;
  const free = await world.person({
    name: "Olena Free",
    standing: "verified",
    profile: { homeDistrictId: world.north, skills: ["driving"], ...HOME },
  });
  driver = free.id;
  await db.update(person).set({ phone: PHONE }).where(eq(person.id, free.id));
  const now = new Date();
  const { id } = value(
    await execute(people.on.ctx(now), makeOffer, {
      kind: "generator",
      title: "Honda of the north",
      quantity: 1,
      district: "north",
      address: "Secret street 9",
      lat: "49.8712",
      lon: "24.0212",
      phone: "+380509990000",
    }),
  );
  offer = id;
  value(await execute(people.own.ctx(now), setOfferState, { id, to: "verified", version: 1 }));
  const { appUrl, ownerUrl } = database;
  folder = mkdtempSync(join(tmpdir(), "naaber-map-"));
  const file = join(folder, "city.pmtiles");
  writeFileSync(file, pmtiles([{ z: 10, x: 580, y: 346, bytes: PICTURE }]));
  program = await serve({
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    WORKER: "off",
    MAP_TILES: pathToFileURL(file).href,
    MAP_CREDIT: "City <archive>",
  });
});
afterAll(async () => {
  await program.end("SIGTERM");
  rmSync(folder, { recursive: true });
});

const ask = (who: Who, address: string, headers: Record<string, string> = {}) =>
  fetch(program.base + address, {
    redirect: "manual",
    headers: {
      "Accept-Language": "en",
      ...(who === "visitor" ? {} : { Cookie: city.cookies[who] }),
      ...headers,
    },
  });
type Points = {
  requests: [string, number, number, number, number, number, number][];
  kinds: string[];
  free: [number, number, number][];
  moving: unknown[];
  things: [string, number, number, string][];
};
const points = async (who: Who, query = "") => {
  const answer = await ask(who, `/board/map.json${query}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Points;
};

it("a district's coordinators and administrators get its points; another's, volunteers and strangers none", async () => {
  for (const who of ["own", "admin"] as const) {
    const { requests, free, things } = await points(who);
    expect(requests.map(([id]) => id)).toEqual(expect.arrayContaining([placed, unplaced]));
    expect(free).toHaveLength(1);
    expect(things).toEqual([[offer, expect.any(Number), expect.any(Number), "Honda of the north"]]);
  }
  const { requests, free, moving, things } = await points("other");
  expect({ requests, free, moving, things }).toEqual({
    requests: [],
    free: [],
    moving: [],
    things: [],
  });
  for (const who of ["on", "off"] as const)
    expect((await ask(who, "/board/map.json")).status).toBe(403);
  const stranger = await ask("visitor", "/board/map.json");
  expect([stranger.status, stranger.headers.get("Location")]).toEqual([
    303,
    expect.stringContaining("/sign-in"),
  ]);
});

it("a point is a cell's centre or a district's, never a door or a home, and names nobody", async () => {
  const text = await (await ask("own", "/board/map.json")).text();
  const { requests, kinds } = JSON.parse(text) as Points;
  const [, lat, lon, priority, alone, about, kind] = requests.find(([id]) => id === placed)!;
  expect([lat, lon, priority, alone, about, kinds[kind]]).toEqual([49.87, 24.02, 0, 1, 0, "Water"]);
  const fallback = requests.find(([id]) => id === unplaced)!;
  expect(fallback[5]).toBe(1);
  expect([fallback[1], fallback[2]].map((degrees) => degrees.toFixed(3))).toEqual([
    "49.875",
    "24.025",
  ]);
  for (const secret of ["49.87123", "24.02123", "49.8712,", "Secret street", "Olena", PHONE])
    expect(text).not.toContain(secret);
});

it("the same filter as the list's counts, and what is the same does not come again", async () => {
  const critical = await points("own", "?priority=critical");
  expect(critical.requests.map(([id]) => id)).toEqual([placed]);
  const first = await ask("own", "/board/map.json");
  const tag = first.headers.get("ETag")!;
  const again = await ask("own", "/board/map.json", { "If-None-Match": tag });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  await database.app.db.update(request).set({ cellLat: 49.8745 }).where(eq(request.id, placed));
  const changed = await ask("own", "/board/map.json", { "If-None-Match": tag });
  expect(changed.status).toBe(200);
  expect(first.headers.get("Cache-Control")).toBe("no-store");
});

it("outlines are for everybody, kept by their version, and drawn anew when a district is", async () => {
  const page = await (await ask("own", "/board?pane=map")).text();
  const [, address] = /data-districts="([^"]+)"/.exec(page)!;
  const answer = await ask("visitor", address!);
  expect(answer.headers.get("Cache-Control")).toContain("immutable");
  const { features } = (await answer.json()) as { features: { properties: { code: string } }[] };
  expect(features.map(({ properties }) => properties.code)).toEqual(["north", "south"]);
  const tag = answer.headers.get("ETag")!;
  const known = await ask("visitor", "/districts.json", { "If-None-Match": `W/${tag}` });
  expect([known.status, known.headers.get("Cache-Control")]).toEqual([304, "public, no-cache"]);
  await database.owner.db
    .update(district)
    .set({ version: 2 })
    .where(eq(district.id, city.world.south));
  expect((await ask("visitor", "/districts.json", { "If-None-Match": tag })).status).toBe(200);
});

it("a page loads what draws the map only where one is shown", async () => {
  for (const path of [
    "/board",
    "/board?pane=people",
    "/board?pane=things",
    "/board/tasks",
    "/help",
  ])
    expect(await (await ask("own", path)).text(), path).not.toContain("board-map");
  expect(await (await ask("own", "/board?pane=map")).text()).toContain("board-map");
});

it("people and things are told to their district's coordinators alone, and every number is a look", async () => {
  const people = await (await ask("own", "/board?pane=people&skill=driving")).text();
  expect(people).toContain("Olena Free");
  expect(people).toContain(`tel:${PHONE}`);
  const things = await (await ask("own", "/board?pane=things")).text();
  expect(things).toContain("Honda of the north");
  expect(things).toContain("tel:+380509990000");
  const other = await Promise.all(
    ["people", "things"].map(async (pane) => (await ask("other", `/board?pane=${pane}`)).text()),
  );
  for (const secret of ["Olena Free", PHONE, "Honda of the north", "+380509990000"])
    expect(other.join()).not.toContain(secret);
  const looks = await database.app.db.select().from(look).where(eq(look.page, "board"));
  for (const id of [offer, driver])
    expect(looks.filter(({ thingId }) => thingId === id).map(({ viewerId }) => viewerId)).toEqual([
      city.people.own.id,
    ]);
});

it("people are told by what they do, those of one skill alone, nearest to the open request first", async () => {
  const { world } = city;
  const far = await world.person({
    name: "Bohdan Far",
    standing: "verified",
    profile: { homeDistrictId: world.north, homeLat: 49.8751, homeLon: 24.0451 },
  });
  const asked = await (await ask("own", `/board/requests/${placed}?pane=people`)).text();
  expect(asked).toContain(translator("uk")("panes:from.about"));
  expect(asked.indexOf("Bohdan Far")).toBeGreaterThan(asked.indexOf("Olena Free"));
  const drivers = await (await ask("own", "/board?pane=people&skill=driving")).text();
  expect(drivers).not.toContain("Bohdan Far");
  const shown = await (await ask("own", "/board?pane=people&who=coming")).text();
  expect(shown).not.toContain("Bohdan Far");
  await database.app.db
    .update(volunteerProfile)
    .set({ availability: [{ weekday: 1, from: 0, to: 0 }] })
    .where(eq(volunteerProfile.personId, far.id));
  expect(await (await ask("own", "/board?pane=people")).text()).not.toContain("Bohdan Far");
});

it("takes its pictures from the file that the operator has named, and from nowhere else", async () => {
  const page = await ask("own", "/board?pane=map");
  const html = await page.text();
  const [, tiles] = /data-tiles="(\/tiles\/[0-9a-f]{12}\/\{z\}\/\{x\}\/\{y\})"/.exec(html)!;
  expect(html).toContain('data-credit="City &lt;archive&gt;" data-zooms="10,10"');
  const policy = page.headers.get("Content-Security-Policy")!;
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain("img-src");
  const at = (z: number, x: number, y: number) =>
    tiles!.replace("{z}", `${z}`).replace("{x}", `${x}`).replace("{y}", `${y}`);
  const picture = await ask("visitor", at(10, 580, 346));
  expect([picture.status, picture.headers.get("Content-Type")]).toEqual([200, "image/png"]);
  expect(picture.headers.get("Cache-Control")).toContain("immutable");
  expect(Buffer.from(await picture.arrayBuffer())).toEqual(PICTURE);
  expect((await ask("visitor", at(10, 581, 346))).status).toBe(404);
});

it("the list on paper holds the addresses of one's own districts alone, with their places, and each is a look on record", async () => {
  const paper = (who: Who, query = "") => ask(who, `/board/paper${query}`);
  const secret = { address: "Paper street 7", phone: "+380671112233", lat: 49.8723, lon: 24.0234 };
  const { id, code } = await city.world.request({ districtId: city.world.north }, secret);
  const joined = { address: "Paper street 9", phone: "+380671112299" };
  const second = await city.world.request({ districtId: city.world.north }, joined);
  const merged = { id: second.id, version: 1, code };
  value(await execute(city.people.own.ctx(), mergeRequest, merged));
  const looks = () => database.app.db.select().from(look).where(eq(look.thingId, id));
  for (const who of ["other", "on", "visitor"] as const)
    expect(await (await paper(who)).text(), who).not.toContain(secret.address);
  expect(await (await paper("own", "?district=south")).text()).not.toContain(secret.address);
  expect(await looks()).toEqual([]);
  const page = await (await paper("own", "?district=north&q=nothing&show=ended&lang=en")).text();
  for (const words of [secret.address, secret.phone, "Printed by"]) expect(page).toContain(words);
  // What was merged into it is another door.
  for (const words of [joined.address, joined.phone, "Merged into this request"])
    expect(page).toContain(words);
  const ofSecond = database.app.db.select().from(look).where(eq(look.thingId, second.id));
  expect(await ofSecond).toHaveLength(1);
  expect(page).toMatch(/<text[^>]*>\d/);
  expect(await looks()).toMatchObject([
    { viewerId: city.people.own.id, kind: "resident", page: "board" },
  ]);
  await paper("own");
  expect(await looks()).toHaveLength(1);
});

it("who is dragged from the map are one's own volunteers of that cell, first among all; others' are not told", async () => {
  const [cell] = (await points("own")).free;
  const send = (who: Who, query: string) =>
    ask(who, `/board/requests/${placed}/send?lang=en&${query}`);
  const page = await (await send("own", `cell=${cell![0]},${cell![1]}`)).text();
  expect(page).toContain("Ticked: Olena Free.");
  const elsewhere = await (await send("own", "cell=49.5,24.5&cell=NaN,1&cell=x")).text();
  expect(elsewhere).toContain("cannot be asked");
  expect((await send("other", `cell=${cell![0]},${cell![1]}`)).status).toBe(404);
  expect((await send("own", "person=%00&cell=%00")).status).toBe(200);
  const forged = await (await send("own", `person=${city.people.own.id}`)).text();
  expect(forged).toContain("The person you dragged here cannot be asked");
});
