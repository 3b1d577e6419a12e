import { eq } from "drizzle-orm";
import { readDistricts } from "../../../app/districts/rules/geojson";
import { readStreets } from "../../../app/districts/rules/streets";
import { category } from "../../../drizzle/schema/districts";
import type { World } from "../world";
import type { Examples } from "./example";

const administrator = async (world: World) =>
  (await world.person({ administrator: true, name: "Анна" })).ctx();

const kind = {
  en: "Tools",
  uk: "Інструменти",
  exampleEn: "A saw for a day",
  unit: "piece",
  priority: "low",
  position: "5",
  active: "yes",
};

/** A file that draws one of the world's districts a little larger, and keeps the other. */
const text = (lon: number) =>
  JSON.stringify({
    type: "FeatureCollection",
    features: [
      ["north", 49.85],
      ["south", 49.8],
    ].map(([code, lat]) => ({
      type: "Feature",
      properties: { code, name: { en: code } },
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [24, Number(lat)],
            [lon, Number(lat)],
            [lon, Number(lat) + 0.05],
            [24, Number(lat) + 0.05],
            [24, Number(lat)],
          ],
        ],
      },
    })),
  });

export const districtExamples: Examples = {
  "category.add": async (world) => ({
    ctx: await administrator(world),
    input: { ...kind, code: `tools_${Math.random().toString(36).slice(2, 10)}` },
  }),
  "category.change": async (world) => {
    const ctx = await administrator(world);
    const [known] = await world.db.select().from(category).where(eq(category.id, world.water));
    return { ctx, input: { ...kind, code: known!.code, version: known!.version } };
  },
  "clock.set": async (world) => ({
    ctx: await administrator(world),
    // A clock that the city has: one that a district gets is there the second time.
    input: { priority: "high", triage: "10", assign: "20", fulfil: "130", version: 1 },
  }),
  "city.set-about": async (world) => ({
    ctx: await administrator(world),
    input: {
      organisation: "Міська рада",
      address: "пл. Ринок, 1",
      email: "help@city.example",
      helpLine: "1580",
      dataContact: "",
      authority: "",
    },
  }),
  "city.load-streets": async (world) => {
    const list = "name;lat;lon\nвулиця Наукова;49.84;24.03";
    const report = readStreets(list, { lat: 49.84, lon: 24.03 });
    return { ctx: { ...(await administrator(world)), report } as never, input: { text: list } };
  },
  "district.redraw": async (world) => {
    const file = text(24.06 + Math.random() / 1000);
    const report = readDistricts(file, { lat: 49.84, lon: 24.03 });
    return { ctx: { ...(await administrator(world)), report } as never, input: { text: file } };
  },
};
