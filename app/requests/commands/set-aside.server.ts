import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { isSetAside, request } from "../../../drizzle/schema/requests";
import { inScope } from "../../accounts/queries/scope.server";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { isUuid } from "../../platform/identifiers";
import { done, type Member, refuse } from "../../platform/types";
import { declineFloodForm, floodForm } from "../form";
import { coordinates } from "../policy";
import { moveRequest } from "./move.server";

/** How many one press works on; a larger flood takes another press. */
const AT_ONCE = 200;

/**
 * Puts the requests of a flood into the list, where each is worked on like any other; gives how many. Refuses:
 * `request.unknown` when none of one's own districts is set aside any more.
 */
export const takeIn = command({
  name: "request.take-in-flood",
  input: floodForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { flood }) => {
    const rows = await lockFlood(tx, ctx, flood);
    if (rows.length === 0) return refuse("request.unknown");
    for (const { id, districtId, version } of rows) {
      await tx
        .update(request)
        .set({ flood: null, version: version + 1 })
        .where(eq(request.id, id));
      await record(tx, ctx, { type: "request.taken_in", thingId: id, districtId });
    }
    return done(rows.length);
  },
});

/**
 * Declines those requests of a flood that somebody has seen, as out of scope; gives how many. What came in meanwhile waits to
 * be seen. Refuses: `request.unknown`.
 */
export const declineFlood = command({
  name: "request.decline-flood",
  input: declineFloodForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { flood, seen }) => {
    const rows = await lockFlood(tx, ctx, flood, seen);
    if (rows.length === 0) return refuse("request.unknown");
    for (const row of rows) {
      const moved = await moveRequest(tx, ctx, row, {
        to: "declined",
        type: "request.declined",
        reason: "out_of_scope",
        set: { closingReason: "out_of_scope" },
      });
      if (!moved.ok) return moved;
    }
    return done(rows.length);
  },
});

const lockFlood = (tx: Tx, ctx: Acting<Member>, flood: string, only?: readonly string[]) =>
  tx
    .select()
    .from(request)
    .where(
      and(
        isSetAside,
        sql`${request.flood} = ${flood}`,
        inScope(ctx.actor, request.districtId),
        only ? inArray(request.id, only.filter(isUuid)) : undefined,
      ),
    )
    .orderBy(asc(request.id))
    .limit(AT_ONCE)
    .for("update");
