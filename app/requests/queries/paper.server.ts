import { asc, eq, inArray, or } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { category } from "../../../drizzle/schema/districts";
import { request } from "../../../drizzle/schema/requests";
import { reveal } from "../../accounts/queries/reveal.server";
import { pointOf } from "../../districts/rules/place";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import type { BoardFilter } from "../rules/filter";
import { listAtWork } from "./board.server";

/** So many lines are printed; whoever has more prints a district or a lane. */
const MOST = 300;

/**
 * The night's list as it is printed, for when there is neither light nor network: every open request of a filter with its address and
 * phone, and with what was merged into it. Each of them is a look that stays on record, as if its sheet had been opened.
 */
export async function readPaper(ctx: Ctx<Member>, filter: BoardFilter) {
  const [{ lines, more }, [own]] = await Promise.all([
    listAtWork(ctx, filter, MOST),
    ctx.db.select({ name: person.name }).from(person).where(eq(person.id, ctx.actor.personId)),
  ]);
  const ids = lines.map(({ id }) => id);
  // What was merged into one of them is a door of its own, with its own phone and words.
  const doors = await ctx.db
    .select({
      id: request.id,
      into: request.duplicateOf,
      code: request.code,
      people: request.people,
      floor: request.floor,
      lift: request.lift,
      locale: request.locale,
      categoryNames: category.names,
    })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(or(inArray(request.id, ids), inArray(request.duplicateOf, ids)))
    .orderBy(asc(request.createdAt), asc(request.id));
  const all = doors.map(({ id }) => id);
  const secrets = await reveal(ctx.db, ctx, "resident", all, { page: "board" });
  const doorOf = new Map(doors.map((door) => [door.id, door]));
  const joinedTo = (id: string) => doors.filter(({ into }) => into === id);
  return {
    by: own?.name ?? "",
    more,
    lines: lines.flatMap((line, index) => {
      const secret = secrets.get(line.id);
      const door = doorOf.get(line.id);
      if (!secret || !door) return [];
      const { lat, lon, streetLat, streetLon, email: _, ...words } = secret;
      const point = pointOf({ lat, lon });
      const street = point ? null : pointOf({ lat: streetLat, lon: streetLon });
      return {
        ...line,
        ...door,
        ...words,
        joined: joinedTo(line.id).flatMap((one) => {
          const own = secrets.get(one.id);
          return own ? { ...one, ...own } : [];
        }),
        number: index + 1,
        point: point ?? street,
        /** Only its street is known. */
        about: street !== null,
      };
    }),
  };
}
