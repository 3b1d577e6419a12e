import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { execute } from "../../app/platform/command.server";
import type { Ctx } from "../../app/platform/context.server";
import type { Db } from "../../app/platform/database.server";
import type { DistrictId } from "../../app/platform/types";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { person } from "../../drizzle/schema/accounts";
import { NOON, type World } from "./world";

export type Someone = Awaited<ReturnType<World["person"]>>;

/** The person's context with what a form of the city adds to it. */
export const zoned = (someone: Someone, now = NOON) => ({
  ...someone.ctx(now),
  zone: "Europe/Kyiv",
  callingCode: "380",
});

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
export const offerOf = (owner: { ctx: () => Ctx }, district: string, change: object = {}) =>
  execute(
    owner.ctx(),
    makeOffer,
    { kind: "generator", title: "Honda", quantity: "3", district, address: "Yard 9", ...change },
    { key: randomUUID() },
  );
