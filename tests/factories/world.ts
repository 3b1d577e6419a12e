import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { record } from "../../app/audit/commands/record.server";
import { PRIORITIES } from "../../app/districts/types";
import type { Ctx } from "../../app/platform/context.server";
import type { Db } from "../../app/platform/database.server";
import type { JobCtx } from "../../app/platform/jobs.server";
import { type Keys, makeKeys } from "../../app/platform/keys.server";
import type { DistrictId, Member, PersonId, VolunteerStanding } from "../../app/platform/types";
import { coordinatorDistrict, person, volunteerProfile } from "../../drizzle/schema/accounts";
import { category, city, clock, district } from "../../drizzle/schema/districts";
import { request, requestPrivate } from "../../drizzle/schema/requests";
import { resourceKind } from "../../drizzle/schema/resources";
import clocks from "../../drizzle/seed/clocks.json";
import { ownerOf } from "./owners";

/** Of the installation that tests run in. */
export const KEYS = makeKeys(Buffer.from("for tests only"));
export const CITY = {
  zone: "Europe/Kyiv",
  callingCode: "380",
  emergencyNumber: "112",
  lat: 49.84,
  lon: 24.03,
};
export const NOON = new Date("2026-11-23T12:00:00Z");
/** Of somebody who has not signed in. */
export const visitorCtx = (db: Db, now = NOON): Ctx<{ kind: "visitor" }> => ({
  db,
  now,
  locale: "uk",
  origin: "http://localhost",
  actor: { kind: "visitor" },
  city: CITY,
});

/** Of a job. */
export const jobCtx = (db: Db, now = NOON, name = "test"): JobCtx => ({
  ...visitorCtx(db, now),
  actor: { kind: "system", name },
});

/** Of somebody whose account stands already. */
export const makeMember = (
  db: Db,
  id: string,
  { administrator = false }: { administrator?: boolean } = {},
): Ctx<Member> => ({
  ...visitorCtx(db),
  actor: {
    kind: "member",
    personId: id as PersonId,
    standing: null,
    districts: [],
    administrator,
  },
});

const square = (lon: number, lat: number) => ({
  type: "MultiPolygon" as const,
  coordinates: [
    [
      [
        [lon, lat],
        [lon + 0.05, lat],
        [lon + 0.05, lat + 0.05],
        [lon, lat + 0.05],
        [lon, lat],
      ],
    ],
  ],
});

type Someone = {
  name?: string;
  standing?: VolunteerStanding | null;
  districts?: DistrictId[];
  administrator?: boolean;
  profile?: Partial<typeof volunteerProfile.$inferInsert>;
  /** Default: a proven e-mail of their own. */
  contact?: Partial<
    Pick<
      typeof person.$inferInsert,
      "email" | "emailProvenAt" | "phone" | "phoneProvenAt" | "passwordHash"
    >
  >;
};

/** A small city with two districts, and a way to people it. */
export async function makeWorld(db: Db) {
  await db.insert(city).values({
    code: "test",
    names: { en: "Testville" },
    zone: "Europe/Kyiv",
    locales: ["uk", "en"],
    emergencyNumber: "112",
    callingCode: "380",
    lat: CITY.lat,
    lon: CITY.lon,
    mapZoom: 11,
    credits: [],
  });
  const [north, south] = await db
    .insert(district)
    .values([
      { code: "north", names: { en: "North" }, geometry: square(24, 49.85) },
      { code: "south", names: { en: "South" }, geometry: square(24, 49.8) },
    ])
    .returning({ id: district.id });
  const names = { en: "Water" };
  const [water, warmth] = await db
    .insert(category)
    .values([
      { code: "water", names, examples: names, unit: "litre", position: 1 },
      { code: "warmth", names: { en: "Warmth" }, examples: names, position: 2 },
    ])
    .returning({ id: category.id });
  await db.insert(resourceKind).values([
    {
      code: "generator",
      names: { en: "Generator", uk: "Генератор" },
      unit: "piece",
      durable: true,
      position: 1,
    },
    { code: "drinking", names: { en: "Water" }, unit: "litre", durable: false, position: 2 },
  ]);
  await db.insert(clock).values(PRIORITIES.map((priority) => ({ priority, ...clocks[priority] })));

  const owner = ownerOf(db);
  async function makePerson({ profile, contact, districts = [], ...some }: Someone = {}) {
    const { name = "Somebody", standing = null, administrator = false } = some;
    const [made] = await owner
      .insert(person)
      .values({
        name,
        standing,
        administrator,
        locale: "uk" as const,
        email: `${randomUUID()}@people.example`,
        emailProvenAt: NOON,
        ...contact,
      })
      .returning({ id: person.id });
    const id = made!.id as PersonId;
    if (districts.length > 0)
      await owner
        .insert(coordinatorDistrict)
        .values(districts.map((districtId) => ({ personId: id, districtId })));
    if (standing) await db.insert(volunteerProfile).values({ personId: id, ...profile });
    const actor: Member = { kind: "member", personId: id, standing, districts, administrator };
    const ctx = (now = NOON): Ctx<Member> & { keys: Keys } => ({
      keys: KEYS,
      db,
      now,
      actor,
      locale: "uk" as const,
      origin: "http://localhost",
      city: CITY,
    });
    return { id, actor, ctx };
  }

  async function makeRequest(
    some: Partial<typeof request.$inferInsert> = {},
    secret: Partial<typeof requestPrivate.$inferInsert> = {},
  ) {
    return db.transaction(async (tx) => {
      const [made] = await tx
        .insert(request)
        .values({
          formKey: randomUUID(),
          tokenHash: randomBytes(32),
          categoryId: water!.id,
          code: String(randomInt(1e8)).padStart(8, "0"),
          districtId: north!.id,
          priority: "normal" as const,
          dueAt: NOON,
          createdAt: NOON,
          locale: "uk" as const,
          channel: "web" as const,
          ...some,
          state: "submitted",
        })
        .returning();
      await tx.insert(requestPrivate).values({
        requestId: made!.id,
        name: "Оксана",
        phone: "+380671112233",
        address: "вул. Наукова, 7",
        details: "Вода на дев’ятий поверх",
        ...secret,
      });
      const line = { thingId: made!.id, toState: "submitted" } as const;
      await record(tx, { actor: { kind: "visitor" } }, { type: "request.submitted", ...line });
      return made!;
    });
  }

  return {
    db,
    north: north!.id as DistrictId,
    south: south!.id as DistrictId,
    water: water!.id,
    warmth: warmth!.id,
    person: makePerson,
    request: makeRequest,
  };
}

export type World = Awaited<ReturnType<typeof makeWorld>>;
