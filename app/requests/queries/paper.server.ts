import { eq, inArray } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
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
 * phone. Each of them is a look that stays on record, as if its sheet had been opened.
 */
export async function readPaper(ctx: Ctx<Member>, filter: BoardFilter) {
  const [{ lines, more }, [own]] = await Promise.all([
    listAtWork(ctx, filter, MOST),
    ctx.db.select({ name: person.name }).from(person).where(eq(person.id, ctx.actor.personId)),
  ]);
  const ids = lines.map(({ id }) => id);
  const [secrets, doors] = await Promise.all([
    reveal(ctx.db, ctx, "resident", ids, { page: "board" }),
    ctx.db
      .select({ id: request.id, floor: request.floor, lift: request.lift, locale: request.locale })
      .from(request)
      .where(inArray(request.id, ids)),
  ]);
  const doorOf = new Map(doors.map((door) => [door.id, door]));
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
        number: index + 1,
        point: point ?? street,
        /** Only its street is known. */
        about: street !== null,
      };
    }),
  };
}
