import { beforeAll, describe, expect, it } from "vitest";
import type { Db } from "../../app/platform/database.server";
import { countBoard, listBoard } from "../../app/requests/queries/board.server";
import { openRequest } from "../../app/requests/queries/request.server";
import { searchBoard } from "../../app/requests/queries/search.server";
import { lookUpRequest, trackRequest } from "../../app/requests/queries/track.server";
import { readFilter } from "../../app/requests/rules/filter";
import { FOUND, findOffers } from "../../app/resources/queries/find.server";
import { fillOffers, fillRequests } from "../factories/fill";
import { makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

const LARGE = ["request", "request_private", "request_note", "event", "offer", "ledger"];
let database: FreshDatabase;
let world: World;
let coordinator: Awaited<ReturnType<World["person"]>>;
let some: { id: string; code: string };

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  coordinator = await world.person({ districts: [world.north, world.south] });
  await fillRequests(database.owner.sql, { ended: 60_000, open: 2_000 });
  await fillOffers(database.owner.sql, 20_000);
  some = await world.request();
  await database.owner.sql`analyze`;
});

type Plan = { "Node Type": string; "Relation Name"?: string; Plans?: Plan[] };
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** Every statement that `run` sends, explained on the same connection before it is run. */
async function largeScans(run: (db: Db) => Promise<unknown>): Promise<string[]> {
  const { db } = database.app;
  const scans: string[] = [];
  const client = db.$client;
  const explain = async (text: string, values: unknown[]) => {
    if (!/^\s*(select|with)/i.test(text) || /enqueue_job|set_config/.test(text)) return;
    const [row] = await client.unsafe(`explain (format json) ${text}`, values as never[]);
    const [{ Plan: plan }] = row!["QUERY PLAN"] as [{ Plan: Plan }];
    for (const node of nodes(plan))
      if (node["Node Type"] === "Seq Scan" && LARGE.includes(node["Relation Name"] ?? ""))
        scans.push(`${node["Relation Name"]}: ${text.slice(0, 80)}`);
  };
  const sent: [string, unknown[]][] = [];
  const listening = database.listen((text, values) => sent.push([text, values]));
  await run(listening);
  for (const [text, values] of sent) await explain(text, values);
  expect(sent.length).toBeGreaterThan(0);
  return scans;
}

const filter = (query = "") => readFilter(new URLSearchParams(query));

describe("no page reads a large table from end to end", () => {
  it.each([
    "",
    "?priority=critical",
    "?state=triaged",
    "?show=ended",
    "?show=fulfilled",
    "?district=none",
  ])("the board%s", async (query) => {
    expect(
      await largeScans((db) => listBoard({ ...coordinator.ctx(), db }, filter(query))),
    ).toEqual([]);
  });

  it("a later page of the board", async () => {
    const { next } = await listBoard(coordinator.ctx(), filter());
    const later = { ...filter(), after: next };
    expect(await largeScans((db) => listBoard({ ...coordinator.ctx(), db }, later))).toEqual([]);
  });

  it("the board's heads", async () => {
    expect(await largeScans((db) => countBoard({ ...coordinator.ctx(), db }))).toEqual([]);
  });

  it.each(["Коваленко", "067 123 45 67", "12345678"])("the search for %s", async (wanted) => {
    expect(await largeScans((db) => searchBoard({ ...coordinator.ctx(), db }, wanted))).toEqual([]);
  });

  it("one request, for its coordinator and for its resident", async () => {
    expect(await largeScans((db) => openRequest({ ...coordinator.ctx(), db }, some.id))).toEqual(
      [],
    );
    expect(await largeScans((db) => lookUpRequest(db, some.code, "2233"))).toEqual([]);
    expect(await largeScans((db) => trackRequest(db, "x".repeat(22)))).toEqual([]);
  });

  const search = {
    ...{ kind: "", quantity: 2, text: "", now: new Date() },
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
});
