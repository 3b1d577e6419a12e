import { eq } from "drizzle-orm";
import { execute } from "../../app/platform/command.server";
import type { Db } from "../../app/platform/database.server";
import type { DistrictId } from "../../app/platform/types";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { person } from "../../drizzle/schema/accounts";
import { CITY, NOON, type World } from "./world";

export type Someone = Awaited<ReturnType<World["person"]>>;

/** The person's context with the city's zone, as queries ask for it. */
export const zoned = (someone: Someone, now = NOON) => ({ ...someone.ctx(now), zone: CITY.zone });

let phones = 670_000_000;
/** A verified volunteer with a phone number of their own. */
export async function volunteerWithPhone(
  db: Db,
  world: World,
  homeDistrictId: DistrictId,
  name = "Vera Volunteer",
) {
  const made = await world.person({ name, standing: "verified", profile: { homeDistrictId } });
  const phone = `+380${phones++}`;
  await db.update(person).set({ phone }).where(eq(person.id, made.id));
  return { ...made, phone };
}

/** Offers three generators in the district's yard, from the page's form. */
export const offerOf = (owner: Someone, district: string, change: object = {}) =>
  execute(owner.ctx(), makeOffer, {
    kind: "generator",
    title: "Honda",
    quantity: 3,
    district,
    address: "Yard 9",
    ...change,
  });
