import { desc, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { readTaskFacts } from "../../app/dispatch/queries/candidates.server";
import { whereabouts } from "../../app/dispatch/queries/place.server";
import { whoCouldGo } from "../../app/dispatch/queries/sendable.server";
import { openTask } from "../../app/dispatch/queries/tasks.server";
import { listWaiting } from "../../app/dispatch/queries/waiting.server";
import { loadStreets } from "../../app/districts/commands/load-streets.server";
import { placeByStreet } from "../../app/districts/queries/streets.server";
import { cellCentre } from "../../app/districts/rules/grid";
import { readStreets } from "../../app/districts/rules/streets";
import { execute } from "../../app/platform/command.server";
import { forgetRequest } from "../../app/privacy/commands/forget.server";
import { changeSeveral } from "../../app/requests/commands/change-several.server";
import { correctRequest } from "../../app/requests/commands/correct.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { triage } from "../../app/requests/commands/triage.server";
import { placeRequests } from "../../app/requests/queries/map.server";
import { openRequest } from "../../app/requests/queries/request.server";
import { requestReactions } from "../../app/requests/reactions.server";
import { readFilter } from "../../app/requests/rules/filter";
import { event } from "../../drizzle/schema/audit";
import { request, requestPrivate } from "../../drizzle/schema/requests";
import { value } from "../factories/dispatch";
import { react } from "../factories/react";
import { CITY, jobCtx, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let db: FreshDatabase["app"]["db"];
type Someone = Awaited<ReturnType<World["person"]>>;
let north: Someone;
let both: Someone;
let admin: Someone;

/** Through both districts; in the north, by the border of the two, and in the north twice. */
const LIST = JSON.stringify({
  features: [
    [
      "вулиця Довга",
      [
        [24.02, 49.81],
        [24.02, 49.89],
      ],
    ],
    [
      "вулиця Північна",
      [
        [24.01, 49.87],
        [24.03, 49.87],
      ],
    ],
    [
      "Прикордонна вулиця",
      [
        [24.01, 49.851],
        [24.03, 49.851],
      ],
    ],
    [
      "Кутова вулиця",
      [
        [24.041, 49.861],
        [24.042, 49.861],
      ],
    ],
  ].map(([name, coordinates]) => ({
    properties: { name },
    geometry: { type: "LineString", coordinates },
  })),
});

async function load(text: string) {
  const report = readStreets(text, CITY);
  const loaded = await execute({ ...admin.ctx(), report }, loadStreets, { text });
  if (!loaded.ok) return loaded;
  const [line] = await db
    .select({ id: event.id })
    .from(event)
    .where(eq(event.type, "city.streets_loaded"))
    .orderBy(desc(event.id))
    .limit(1);
  await react(requestReactions, line!.id, jobCtx(db));
  return loaded;
}

beforeAll(async () => {
  database = await freshDatabase();
  ({ db } = database.app);
  world = await makeWorld(db);
  north = await world.person({ districts: [world.north], name: "Ганна" });
  both = await world.person({ districts: [world.north, world.south], name: "Марта" });
  admin = await world.person({ administrator: true });
});

const asked = async (address: string, more: object = {}) => {
  const ctx = { ...visitorCtx(db, NOON), flood: null };
  const form = { category: "water", details: "Вода", district: "north", phone: "0671234567" };
  return value(
    await execute(ctx as never, submitRequest, { ...form, address, people: "1", ...more }),
  );
};
const streetOf = async (id: string) => {
  const [found] = await db
    .select({ lat: requestPrivate.streetLat, lon: requestPrivate.streetLon })
    .from(requestPrivate)
    .where(eq(requestPrivate.requestId, id));
  return found!.lat === null ? null : found;
};
const versionOf = async (id: string) => {
  const [found] = await db
    .select({ version: request.version })
    .from(request)
    .where(eq(request.id, id));
  return found!.version;
};
const read = async (id: string, more: object = {}) =>
  value(
    await execute(both.ctx(), triage, {
      id,
      version: await versionOf(id),
      priority: "high",
      category: "water",
      people: "1",
      district: "north",
      ...more,
    }),
  );
const onMap = async (who: Someone, id: string) => {
  const { placed } = await placeRequests(who.ctx(), readFilter(new URLSearchParams()));
  return placed.find((one) => one.id === id) ?? null;
};

describe("a request without a point", () => {
  it("lies in the middle of its district until the city has a list, and then of its street", async () => {
    const { id } = await asked("вул. Північна, 7");
    expect(await streetOf(id)).toBeNull();
    expect(await whereabouts(db, id)).toMatchObject({ from: "about" });
    expect((await onMap(north, id))!.about).toBe("district");

    expect(value(await load(LIST))).toEqual({ streets: 4 });
    const middle = { lat: 49.87, lon: 24.02 };
    const street = (await streetOf(id))!;
    expect([street.lat, street.lon!.toFixed(2)]).toEqual([middle.lat, "24.02"]);
    expect(await whereabouts(db, id)).toEqual({ point: street, from: "street" });
    // The list of the map is a list: no nearer than a cell.
    expect(await onMap(north, id)).toMatchObject({
      about: "street",
      ...cellCentre(street as typeof middle),
    });
    expect((await whoCouldGo(north.ctx(), id))!.from).toBe("street");
    expect((await openRequest(north.ctx(), id))!.secret).toMatchObject({
      lat: null,
      streetLat: street.lat,
      streetLon: street.lon,
    });
  });

  it("lies in the part of a long street that is in its district", async () => {
    const { id } = await asked("Dovha 12");
    const before = (await streetOf(id))!;
    expect(before.lat).toBeGreaterThan(49.86);
    await read(id, { district: "south" });
    expect((await streetOf(id))!.lat).toBeLessThan(49.84);
    value(
      await execute(both.ctx(), changeSeveral, {
        request: [id],
        what: "district",
        district: "north",
      }),
    );
    expect(await streetOf(id)).toEqual(before);
    // Of the whole city: its middle is kilometres from its ends.
    value(await execute(both.ctx(), changeSeveral, { request: [id], what: "district" }));
    expect(await streetOf(id)).toBeNull();
  });

  it("may lie on a street along the border, and on none of another district", async () => {
    const { id } = await asked("Прикордонна 3", { district: "south" });
    expect((await streetOf(id))!.lat).toBe(49.851);
    expect(await streetOf((await asked("Кутова 3", { district: "south" })).id)).toBeNull();
    expect(await streetOf((await asked("Кутова 3", { district: "" })).id)).not.toBeNull();
  });

  it("follows its address, and gives way to a point", async () => {
    const { id, token } = await asked("десь біля школи");
    expect(await streetOf(id)).toBeNull();
    const ctx = { ...visitorCtx(db), now: NOON };
    value(await execute(ctx, correctRequest, { token, address: "вул. Кутова, 1" }));
    expect(await streetOf(id)).not.toBeNull();
    await read(id, { point: "49.875, 24.015" });
    expect(await streetOf(id)).toBeNull();
    expect(await whereabouts(db, id)).toMatchObject({ from: "point" });
    await read(id, { point: "" });
    expect(await streetOf(id)).not.toBeNull();
  });

  it("is planned and gone to from its street, and its task measured from there", async () => {
    const { id } = await asked("вул. Північна, 11");
    await read(id);
    const street = (await streetOf(id))!;
    const waiting = async (kind: "request" | "task") =>
      (await listWaiting(north.ctx())).find(
        (one) => one.kind === kind && one.served.some((served) => served.id === id),
      );
    expect(await waiting("request")).toMatchObject(street);
    const home = { homeLat: street.lat, homeLon: street.lon };
    const near = await world.person({ standing: "verified", profile: home });
    const taskId = value(
      await execute(north.ctx(), createTask, {
        request: [id],
        title: "Вода",
        district: "north",
        teamSize: 1,
        from: new Date(NOON.getTime() + 3_600_000).toISOString(),
        to: new Date(NOON.getTime() + 7_200_000).toISOString(),
      }),
    );
    expect(await waiting("task")).toMatchObject(street);
    expect(await readTaskFacts(db, taskId)).toMatchObject(street);
    const opened = (await openTask({ ...north.ctx(), zone: "Europe/Kyiv" }, taskId))!;
    const candidate = opened.candidates.find((one) => one.id === near.id)!;
    expect(candidate.kilometres).toBeLessThan(1);
    // It is measured from, and nowhere given out.
    expect(JSON.stringify(opened)).not.toContain(String(street.lon));
    expect(opened.movedTo).toBeNull();
  });

  it("keeps nothing of its street when it is forgotten", async () => {
    const { id, token } = await asked("вул. Північна, 9");
    expect(await streetOf(id)).not.toBeNull();
    value(await execute(visitorCtx(db), forgetRequest, { token, sure: "yes" }));
    expect(await streetOf(id)).toBeNull();
  });
});

describe("a list of streets", () => {
  it("is loaded by administrators alone, takes the place of the one before, and stays where a file is none", async () => {
    const { id } = await asked("вул. Північна, 11");
    const report = readStreets(LIST, CITY);
    const refused = await execute({ ...north.ctx(), report } as never, loadStreets, { text: LIST });
    expect(refused).toMatchObject({ ok: false, code: "forbidden" });
    expect(await load("nothing")).toEqual({ ok: false, code: "district.wrong_file" });
    expect(await streetOf(id)).not.toBeNull();
    value(await load("name;lat;lon\nІнша;49.86;24.02"));
    expect(await streetOf(id)).toBeNull();
    value(await load(LIST));
  });

  it("of 5,000 streets is looked up by an index", async () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, n) => `вулиця Назва ${n};49.8${n % 10};24.0${n % 7}`,
    );
    value(await load(["name;lat;lon", ...rows].join("\n")));
    await database.owner.db.execute(sql`analyze street`);
    const plan = await db.execute(
      sql`explain select names from street where keys && array['nazv 4711']`,
    );
    expect(JSON.stringify(plan)).toContain("street_keys");
    const addresses = Array.from({ length: 200 }, (_, n) => ({
      id: String(n),
      address: `вул. Назва ${n * 20}, 7`,
      districtId: null,
    }));
    const placed = await placeByStreet(db, addresses);
    expect(placed.size).toBe(200);
  });
});
