import { and, eq, inArray, sql } from "drizzle-orm";
import { commitment, person } from "../../../drizzle/schema/accounts";
import { assignment, task, taskRequest } from "../../../drizzle/schema/dispatch";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { backToTriage, fulfil } from "../../requests/commands/progress.server";
import { OPEN_STATES } from "../../requests/types";
import { releaseAllFor } from "../../resources/commands/reserve.server";
import { taskMayBecome } from "../states";
import { LIVE_TASK_STATES, type TaskEnding } from "../types";
import {
  lockServed,
  lockTask,
  moveAssignment,
  moveTask,
  servedBy,
  settle,
  type TaskRow,
  teamOf,
} from "./steps.server";

const HOUR = 3_600_000;

export type Confirmed = { requestId: string; amount: number | null; whole: boolean };

/**
 * A coordinator confirms what came, request by request; what is short stays open. Refuses: `task.unknown`,
 * `conflict`, `task.not_done`, `request.unknown`.
 */
export async function confirmTask(
  ctx: Ctx<Member>,
  id: string,
  { version, delivered }: { version: number; delivered: readonly Confirmed[] },
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockTask(tx, ctx, id, version);
    if (!locked.ok) return locked;
    if (locked.value.state !== "done") return refuse("task.not_done");
    await moveTask(tx, ctx, locked.value, "confirmed");
    await releaseAllFor(tx, ctx, id);
    const came = new Map(delivered.map((one) => [one.requestId, one]));
    for (const { requestId, others } of await servedBy(tx, id)) {
      const { amount = null, whole = false } = came.get(requestId) ?? {};
      await tx
        .update(taskRequest)
        .set({ confirmed: amount, outcome: whole ? "whole" : amount ? "part" : "none" })
        .where(and(eq(taskRequest.taskId, id), eq(taskRequest.requestId, requestId)));
      const told = await fulfil(tx, ctx, requestId, { delivered: amount, whole, others });
      if (!told.ok) return told;
    }
    return done(null);
  });
}

/**
 * "Not so": a task that was called done is under way again, its lead on site and promised for another hour.
 * Refuses: `task.unknown`, `conflict`, `task.not_done`, `task.lead_busy`.
 */
export async function returnTask(
  ctx: Ctx<Member>,
  id: string,
  version: number,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const [before] = await tx.select({ leadId: task.leadId }).from(task).where(eq(task.id, id));
    if (before?.leadId)
      await tx
        .select({ id: person.id })
        .from(person)
        .where(eq(person.id, before.leadId))
        .for("update");
    const locked = await lockTask(tx, ctx, id, version);
    if (!locked.ok) return locked;
    const found = locked.value;
    if (found.state !== "done") return refuse("task.not_done");
    const team = await teamOf(tx, id);
    const lead = team.find(({ personId, state }) => personId === found.leadId && state === "done");
    if (lead) {
      if (!(await promiseAgain(tx, ctx, lead.id, lead.personId))) return refuse("task.lead_busy");
      await moveAssignment(tx, ctx, lead, "on_site");
    }
    await moveTask(tx, ctx, found, "under_way");
    return done(null);
  });
}

async function promiseAgain(tx: Tx, ctx: Ctx, sourceId: string, personId: string) {
  const until = new Date(ctx.now.getTime() + HOUR);
  const during = sql`tstzrange(${ctx.now.toISOString()}::timestamptz, ${until.toISOString()}::timestamptz)`;
  const clash = await tx
    .select({ id: commitment.id })
    .from(commitment)
    .where(
      and(
        eq(commitment.personId, personId),
        sql`${commitment.sourceId} <> ${sourceId} and ${commitment.during} && ${during}`,
      ),
    );
  if (clash.length > 0) return false;
  await tx.delete(commitment).where(eq(commitment.sourceId, sourceId));
  await tx.insert(commitment).values({ personId, sourceId, kind: "task", during: during as never });
  return true;
}

/**
 * Ends a task without help: `cancelled` or `failed`. Whoever was on it is free again, and its requests are open
 * again. Refuses: `task.unknown`, `conflict`, `task.over`.
 */
export async function endTask(
  ctx: Ctx<Member>,
  id: string,
  { to, reason, version }: { to: "cancelled" | "failed"; reason: TaskEnding; version: number },
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockTask(tx, ctx, id, version);
    if (!locked.ok) return locked;
    if (!taskMayBecome(locked.value.state, to)) return refuse("task.over");
    await endTeam(tx, ctx, locked.value, to, reason);
    for (const { requestId, others } of await servedBy(tx, id)) {
      const told = await backToTriage(tx, ctx, requestId, { reason, others });
      if (!told.ok) return told;
    }
    return done(null);
  });
}

/**
 * A request is over, so a task that serves no other open one is not needed any more: whoever was on it is free again and is
 * told. A task that is done already waits for its confirmation all the same.
 */
export async function endUnneeded(ctx: Pick<Ctx, "db" | "now" | "actor">, requestId: string) {
  const served = await ctx.db
    .select({ taskId: taskRequest.taskId })
    .from(taskRequest)
    .innerJoin(task, eq(task.id, taskRequest.taskId))
    .where(and(eq(taskRequest.requestId, requestId), inArray(task.state, [...LIVE_TASK_STATES])));
  for (const { taskId } of served)
    await ctx.db.transaction(async (tx) => {
      const [found] = await tx.select().from(task).where(eq(task.id, taskId)).for("update");
      if (!found || !taskMayBecome(found.state, "cancelled")) return;
      const requests = await lockServed(tx, taskId);
      if (requests.some(({ state }) => OPEN_STATES.some((open) => open === state))) return;
      await endTeam(tx, ctx, found, "cancelled", "not_needed");
    });
}

/** Everybody who is still on it is released, what was reserved for it is free again. */
async function endTeam(
  tx: Tx,
  ctx: Pick<Ctx, "now" | "actor">,
  found: TaskRow,
  to: "cancelled" | "failed",
  reason: TaskEnding,
) {
  for (const part of await teamOf(tx, found.id))
    if (["offered", "accepted", "en_route", "on_site"].includes(part.state))
      await moveAssignment(tx, ctx, part, "released");
  await moveTask(tx, ctx, found, to, { reason, set: { ending: reason } });
  await releaseAllFor(tx, ctx, found.id);
}

/** Takes back whatever a suspended volunteer was offered or has promised. */
export async function releaseAllOf(ctx: Pick<Ctx, "db" | "now" | "actor">, personId: string) {
  const parts = await ctx.db
    .select({ id: assignment.id, taskId: assignment.taskId })
    .from(assignment)
    .where(
      and(
        eq(assignment.personId, personId),
        sql`${assignment.state} in ('offered', 'accepted', 'en_route', 'on_site')`,
      ),
    );
  for (const { id, taskId } of parts)
    await ctx.db.transaction(async (tx) => {
      const [found] = await tx.select().from(task).where(eq(task.id, taskId)).for("update");
      const [part] = await tx.select().from(assignment).where(eq(assignment.id, id)).for("update");
      if (!found || !part || !["offered", "accepted", "en_route", "on_site"].includes(part.state))
        return;
      await moveAssignment(tx, ctx, part, "released");
      await settle(tx, ctx, found);
    });
}
