import { readFileSync } from "node:fs";
import { join } from "node:path";
import { category, city, clock, district } from "../../../drizzle/schema/districts";
import type { Db } from "../../platform/database.server";
import type { Names } from "../../platform/types";
import { type City, type Clocks, type MultiPolygon, PRIORITIES, type Priority } from "../types";

type Feature = {
  properties: { code: string; name: Names; approximate?: boolean };
  geometry: MultiPolygon;
};
type Category = {
  code: string;
  names: Names;
  examples: Names;
  unit: string | null;
  priority: Priority;
};

/** Fills an empty database with a city's data: districts, categories, clocks. Once, however many processes start. */
export async function foundCity(db: Db, code: string, seedFolder: string, demo: boolean) {
  const read = <T>(name: string) => JSON.parse(readFileSync(join(seedFolder, name), "utf8")) as T;
  const { centre, ...data } = read<City>(`cities/${code}.json`);
  await db.transaction(async (tx) => {
    const founded = await tx
      .insert(city)
      .values({ ...data, lat: centre.lat, lon: centre.lon, demo })
      .onConflictDoNothing()
      .returning({ id: city.id });
    if (founded.length === 0) return;
    const { features } = read<{ features: Feature[] }>(`cities/${code}.geojson`);
    await tx.insert(district).values(
      features.map(({ properties: { code, name, approximate }, geometry }) => ({
        ...{ code, names: name, geometry, approximate: approximate ?? false },
      })),
    );
    const categories = read<Category[]>("categories.json");
    await tx.insert(category).values(categories.map((one, position) => ({ ...one, position })));
    const clocks = read<Clocks>("clocks.json");
    await tx
      .insert(clock)
      .values(PRIORITIES.map((priority) => ({ priority, ...clocks[priority] })));
  });
}
