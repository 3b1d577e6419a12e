import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { request } from "../../../drizzle/schema/requests";
import { inScope } from "../../accounts/queries/scope.server";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { isUuid } from "../../platform/identifiers";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { isSetAside } from "../queries/set-aside.server";
import { moveRequest } from "./move.server";

/** How many one press works on; a larger flood takes another press. */
const AT_ONCE = 200;

/**
 * Puts the requests of a flood into the list, where each is worked on like any other; gives how many. Refuses:
 * `request.unknown` when none of one's own districts is set aside any more.
 */
export async function takeIn(ctx: Ctx<Member>, flood: string): Promise<Result<number>> {
  return ctx.db.transaction(async (tx) => {
    const rows = await lockFlood(tx, ctx, flood);
    if (rows.length === 0) return refuse("request.unknown");
    for (const { id, districtId, version } of rows) {
      await tx
        .update(request)
        .set({ flood: null, version: version + 1 })
        .where(eq(request.id, id));
      const line = { type: "request.taken_in", thing: "request", thingId: id } as const;
      await record(tx, ctx.actor, { ...line, districtId });
    }
    return done(rows.length);
  });
}

/**
 * Declines those requests of a flood that somebody has seen, as out of scope; gives how many. What came in meanwhile waits to
 * be seen. Refuses: `request.unknown`.
 */
export async function declineFlood(
  ctx: Ctx<Member>,
  flood: string,
  seen: readonly string[],
): Promise<Result<number>> {
  return ctx.db.transaction(async (tx) => {
    const rows = await lockFlood(tx, ctx, flood, seen);
    if (rows.length === 0) return refuse("request.unknown");
    const reason = "out_of_scope";
    for (const row of rows) {
      const step = { to: "declined", type: "declined", reason, set: { closingReason: reason } };
      const moved = await moveRequest(tx, ctx, row, step as Parameters<typeof moveRequest>[3]);
      if (!moved.ok) throw new Error(`a locked request could not be declined: ${moved.code}`);
    }
    return done(rows.length);
  });
}

const lockFlood = (tx: Tx, ctx: Ctx<Member>, flood: string, only?: readonly string[]) =>
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
