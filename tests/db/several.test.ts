import { eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import { changeSeveral } from "../../app/requests/commands/change-several.server";
import { endRequest } from "../../app/requests/commands/end.server";
import { joinSeveral } from "../../app/requests/commands/join-several.server";
import { readMarked } from "../../app/requests/queries/request.server";
import { listSameStreet } from "../../app/requests/queries/search.server";
import { readFilter } from "../../app/requests/rules/filter";
import { event, look } from "../../drizzle/schema/audit";
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

  it.each([
    ["none", (ids: string[]) => ({ request: [], ids }), "request.several"],
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

describe("several that are joined", () => {
  const join = (fields: Record<string, unknown>, who = own) =>
    execute(who.ctx(NOON), joinSeveral, fields);
  const seenAs = (rows: { id: string; version: number }[]) =>
    rows.map(({ id, version }) => `${id}:${version}`);

  it("are shown with that first to which help is nearest, then the oldest, and are covered by the one that was chosen", async () => {
    const ids = await three();
    const longAgo = new Date(+NOON - 3_600_000);
    const { id: oldest } = await world.request({ createdAt: longAgo });
    const { id: foreign } = await world.request({ districtId: world.south });
    const { id: nearest } = await world.request();
    await database.owner.db
      .update(request)
      .set({ cover: "on_the_way" })
      .where(eq(request.id, nearest));
    const marked = [...ids, foreign, "x", oldest, nearest];
    const shown = await readMarked(own.ctx(NOON), marked);
    expect(shown.map(({ id }) => id)).toEqual([nearest, oldest, ...ids.toSorted()]);
    const looks = await database.app.db
      .select()
      .from(look)
      .where(
        inArray(
          look.thingId,
          marked.filter((id) => id !== "x"),
        ),
      );
    expect(new Set(looks.map(({ thingId }) => thingId))).toEqual(
      new Set([nearest, oldest, ...ids]),
    );

    const seen = seenAs(shown);
    expect(await join({ seen, into: oldest })).toMatchObject({ code: "request.help_is_nearer" });
    expect(value(await join({ seen, into: nearest }))).toEqual({ id: nearest });
    for (const { id, state, duplicateOf } of await stored([nearest, oldest, ...ids]))
      expect([state, duplicateOf]).toEqual(
        id === nearest ? ["submitted", null] : ["duplicate", nearest],
      );
    expect(await readMarked(own.ctx(NOON), ids)).toEqual([]);
  });

  it.each<[string, (seen: string[], ids: string[]) => Record<string, unknown>, string]>([
    ["one", ([first], [id]) => ({ seen: [first], into: id }), "request.several"],
    ["one twice", ([first], [id]) => ({ seen: [first, first], into: id }), "request.several"],
    [
      "one twice, once in capitals",
      ([first], [id]) => ({ seen: [first, first!.toUpperCase()], into: id!.toUpperCase() }),
      "request.several",
    ],
    ["none chosen", (seen) => ({ seen }), "request.several"],
    ["another chosen", (seen) => ({ seen, into: crypto.randomUUID() }), "request.several"],
    ["what is no id", ([first], [id]) => ({ seen: [first, "x:1"], into: id }), "input"],
    [
      "what is as long as an id",
      ([first], [id]) => ({ seen: [first, `${"-".repeat(36)}:1`], into: id }),
      "input",
    ],
    [
      "one not as it was seen",
      ([first, ...rest], [id]) => ({ seen: [`${id}:7`, ...rest], into: id, first }),
      "conflict",
    ],
    [
      "one that is not there",
      ([first], [id]) => ({ seen: [first, `${crypto.randomUUID()}:1`], into: id }),
      "request.unknown",
    ],
  ])("%s: nothing is changed", async (_, fields, code) => {
    const ids = await three();
    const before = await stored(ids);
    expect(await join(fields(seenAs(ids.map((id) => ({ id, version: 1 }))), ids))).toMatchObject({
      ok: false,
      code,
    });
    expect(await stored(ids)).toEqual(before);
  });

  it("are all or none: one of another district or one that has ended holds up all", async () => {
    const ids = await three();
    const { id: foreign } = await world.request({ districtId: world.south });
    const { id: ended } = await world.request();
    const cancelled = { how: "cancel", reason: "not_needed", word: "" } as const;
    value(await execute(own.ctx(NOON), endRequest, { id: ended, version: 1, ...cancelled }));
    const before = await stored(ids);
    for (const [other, code] of [
      [foreign, "request.unknown"],
      [ended, "request.moved_on"],
    ]) {
      const seen = seenAs([...before, { id: other!, version: other === ended ? 2 : 1 }]);
      expect(await join({ seen, into: ids[0] })).toMatchObject({ code });
    }
    expect(await stored(ids)).toEqual(before);
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
