import { eq } from "drizzle-orm";
import { request } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { readClocks } from "../../districts/queries.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Result, refuse } from "../../platform/types";
import { mayCoordinate } from "../policy";
import { orderOf } from "../rules/urgency";
import { requestMayBecome } from "../states";
import { OPEN_STATES, type RequestState } from "../types";

export type RequestRow = typeof request.$inferSelect;
type Who = Pick<Ctx, "actor" | "now">;

/**
 * Locks a request that the actor coordinates. `version` is the one that was on the page; null where
 * nothing on it could be overwritten. Refuses: `request.unknown`, `conflict`.
 */
export async function lockRequest(
  tx: Tx,
  ctx: Who,
  id: string,
  version: number | null = null,
): Promise<Result<RequestRow>> {
  const [found] = await tx.select().from(request).where(eq(request.id, id)).for("update");
  if (!found || !mayCoordinate(ctx.actor, found)) return refuse("request.unknown");
  if (version !== null && found.version !== version)
    return refuse("conflict", await lastChange(tx, id));
  return done(found);
}

type Step = {
  to: RequestState;
  /** What is recorded: `request.<type>`. */
  type: string;
  reason?: string;
  set?: Partial<typeof request.$inferInsert>;
  data?: Record<string, string | number | null>;
};

/** Moves a locked request one step along its table, and records it. Refuses: `request.moved_on`. */
export async function moveRequest(
  tx: Tx,
  ctx: Who,
  locked: RequestRow,
  { to, type, reason, set, data }: Step,
): Promise<Result<null>> {
  if (!requestMayBecome(locked.state, to)) return refuse("request.moved_on");
  const order = await orderIn(tx, { ...locked, ...set, state: to });
  await tx
    .update(request)
    .set({ ...order, ...set, state: to, stateAt: ctx.now, version: locked.version + 1 })
    .where(eq(request.id, locked.id));
  await record(tx, ctx.actor, {
    type: `request.${type}`,
    thing: "request",
    thingId: locked.id,
    districtId: locked.districtId,
    fromState: locked.state,
    toState: to,
    reason,
    data,
  });
  return done(null);
}

/** Each stage has a clock of its own, so each step has its place in the list. */
async function orderIn(tx: Tx, stands: RequestRow) {
  if (!OPEN_STATES.some((state) => state === stands.state)) return {};
  return orderOf(stands, await readClocks(tx, stands.districtId));
}
