import { and, eq, isNull, or, sql } from "drizzle-orm";
import { category, city, clock, district } from "../../drizzle/schema/districts";
import type { Db, Tx } from "../platform/database.server";
import type { DistrictId, Locale, Names } from "../platform/types";
import type { Choice, Clocks } from "./types";

/** The city of this installation. Throws where none has been founded. */
export async function readCity(db: Db) {
  const [found] = await db.select().from(city);
  if (!found) throw new Error("no city in this database");
  return { ...found, locales: found.locales as Locale[] };
}

const FRESH = 20_000;

/**
 * The city as every page needs it, asked of the database every 20 seconds at most: what an administrator of another
 * process has changed is seen soon, and an outage of the database does not take the city away.
 */
export function makeCityReader(db: Db, known: Awaited<ReturnType<typeof readCity>>) {
  let city = known;
  let askedAt = Date.now();
  const ask = async () => {
    city = await readCity(db);
  };
  return {
    now: () => {
      if (Date.now() - askedAt > FRESH) {
        askedAt = Date.now();
        void ask().catch(() => {});
      }
      return city;
    },
    refresh: ask,
  };
}

type Choices = {
  categories: (Choice & { examples: Names; unit: string | null })[];
  districts: Choice[];
};

/** What a resident can choose from. Nearly every page with a form asks for it: in one statement. */
export async function readChoices(db: Db) {
  const { code, names, examples, unit, position, active } = category;
  const [found] = await db.execute<Choices>(sql`
    select
      (select coalesce(json_agg(json_build_object(
          'code', ${code}, 'names', ${names}, 'examples', ${examples}, 'unit', ${unit}) order by ${position}), '[]')
        from ${category} where ${active}) as categories,
      (select coalesce(json_agg(json_build_object('code', ${district.code}, 'names', ${district.names})
          order by ${district.code}), '[]')
        from ${district} where ${district.retiredAt} is null) as districts`);
  return found!;
}

/** The clocks that count in a district, in minutes: its own, else the city's. */
export async function readClocks(db: Db | Tx, districtId: string | null = null): Promise<Clocks> {
  const rows = await db
    .select()
    .from(clock)
    .where(
      districtId
        ? or(isNull(clock.districtId), eq(clock.districtId, districtId))
        : isNull(clock.districtId),
    )
    .orderBy(sql`${clock.districtId} nulls first`);
  return Object.fromEntries(rows.map((row) => [row.priority, row])) as unknown as Clocks;
}

/** The id of a district that takes new things, by its code; null for none such. */
export async function findDistrict(db: Db | Tx, code: string): Promise<DistrictId | null> {
  const [found] = await db
    .select({ id: district.id })
    .from(district)
    .where(and(eq(district.code, code), isNull(district.retiredAt)));
  return (found?.id as DistrictId) ?? null;
}
