import { readFileSync } from "node:fs";
import { join } from "node:path";
import { category, city, clock, district } from "../../../drizzle/schema/districts";
import type { Db } from "../../platform/database.server";
import type { Names } from "../../platform/types";
import { readDistricts } from "../rules/geojson";
import { type City, type Clocks, PRIORITIES, type Priority } from "../types";

type Category = {
  code: string;
  names: Names;
  examples: Names;
  unit: string | null;
  priority: Priority;
};

/**
 * Fills an empty database with a city's data: districts, categories, clocks. Once, however many
 * processes start; true for the one that did it.
 */
export async function foundCity(db: Db, code: string, seedFolder: string, demo: boolean) {
  const read = <T>(name: string) => JSON.parse(readFileSync(join(seedFolder, name), "utf8")) as T;
  const { centre, ...data } = read<City>(`cities/${code}.json`);
  return db.transaction(async (tx) => {
    const founded = await tx
      .insert(city)
      .values({ ...data, lat: centre.lat, lon: centre.lon, demo })
      .onConflictDoNothing()
      .returning({ id: city.id });
    if (founded.length === 0) return false;
    const file = read<unknown>(`cities/${code}.geojson`);
    const { districts, findings } = readDistricts(file, centre);
    if (findings.length > 0)
      throw new Error(`the districts of ${code}: ${JSON.stringify(findings)}`);
    await tx.insert(district).values(districts);
    const categories = read<Category[]>("categories.json");
    await tx.insert(category).values(categories.map((one, position) => ({ ...one, position })));
    const clocks = read<Clocks>("clocks.json");
    await tx
      .insert(clock)
      .values(PRIORITIES.map((priority) => ({ priority, ...clocks[priority] })));
    return true;
  });
}
