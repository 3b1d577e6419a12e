import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { addCategory, changeCategory } from "../../app/districts/commands/change-category.server";
import { redrawDistricts } from "../../app/districts/commands/redraw.server";
import { setClock } from "../../app/districts/commands/set-clock.server";
import { readBoundaries } from "../../app/districts/queries/boundaries.server";
import { readAllClocks, readCategory } from "../../app/districts/queries/settings.server";
import { readDistricts } from "../../app/districts/rules/geojson";
import { execute } from "../../app/platform/command.server";
import { district } from "../../drizzle/schema/districts";
import { makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
const centre = { lat: 49.84, lon: 24.03 };

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
});
const administrator = async () => (await world.person({ administrator: true, name: "Anna" })).ctx();

const feature = (code: string, lat: number, lon: number) => ({
  type: "Feature",
  properties: { code, name: { en: code } },
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [lon, lat],
        [lon + 0.05, lat],
        [lon + 0.05, lat + 0.05],
        [lon, lat + 0.05],
        [lon, lat],
      ],
    ],
  },
});
/** A file that is read, as its reader sends it on. */
async function redraw(stamp: string | null, ...features: unknown[]) {
  const text = JSON.stringify({ type: "FeatureCollection", features });
  const ctx = { ...(await administrator()), report: readDistricts(text, centre) };
  return execute(ctx, redrawDistricts, { text, stamp });
}

describe("districts", () => {
  it("are drawn anew as the report said; a missing one is retired and can come back", async () => {
    const { stamp } = await readBoundaries(app.db);
    const redrawn = await redraw(stamp, feature("north", 49.86, 24), feature("east", 49.85, 24.1));
    expect(redrawn).toMatchObject({ ok: true });
    const now = await readBoundaries(app.db);
    expect(now.districts.map(({ code }) => code)).toEqual(["east", "north"]);
    await redraw(now.stamp, feature("north", 49.86, 24), feature("south", 49.8, 24));
    const [south] = await app.db.select().from(district).where(eq(district.code, "south"));
    expect(south).toMatchObject({ id: world.south, retiredAt: null });
  });

  it("are not changed by a report that is out of date, and its reader is told by whom", async () => {
    const { stamp } = await readBoundaries(app.db);
    const [one, other] = await Promise.all(
      [24, 24.01].map((lon) => redraw(stamp, feature("north", 49.9, lon))),
    );
    expect([one!.ok, other!.ok].sort()).toEqual([false, true]);
    expect([one, other].find((answer) => !answer!.ok)).toMatchObject({ code: "conflict" });
  });

  it("are not changed by a file with errors", async () => {
    const before = await readBoundaries(app.db);
    const answer = await redraw(null, feature("a", 49.8, 24), feature("b", 49.81, 24.01));
    expect(answer).toEqual({ ok: false, code: "district.wrong_file" });
    expect(await readBoundaries(app.db)).toEqual(before);
  });
});

describe("kinds of help", () => {
  const tools = {
    code: "tools",
    en: "Tools",
    exampleEn: "a saw",
    unit: "piece" as const,
    position: "5",
    priority: "low" as const,
    active: "yes",
    uk: "Інструменти",
    ru: "",
  };

  it("are added once and changed by one of two at once; the other is told who", async () => {
    const ctx = await administrator();
    const add = () => execute(ctx, addCategory, tools);
    const added = await Promise.all([add(), add()]);
    expect(added.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const edits = await Promise.all(
      ["Tools A", "Tools B"].map((en) =>
        execute(ctx, changeCategory, { ...tools, en, version: 1 }),
      ),
    );
    expect(edits.filter(({ ok }) => ok).length).toBe(1);
    const told = edits.find(({ ok }) => !ok);
    expect(told).toMatchObject({ code: "conflict", params: { who: "Anna" } });
    expect(await readCategory(app.db, "tools")).toMatchObject({ version: 2 });
  });

  it("keep their texts in a language that the pages do not know", async () => {
    const { sql } = app;
    await sql`update category set names = names || '{"pl": "Narzędzia"}' where code = 'tools'`;
    const change = { ...tools, uk: "", et: "Tööriistad", version: 2 };
    expect(await execute(await administrator(), changeCategory, change)).toMatchObject({
      ok: true,
    });
    const { names, examples } = (await readCategory(app.db, "tools"))!;
    expect(names).toMatchObject({ et: "Tööriistad", pl: "Narzędzia" });
    expect(names.uk).toBeUndefined();
    expect(examples).toEqual({ en: "a saw" });
  });

  it("are nobody's to add but administrators'", async () => {
    const { ctx } = await world.person({ districts: [world.north] });
    expect(await execute(ctx(), addCategory, tools)).toMatchObject({ code: "forbidden" });
  });
});

describe("clocks", () => {
  const high = { priority: "high" as const, triage: "10", assign: "20", fulfil: "130" };

  it("are set for the city or one district, and clash like everything else", async () => {
    const ctx = await administrator();
    const set = (form: object) => execute(ctx, setClock, { ...high, ...form });
    const own = await Promise.all([set({ district: "north" }), set({ district: "north" })]);
    expect(own.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await set({ district: "", version: 1 })).toMatchObject({ ok: true });
    expect(await set({ district: "", version: 1 })).toMatchObject({
      code: "conflict",
    });
    const { clocks } = await readAllClocks(app.db);
    expect(clocks.filter(({ clock }) => clock.triageMinutes === 10).length).toBe(2);
  });
});
