import { eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import type { Result } from "../../app/platform/types";
import { cancelRequest } from "../../app/requests/commands/cancel.server";
import { declineFlood, takeIn } from "../../app/requests/commands/set-aside.server";
import { triage } from "../../app/requests/commands/triage.server";
import { hashOf } from "../../app/requests/link.server";
import { countBoard, listLanes } from "../../app/requests/queries/board.server";
import { countSetAside, listSetAside } from "../../app/requests/queries/set-aside.server";
import { readFilter } from "../../app/requests/rules/filter";
import { event } from "../../drizzle/schema/audit";
import { request } from "../../drizzle/schema/requests";
import { makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
type Someone = Awaited<ReturnType<World["person"]>>;
let north: Someone;
let south: Someone;
const filter = readFilter(new URLSearchParams());
const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};
const floodOf = (letter: string) => letter.repeat(32);
const fill = (flood: string, count: number, some: object = {}) =>
  Promise.all(Array.from({ length: count }, () => world.request({ flood, ...some })));
const listed = async (who: Someone) => (await listLanes(who.ctx(), filter)).map(({ id }) => id);

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  north = await world.person({ districts: [world.north] });
  south = await world.person({ districts: [world.south] });
});

describe("a flood that is set aside", () => {
  it("is in nobody's list, is counted, and stands together with its most urgent first", async () => {
    const flood = floodOf("a");
    await fill(flood, 3);
    await fill(flood, 1, { districtId: world.south });
    const [urgent] = await fill(flood, 1, { priority: "critical" });
    const own = await world.request();
    expect(await listed(north)).toEqual([own.id]);
    expect((await countBoard(north.ctx(), filter)).lanes).toMatchObject([
      { lane: "read", count: 1 },
    ]);
    expect(await countSetAside(north.ctx())).toEqual({ count: 4, critical: 1 });
    expect(await countSetAside(south.ctx())).toEqual({ count: 1, critical: 0 });
    const [group, ...others] = (await listSetAside(north.ctx())).floods;
    expect(others).toEqual([]);
    expect(group).toMatchObject({ flood, count: 4 });
    expect(group!.lines.map(({ id }) => id)[0]).toBe(urgent!.id);
    expect(group!.lines).toHaveLength(4);
  });

  it("is put into the list by one press, by each district for itself, and on record", async () => {
    const flood = floodOf("b");
    const rows = await fill(flood, 3);
    const [foreign] = await fill(flood, 1, { districtId: world.south });
    expect(value(await execute(north.ctx(), takeIn, { flood }))).toBe(3);
    expect(await execute(north.ctx(), takeIn, { flood })).toMatchObject({
      code: "request.unknown",
    });
    const ids = await listed(north);
    for (const { id } of rows) expect(ids).toContain(id);
    expect(await listed(south)).not.toContain(foreign!.id);
    const lines = await app.db.select().from(event).where(eq(event.thingId, rows[0]!.id));
    expect(lines.at(-1)).toMatchObject({ type: "request.taken_in", actorId: north.id });
  });

  it("is declined by one press, with a reason that each resident can read", async () => {
    const flood = floodOf("c");
    const rows = await fill(flood, 2);
    const [unseen] = await fill(flood, 1);
    const seen = rows.map(({ id }) => id);
    expect(value(await execute(north.ctx(), declineFlood, { flood, seen }))).toBe(2);
    // What nobody has looked at is not declined.
    const [waits] = await app.db.select().from(request).where(eq(request.id, unseen!.id));
    expect(waits).toMatchObject({ state: "submitted" });
    const [row] = await app.db.select().from(request).where(eq(request.id, rows[1]!.id));
    expect(row).toMatchObject({ state: "declined", closingReason: "out_of_scope" });
  });

  it("lets go of whatever is worked on or cancelled one by one", async () => {
    const flood = floodOf("d");
    const token = "f".repeat(22);
    const [one] = await fill(flood, 1);
    await fill(flood, 1, { tokenHash: hashOf(token) });
    const form = {
      priority: "high" as const,
      category: "water",
      district: "north",
      quantity: 20,
      people: 2,
      needed: "",
      version: 1,
    };
    value(await execute(north.ctx(), triage, { ...form, id: one!.id }));
    expect(await listed(north)).toContain(one!.id);
    value(await execute(north.ctx(), cancelRequest, { token }));
    const left = (await listSetAside(north.ctx())).floods;
    expect(left.map((group) => group.flood)).not.toContain(flood);
  });

  it("is worked on by one of two who press at once", async () => {
    const flood = floodOf("e");
    const ids = (await fill(flood, 30)).map(({ id }) => id);
    const second = await world.person({ districts: [world.north] });
    const answers = await Promise.all([
      execute(north.ctx(), takeIn, { flood }),
      execute(second.ctx(), declineFlood, { flood, seen: ids }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const rows = await app.db
      .select({ state: request.state, flood: request.flood })
      .from(request)
      .where(inArray(request.id, ids));
    const expected = answers[0]!.ok
      ? { state: "submitted", flood: null }
      : { state: "declined", flood };
    expect(rows).toEqual(Array(30).fill(expected));
  });
});
