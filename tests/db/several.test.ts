import { eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import { changeSeveral } from "../../app/requests/commands/change-several.server";
import { endRequest } from "../../app/requests/commands/end.server";
import { listSameStreet } from "../../app/requests/queries/search.server";
import { readFilter } from "../../app/requests/rules/filter";
import { event } from "../../drizzle/schema/audit";
import { request } from "../../drizzle/schema/requests";
import clocks from "../../drizzle/seed/clocks.json";
import { value } from "../factories/dispatch";
import { makeWorld, NOON } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: Awaited<ReturnType<typeof makeWorld>>;
let own: Awaited<ReturnType<typeof world.person>>;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  own = await world.person({ districts: [world.north] });
});

const three = async () => {
  const made = [await world.request(), await world.request(), await world.request()];
  return made.map(({ id }) => id);
};
const change = (fields: Record<string, unknown>, who = own) =>
  execute(who.ctx(NOON), changeSeveral, fields);
const stored = (ids: string[]) =>
  database.app.db.select().from(request).where(inArray(request.id, ids));

describe("several requests at once", () => {
  it("get a priority, and stay as read or unread as they were", async () => {
    const ids = await three();
    const before = await stored(ids);
    expect(await change({ request: ids, what: "priority", priority: "critical" })).toMatchObject({
      ok: true,
    });
    for (const row of await stored(ids)) {
      const was = before.find(({ id }) => id === row.id)!;
      expect(row).toMatchObject({
        priority: "critical",
        state: was.state,
        version: was.version + 1,
      });
      expect(+row.dueAt - +row.createdAt).toBe(clocks.critical.triageMinutes * 60_000);
    }
    const lines = await database.app.db.select().from(event).where(eq(event.thingId, ids[0]!));
    expect(lines.at(-1)).toMatchObject({ type: "request.retriaged", actorId: own.id });
  });

  it("go to a district, also one of others, or to the city-wide queue", async () => {
    const ids = await three();
    expect((await change({ request: ids, what: "district", district: "" })).ok).toBe(true);
    for (const row of await stored(ids)) expect(row.districtId).toBe(null);
    expect((await change({ request: ids, what: "district", district: "south" })).ok).toBe(true);
    for (const row of await stored(ids)) expect(row.districtId).toBe(world.south);
    expect(await change({ request: ids, what: "district", district: "north" })).toMatchObject({
      code: "request.unknown",
    });
  });

  it("are changed by the button that was pressed, which says what", async () => {
    const ids = await three();
    expect((await change({ request: ids, priority: "low" })).ok).toBe(true);
    expect((await change({ request: ids, district: "" })).ok).toBe(true);
    for (const row of await stored(ids))
      expect(row).toMatchObject({ priority: "low", districtId: null });
  });

  it("are joined into the oldest", async () => {
    const ids = await three();
    const longAgo = new Date(+NOON - 3_600_000);
    const { id: oldest } = await world.request({ createdAt: longAgo });
    ids.push(oldest);
    expect((await change({ request: ids, what: "join" })).ok).toBe(true);
    for (const { id, state, duplicateOf } of await stored(ids))
      expect([state, duplicateOf]).toEqual(
        id === oldest ? ["submitted", null] : ["duplicate", oldest],
      );
  });

  it.each([
    ["none", (ids: string[]) => ({ request: [], ids }), "request.several"],
    [
      "one to be joined",
      (ids: string[]) => ({ request: [ids[0]], what: "join" }),
      "request.several",
    ],
    [
      "a district that is none",
      () => ({ what: "district", district: "nowhere" }),
      "district.unknown",
    ],
    ["something else", () => ({ what: "erase" }), "input"],
    ["no ids", () => ({ request: ["x", "y"] }), "input"],
    [
      "too many",
      () => ({ request: Array.from({ length: 101 }, () => crypto.randomUUID()) }),
      "input",
    ],
    ["one that is not there", () => ({ request: [crypto.randomUUID()] }), "request.unknown"],
  ])("%s: nothing is changed", async (_, fields, code) => {
    const ids = await three();
    const before = await stored(ids);
    const sent = { request: ids, what: "priority", priority: "low", ...fields(ids) };
    expect(await change(sent)).toMatchObject({ ok: false, code });
    expect(await stored(ids)).toEqual(before);
  });

  it("are all or none: one of another district, or one that has ended, holds up all", async () => {
    const ids = await three();
    const [first] = ids;
    await database.app.db
      .update(request)
      .set({ districtId: world.south })
      .where(eq(request.id, first!));
    const before = await stored(ids);
    expect(await change({ request: ids, what: "priority", priority: "high" })).toMatchObject({
      code: "request.unknown",
    });
    expect(await stored(ids)).toEqual(before);
  });

  it("by two coordinators in another order at one moment: both, one after the other", async () => {
    const ids = await three();
    const results = await Promise.all([
      change({ request: ids, what: "priority", priority: "high" }),
      change({ request: ids.toReversed(), what: "priority", priority: "low" }),
    ]);
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
    const rows = await stored(ids);
    expect(new Set(rows.map(({ priority }) => priority)).size).toBe(1);
  });
});

describe("those in the street of one", () => {
  it("are the open ones of the coordinator's districts, in the list that she has before her", async () => {
    const at = (address: string, more: Parameters<typeof world.request>[0] = {}) =>
      world.request(more, { address }).then(({ id }) => id);
    const [first, latin, later] = [
      await at("вул. Володимира Великого, 7"),
      await at("Volodymyra Velykoho 12", { priority: "high" }),
      await at("Володимира Великого 3, під’їзд 2"),
    ];
    await at("вул. Зелена, 7");
    await at("вул. Володимира Великого, 9", { districtId: world.south });
    const ended = await at("вул. Володимира Великого, 11");
    const cancelled = { how: "cancel", reason: "not_needed", word: "" } as const;
    value(await execute(own.ctx(NOON), endRequest, { id: ended, version: 1, ...cancelled }));
    const list = async (query: string, id = first, who = own) =>
      (await listSameStreet(who.ctx(NOON), id, readFilter(new URLSearchParams(query)))).map(
        (line) => line.id,
      );
    expect((await list("")).sort()).toEqual([first, latin, later].sort());
    expect(await list("priority=high")).toEqual([latin]);
    expect((await list("lane=read")).sort()).toEqual([first, latin, later].sort());
    expect(await list("lane=send")).toEqual([]);
    const south = await world.person({ districts: [world.south] });
    expect(await list("", first, south)).toEqual([]);
    expect(await list("", crypto.randomUUID())).toEqual([]);
  });
});
