import { and, eq } from "drizzle-orm";
import { reservation } from "../../../drizzle/schema/resources";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { type Member, type Result, refuse, type Window } from "../../platform/types";
import { endLoan, handOver, type Return } from "../../resources/commands/hand-over.server";
import { hold, releaseHold } from "../../resources/commands/reserve.server";
import { ACCEPTED_STATES, LIVE_TASK_STATES } from "../types";
import { lockOwnPart } from "./answer.server";
import { lockTask } from "./steps.server";

type Wish = { offerId: string; quantity: number; window: Window };

/** A coordinator reserves something for a task. Refuses: `task.unknown`, `task.over`, and what `hold` refuses. */
export async function reserveFor(
  ctx: Ctx<Member>,
  taskId: string,
  wish: Wish,
): Promise<Result<string>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockTask(tx, ctx, taskId);
    if (!locked.ok) return locked;
    if (!["open", "assigned", "under_way"].includes(locked.value.state)) return refuse("task.over");
    return hold(tx, ctx, { ...wish, taskId });
  });
}

/** A coordinator gives it back unfetched. Refuses: `task.unknown`, `reservation.unknown`, `reservation.over`. */
export async function releaseSupply(
  ctx: Ctx<Member>,
  taskId: string,
  id: string,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockTask(tx, ctx, taskId);
    if (!locked.ok) return locked;
    if (!(await belongs(tx, taskId, id))) return refuse("reservation.unknown");
    return releaseHold(tx, ctx, id, "not_needed");
  });
}

async function belongs(tx: Tx, taskId: string, id: string) {
  const [found] = await tx
    .select({ id: reservation.id })
    .from(reservation)
    .where(and(eq(reservation.id, id), eq(reservation.taskId, taskId)));
  return Boolean(found);
}

/**
 * A volunteer with a live part in the task has fetched it. Refuses: `task.unknown`, `task.over`, `assignment.over`,
 * and what `handOver` refuses.
 */
export async function fetchSupply(
  ctx: Ctx<Member>,
  taskId: string,
  { id, count }: { id: string; count: number },
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockOwnPart(tx, ctx, taskId);
    if (!locked.ok) return locked;
    const { part, task } = locked.value;
    if (!LIVE_TASK_STATES.some((state) => state === task.state)) return refuse("task.over");
    if (!ACCEPTED_STATES.some((state) => state === part.state)) return refuse("assignment.over");
    if (!(await belongs(tx, taskId, id))) return refuse("reservation.unknown");
    return handOver(tx, ctx, id, count);
  });
}

/**
 * Whoever had a part in the task brings it back, also once the task is over. Refuses: `task.unknown`,
 * `assignment.over`, and what `endLoan` refuses.
 */
export async function bringBack(
  ctx: Ctx<Member>,
  taskId: string,
  { id, ...back }: Return & { id: string },
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockOwnPart(tx, ctx, taskId);
    if (!locked.ok) return locked;
    const had = [...ACCEPTED_STATES, "done", "withdrawn", "released"] as string[];
    if (!had.includes(locked.value.part.state)) return refuse("assignment.over");
    if (!(await belongs(tx, taskId, id))) return refuse("reservation.unknown");
    return endLoan(tx, ctx, id, back);
  });
}

/** A coordinator notes for the volunteer that it is back. Refuses as `bringBack` does. */
export async function takeBack(
  ctx: Ctx<Member>,
  taskId: string,
  { id, ...back }: Return & { id: string },
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockTask(tx, ctx, taskId);
    if (!locked.ok) return locked;
    if (!(await belongs(tx, taskId, id))) return refuse("reservation.unknown");
    return endLoan(tx, ctx, id, back);
  });
}
