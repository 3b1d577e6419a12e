import { beforeAll, describe, expect, it } from "vitest";
import { readUsualVerification } from "../../app/accounts/queries/usual-verification.server";
import { whoIsAtTheDoor } from "../../app/dispatch/queries/at-the-door.server";
import { whoCouldGo } from "../../app/dispatch/queries/sendable.server";
import { listSilent } from "../../app/dispatch/queries/silent.server";
import { listWaiting } from "../../app/dispatch/queries/waiting.server";
import { openIncident } from "../../app/incidents/commands/keep-incident.server";
import { readNumbers } from "../../app/overview/queries/numbers.server";
import { readReport } from "../../app/overview/queries/report.server";
import { execute } from "../../app/platform/command.server";
import type { Db } from "../../app/platform/database.server";
import { looksAtMember, looksAtRequest } from "../../app/privacy/queries/looks.server";
import { readDeeds, readLooks } from "../../app/privacy/queries/record.server";
import { readRecordFilter } from "../../app/privacy/rules/filter";
import { hashOf } from "../../app/requests/link.server";
import { countBoard, listBoard, listLanes } from "../../app/requests/queries/board.server";
import { lookUpRequest } from "../../app/requests/queries/look-up.server";
import { readPaper } from "../../app/requests/queries/paper.server";
import { openRequest } from "../../app/requests/queries/request.server";
import { searchBoard } from "../../app/requests/queries/search.server";
import { trackRequest } from "../../app/requests/queries/track.server";
import { readUsual } from "../../app/requests/queries/usual-reading.server";
import { readFilter } from "../../app/requests/rules/filter";
import { FOUND, findOffers } from "../../app/resources/queries/find.server";
import { freeOver } from "../../app/resources/queries/lendable.server";
import { listOffers } from "../../app/resources/queries/offers.server";
import { readCalendar } from "../../app/shifts/queries/calendar.server";
import { suggestFor } from "../../app/shifts/queries/candidates.server";
import {
  listOpenShifts,
  listOwnShifts,
  PAGE,
  type ShiftFilter,
} from "../../app/shifts/queries/open-shifts.server";
import { readHours } from "../../app/shifts/queries/own-shift.server";
import { openShift, readWeek } from "../../app/shifts/queries/rota.server";
import { offer } from "../../drizzle/schema/resources";
import { shift } from "../../drizzle/schema/shifts";
import { fillOffers, fillRequests, fillShifts } from "../factories/fill";
import { makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

const LARGE = [
  "request",
  "request_private",
  "request_note",
  "event",
  "offer",
  "ledger",
  "shift",
  "shift_role",
  "sign_up",
  "commitment",
  "person",
  "look",
];
/** Of the private link of `some`. */
const TOKEN = "x".repeat(22);
let database: FreshDatabase;
let world: World;
let coordinator: Awaited<ReturnType<World["person"]>>;
let volunteer: Awaited<ReturnType<World["person"]>>;
let administrator: Awaited<ReturnType<World["person"]>>;
let some: { id: string; code: string };

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  coordinator = await world.person({ districts: [world.north, world.south] });
  await fillRequests(database.owner.sql, { ended: 60_000, open: 2_000 });
  await fillOffers(database.owner.sql, 20_000);
  await fillShifts(database.owner.sql, { shifts: 8_000, volunteers: 20_000 });
  volunteer = await world.person({ standing: "verified" });
  some = await world.request({ tokenHash: hashOf(TOKEN) });
  await database.owner.sql`
    insert into look (viewer_id, kind, thing_id, page, district_id)
    select people.ids[1 + n % array_length(people.ids, 1)], 'resident', id, 'request', district_id
    from (select id, district_id, (row_number() over ())::int as n from request) r,
      (select array_agg(id) as ids from person) people`;
  administrator = await world.person({ administrator: true, name: "Ada Admin" });
  await database.owner.sql`analyze`;
});

type Plan = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  Plans?: Plan[];
};
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

type Explained = { text: string; nodes: Plan[] };

/** Every statement that `run` sends, explained as it was sent. */
async function explained(run: (db: Db) => Promise<unknown>): Promise<Explained[]> {
  const client = database.app.db.$client;
  const sent: [string, unknown[]][] = [];
  await run(database.listen((text, values) => sent.push([text, values])));
  expect(sent.length).toBeGreaterThan(0);
  const plans: Explained[] = [];
  for (const [text, values] of sent) {
    if (!/^\s*(select|with)/i.test(text) || /enqueue_job|set_config/.test(text)) continue;
    const [row] = await client.unsafe(`explain (format json) ${text}`, values as never[]);
    const [{ Plan: plan }] = row!["QUERY PLAN"] as [{ Plan: Plan }];
    plans.push({ text, nodes: nodes(plan) });
  }
  return plans;
}

/** Of them those that read a large table from end to end. */
async function largeScans(run: (db: Db) => Promise<unknown>): Promise<string[]> {
  return (await explained(run)).flatMap(({ text, nodes }) =>
    nodes
      .filter(
        (node) => node["Node Type"] === "Seq Scan" && LARGE.includes(node["Relation Name"] ?? ""),
      )
      .map((node) => `${node["Relation Name"]}: ${text.slice(0, 80)}`),
  );
}

const filter = (query = "") => readFilter(new URLSearchParams(query));

describe("no page reads a large table from end to end", () => {
  it.each([
    "",
    "?priority=critical",
    "?district=none",
    "?category=water",
  ])("the lanes of the board%s", async (query) => {
    expect(
      await largeScans((db) => listLanes({ ...coordinator.ctx(), db }, filter(query))),
    ).toEqual([]);
  });

  it.each([
    "?lane=read",
    "?lane=resident",
    "?lane=send&district=north",
    "?show=ended",
  ])("one list of the board%s", async (query) => {
    expect(
      await largeScans((db) => listBoard({ ...coordinator.ctx(), db }, filter(query))),
    ).toEqual([]);
  });

  it("a later page of the board", async () => {
    const { next } = await listBoard(coordinator.ctx(), filter("?lane=read"));
    const later = { ...filter("?lane=read"), after: next };
    expect(await largeScans((db) => listBoard({ ...coordinator.ctx(), db }, later))).toEqual([]);
  });

  it("the board's heads", async () => {
    expect(await largeScans((db) => countBoard({ ...coordinator.ctx(), db }, filter()))).toEqual(
      [],
    );
  });

  it.each(["Коваленко", "067 123 45 67", "12345678"])("the search for %s", async (wanted) => {
    expect(await largeScans((db) => searchBoard({ ...coordinator.ctx(), db }, wanted))).toEqual([]);
  });

  it("one request, for its coordinator and for its resident", async () => {
    expect(await largeScans((db) => openRequest({ ...coordinator.ctx(), db }, some.id))).toEqual(
      [],
    );
    const proof = { digits: "2233", beginning: "2233" };
    expect(await largeScans((db) => lookUpRequest(db, some.code, proof))).toEqual([]);
    expect(await largeScans((db) => trackRequest(db, TOKEN))).toEqual([]);
    expect(await largeScans((db) => readUsual(db, world.north, new Date()))).toEqual([]);
    expect(await largeScans((db) => whoIsAtTheDoor(db, TOKEN))).toEqual([]);
  });

  it("the list on paper, whom to send, and what a plan weighs", async () => {
    const ctx = (db: Db) => ({ ...coordinator.ctx(), db });
    expect(await largeScans((db) => readPaper(ctx(db), filter()))).toEqual([]);
    expect(await largeScans((db) => readPaper(ctx(db), filter("?lane=read")))).toEqual([]);
    expect(await largeScans((db) => listWaiting(ctx(db)))).toEqual([]);
    const dragged = { personId: volunteer.id, cells: [{ lat: 49.84, lon: 24.03 }] };
    // All volunteers are looked at for the nearest of them; nothing else is read as a whole.
    const looked = await largeScans((db) => whoCouldGo(ctx(db), some.id, dragged));
    expect(looked.filter((one) => !one.startsWith("person:"))).toEqual([]);
    const offers = await database.app.db.select({ id: offer.id }).from(offer).limit(10);
    const window = { from: new Date(), to: new Date(Date.now() + 7_200_000) };
    // The same ten of three hundred tasks that begin now are reckoned ten times, not three thousand.
    const asked = Array.from({ length: 300 }, () =>
      offers.map(({ id }) => ({ offer: id, window })),
    );
    const free = (db: Db) => freeOver(db, asked.flat(), new Date());
    expect(await largeScans(free)).toEqual([]);
    expect(await free(database.app.db)).toHaveLength(3_000);
  });

  it("how soon volunteers are verified, and who gives no sign of life", async () => {
    const now = new Date();
    expect(await largeScans((db) => readUsualVerification({ db, now }))).toEqual([]);
    expect(await largeScans((db) => listSilent({ ...coordinator.ctx(), db }, some.id))).toEqual([]);
  });

  it.each([
    "",
    "?after=9000",
    "?kind=request.submitted",
    "?who=Ada",
    "?about=12345678",
    "?show=looks",
    "?show=looks&about=12345678",
    "?show=looks&who=Ada",
  ])("the record%s", async (query) => {
    const asked = readRecordFilter(new URLSearchParams(query));
    const ctx = (db: Db) => ({ ...administrator.ctx(), db, zone: "Europe/Kyiv" });
    const read = asked.show === "looks" ? readLooks : readDeeds;
    expect(await largeScans((db) => read(ctx(db), asked))).toEqual([]);
  });

  it("the numbers of a night, and the report of an incident", async () => {
    const to = new Date();
    const from = new Date(+to - 14 * 3_600_000);
    const asked = { from, to, district: "", incident: "", step: "hour" as const, cut: false };
    const ctx = (db: Db) => ({ ...coordinator.ctx(to), db });
    const plans = await explained((db) => readNumbers(ctx(db), asked));
    const counting = plans.find(({ text }) => text.includes("grouping sets"))!;
    const used = counting.nodes.flatMap((node) => node["Index Name"] ?? []);
    // When it came in, and what became of it, from these two alone, however much the record holds besides.
    expect(used).toEqual(expect.arrayContaining(["request_received", "event_request_step"]));
    for (const change of [{}, { district: "north" }, { district: "south", step: "day" as const }])
      expect(await largeScans((db) => readNumbers(ctx(db), { ...asked, ...change }))).toEqual([]);
    const { counted } = await readNumbers(ctx(database.app.db), asked);
    expect(counted.total.asked).toBeGreaterThan(100);
    const opened = await execute(administrator.ctx(to), openIncident, {
      name: "Storm",
      starts: from.toISOString(),
      districts: ["north"],
    });
    if (!opened.ok) throw new Error(opened.code);
    const report = (db: Db) => readReport(ctx(db), opened.value.id);
    expect(await largeScans(report)).toEqual([]);
  });

  it("who has seen somebody's details", async () => {
    expect(await largeScans((db) => looksAtMember({ ...volunteer.ctx(), db }, null))).toEqual([]);
    expect(await largeScans((db) => looksAtRequest(db, some.id, null))).toEqual([]);
  });

  it.each(["fresh", "ready", "over"] as const)("the list of offers: %s", async (group) => {
    const list = (db: Db, after: string | null) =>
      listOffers({ ...coordinator.ctx(), db }, group, after);
    expect(await largeScans((db) => list(db, null))).toEqual([]);
    const { next } = await list(database.app.db, null);
    if (next) expect(await largeScans((db) => list(db, next))).toEqual([]);
  });

  const search = {
    kind: "",
    quantity: 2,
    text: "",
    now: new Date(),
    window: { from: new Date(), to: new Date(Date.now() + 7_200_000) },
    near: { lat: 49.84, lon: 24.03 },
  };
  it.each([
    ["of any kind", {}],
    ["of one kind", { kind: "generator" }],
    ["by words", { text: "генератор тихий" }],
    ["of a task without a place", { near: null }],
  ])("the search for resources %s", async (_, change) => {
    expect(await largeScans((db) => findOffers(db, { ...search, ...change }))).toEqual([]);
    expect((await findOffers(database.app.db, { ...search, ...change })).length).toBe(FOUND);
  });

  const zoned = (db: Db) => ({ ...volunteer.ctx(new Date()), db, zone: "Europe/Kyiv" });
  const all = { within: null, district: null, skill: null, fits: false, after: null };
  const WEEK = 7 * 24 * 3_600_000;
  const week = { from: new Date(), to: new Date(Date.now() + WEEK) };
  it.each<[string, Partial<ShiftFilter>]>([
    ["that one could take", {}],
    ["of a week", { within: week }],
    ["of a district", { district: "north" }],
    ["that need a skill", { skill: "care", show: "others" }],
  ])("the list of shifts %s", async (_, change) => {
    const asked = { ...all, show: "can" as const, ...change };
    expect(await largeScans((db) => listOpenShifts(zoned(db), asked))).toEqual([]);
    const { lines, next } = await listOpenShifts(zoned(database.app.db), asked);
    expect(lines.length).toBe(PAGE);
    const later = { ...asked, after: next };
    expect(await largeScans((db) => listOpenShifts(zoned(db), later))).toEqual([]);
  });

  it("a volunteer's own shifts, hours and calendar", async () => {
    expect(await largeScans((db) => listOwnShifts(zoned(db)))).toEqual([]);
    expect(await largeScans((db) => readHours(zoned(db)))).toEqual([]);
    const city = { names: { en: "Testville" }, zone: "Europe/Kyiv" };
    const feed = { personId: volunteer.id, createdBy: volunteer.id, place: null, districtId: null };
    const made = { ...feed, tokenHash: "x", createdAt: new Date() };
    expect(await largeScans((db) => readCalendar({ ...zoned(db), city }, made))).toEqual([]);
    const of = { ...made, personId: null, place: "Школа № 7", districtId: world.north };
    expect(await largeScans((db) => readCalendar({ ...zoned(db), city }, of))).toEqual([]);
  });

  it("the week of the rota, one shift, and who could fill it", async () => {
    const ctx = (db: Db) => ({ ...coordinator.ctx(new Date()), db, zone: "Europe/Kyiv" });
    // Of a tenth of all roles the planner may well read the roles as a whole; never people or their places.
    const scans = await largeScans((db) => readWeek(ctx(db), week, null));
    expect(scans.filter((one) => !one.startsWith("shift_role:"))).toEqual([]);
    const [one] = await database.app.db.select().from(shift).limit(1);
    expect(await largeScans((db) => openShift(ctx(db), one!.id))).toEqual([]);
    const opened = await openShift(ctx(database.app.db), one!.id);
    for (const role of opened!.roles) {
      // Half of this world lives in the district: their people may be read as a whole, what they promised may not.
      const looked = await largeScans((db) => suggestFor(ctx(db), opened!, role));
      expect(looked.filter((one) => !one.startsWith("person:"))).toEqual([]);
      const found = await suggestFor(ctx(database.app.db), opened!, role);
      expect(found.length).toBeGreaterThan(0);
    }
  });
});
