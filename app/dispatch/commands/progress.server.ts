import { and, eq } from "drizzle-orm";
import { task, taskRequest } from "../../../drizzle/schema/dispatch";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { assignmentMayBecome } from "../states";
import { lockOwnPart } from "./answer.server";
import {
  type AssignmentRow,
  moveAssignment,
  moveTask,
  settle,
  type TaskRow,
  teamOf,
} from "./steps.server";

/** A volunteer is on the way, or there. Refuses: `task.unknown`, `task.not_whole`, `task.over`, `assignment.over`. */
export async function progress(
  ctx: Ctx<Member>,
  taskId: string,
  to: "en_route" | "on_site",
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockOwnPart(tx, ctx, taskId);
    if (!locked.ok) return locked;
    const { part, task: found } = locked.value;
    // Pressed twice on a weak network: it is so already.
    if (part.state === to) return done(null);
    if (!assignmentMayBecome(part.state, to) || part.state === "done")
      return refuse("assignment.over");
    if (found.state === "open") return refuse("task.not_whole");
    if (!["assigned", "under_way"].includes(found.state)) return refuse("task.over");
    await moveAssignment(tx, ctx, part, to);
    await settle(tx, ctx, found);
    return done(null);
  });
}

export type Report = {
  requestId: string;
  amount: number | null;
  outcome: "whole" | "part" | "none";
};

/**
 * A volunteer's word that it is done, with what was handed over; the lead's word makes the task done for all.
 * Refuses: `task.unknown`, `task.over`, `assignment.over`.
 */
export async function complete(
  ctx: Ctx<Member>,
  taskId: string,
  { reports, ticked, note }: { reports: readonly Report[]; ticked: number[]; note: string },
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockOwnPart(tx, ctx, taskId);
    if (!locked.ok) return locked;
    const { part, task: found } = locked.value;
    if (part.state === "done") return done(null);
    if (part.state !== "en_route" && part.state !== "on_site") return refuse("assignment.over");
    if (found.state !== "under_way") return refuse("task.over");
    for (const { requestId, amount, outcome } of reports)
      await tx
        .update(taskRequest)
        .set({ reported: amount, outcome })
        .where(and(eq(taskRequest.taskId, taskId), eq(taskRequest.requestId, requestId)));
    await finish(tx, ctx, part, { ticked, note });
    if (found.leadId === ctx.actor.personId) await finishTask(tx, ctx, found);
    return done(null);
  });
}

/** By way of being there, if that was not said. */
async function finish(
  tx: Tx,
  ctx: Ctx<Member>,
  part: AssignmentRow,
  set: { ticked?: number[]; note?: string } = {},
) {
  const there = part.state === "en_route" ? await moveAssignment(tx, ctx, part, "on_site") : part;
  await moveAssignment(tx, ctx, there, "done", { set });
}

async function finishTask(tx: Tx, ctx: Ctx<Member>, found: TaskRow) {
  for (const part of await teamOf(tx, found.id)) {
    if (part.state === "en_route" || part.state === "on_site") await finish(tx, ctx, part);
    else if (part.state === "accepted" || part.state === "offered")
      await moveAssignment(tx, ctx, part, "released");
  }
  const [current] = await tx.select().from(task).where(eq(task.id, found.id));
  await moveTask(tx, ctx, current!, "done");
}
