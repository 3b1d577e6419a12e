import { eq, inArray, or } from "drizzle-orm";
import { request } from "../../../drizzle/schema/requests";
import type { Ctx } from "../../platform/context.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { OPEN_STATES } from "../types";
import { lockRequest, moveRequest } from "./move.server";

/**
 * Joins a request into another open one that says the same; what is a duplicate itself stands for
 * the one that it was joined to. Refuses: `request.unknown`, `request.no_such_code`,
 * `request.own_duplicate`, `request.moved_on`, `conflict`.
 */
export async function mergeRequest(
  ctx: Ctx<Member>,
  id: string,
  { version, code }: { version: number; code: string },
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const [named] = await tx
      .select({ id: request.id, duplicateOf: request.duplicateOf })
      .from(request)
      .where(eq(request.code, code));
    if (!named) return refuse("request.no_such_code");
    const target = named.duplicateOf ?? named.id;
    if (target === id) return refuse("request.own_duplicate");
    // All that it writes, in the order of their ids, so that whoever joins crosswise or in a row waits instead of clashing.
    await tx
      .select({ id: request.id })
      .from(request)
      .where(or(inArray(request.id, [id, target]), eq(request.duplicateOf, id)))
      .orderBy(request.id)
      .for("update");
    const other = await lockRequest(tx, ctx, target);
    if (!other.ok) return refuse("request.no_such_code");
    const checked = await lockRequest(tx, ctx, id, version);
    if (!checked.ok) return checked;
    if (!OPEN_STATES.some((state) => state === other.value.state))
      return refuse("request.no_such_code");
    const moved = await moveRequest(tx, ctx, checked.value, {
      to: "duplicate",
      type: "merged",
      reason: "duplicate",
      data: { into: target },
      set: { duplicateOf: target, closingReason: "duplicate" },
    });
    if (!moved.ok) return moved;
    await tx.update(request).set({ duplicateOf: target }).where(eq(request.duplicateOf, id));
    return done(null);
  });
}
