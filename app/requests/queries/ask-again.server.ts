import { eq } from "drizzle-orm";
import { category, district } from "../../../drizzle/schema/districts";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import type { Db } from "../../platform/database.server";
import type { Typed } from "../../platform/form";
import { masked } from "../rules/journey";
import { OPEN_STATES } from "../states";
import { opens } from "./opens.server";

/** Never shown again as they are: others may look at the page. Left empty in the form, they are the same as before. */
const REACH = ["phone", "email", "name", "forName", "forPhone"] as const;

/**
 * What a request that has ended said, for the form of the next one: by its private link. How its person is reached is given apart,
 * and masked for the page. Null for no such link, and while it is open.
 */
export async function readForAgain(db: Db, token: string) {
  if (!token) return null;
  const [found] = await db
    .select({
      state: request.state,
      people: request.people,
      floor: request.floor,
      lift: request.lift,
      vulnerable: request.vulnerable,
      category: category.code,
      district: district.code,
      own: requestPrivate,
    })
    .from(request)
    .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
    .innerJoin(category, eq(category.id, request.categoryId))
    .leftJoin(district, eq(district.id, request.districtId))
    .where(opens(token));
  if (!found || OPEN_STATES.includes(found.state) || found.state === "fulfilled") return null;
  const { address, access, phone, email, name, forName, forPhone } = found.own;
  const typed: Typed = {
    category: found.category,
    district: found.district ?? "",
    address,
    floor: found.floor === null ? "" : String(found.floor),
    lift: found.lift ?? "",
    access,
    people: String(found.people),
    vulnerable: [...found.vulnerable],
  };
  const reach = { phone, email, name, forName, forPhone };
  const known = { phone: masked(phone), email: masked(email), forPhone: masked(forPhone) };
  return { typed, reach, known };
}

/**
 * A form with how its person is reached, as before, where they left that empty. Whom it is for comes whole or not at all: of somebody
 * else, the number of before would be a stranger's.
 */
export function withReach(typed: Typed, reach: Record<(typeof REACH)[number], string>): Typed {
  const isOther = ["forName", "forPhone"].some((field) => typed[field]);
  const kept = REACH.filter((field) => !typed[field] && !(isOther && field.startsWith("for")));
  return { ...typed, ...Object.fromEntries(kept.map((field) => [field, reach[field]])) };
}
