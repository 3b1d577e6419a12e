import { and, eq, inArray } from "drizzle-orm";
import { task, taskRequest } from "../../../drizzle/schema/dispatch";
import { record } from "../../audit/commands/record.server";
import { command, execute } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import type { JobCtx } from "../../platform/jobs.server";
import { done, type Member, refuse } from "../../platform/types";
import { coordinates } from "../../requests/policy";
import { followForm, moveForm } from "../form";
import { firstServed, liesAt } from "../queries/place.server";
import { hasArrived, takesHelp } from "../rules/task";
import { HELPED_TASK_STATES } from "../states";
import { lockServed, lockTask, type TaskRow, teamOf } from "./steps.server";

/**
 * A task goes where the first of its open requests lies now. Nothing to do where it lies there, or where somebody has arrived
 * already: then its coordinator is asked (`moveToRequest`).
 */
export const followPlace = command({
  name: "task.follow-place",
  input: followForm,
  run: async (tx, ctx, { task: id }) => {
    const [found] = await tx.select().from(task).where(eq(task.id, id)).for("update");
    if (!found || !takesHelp(found.state)) return done(null);
    const team = await teamOf(tx, id);
    if (hasArrived(team.map(({ state }) => state))) return done(null);
    await moveToFirst(tx, ctx, found);
    return done(null);
  },
});

/**
 * A coordinator sends a task after its request though somebody has arrived at the old place. Refuses: `task.unknown`, `conflict`,
 * `task.over`.
 */
export const moveToRequest = command({
  name: "task.move",
  input: moveForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, version }) => {
    const locked = await lockTask(tx, ctx, id, version);
    if (!locked.ok) return locked;
    if (!takesHelp(locked.value.state)) return refuse("task.over");
    await moveToFirst(tx, ctx, locked.value);
    return done(null);
  },
});

/** Each task that works on a request, by a command of its own. */
export async function followPlaces(ctx: JobCtx, requestId: string): Promise<void> {
  const working = await ctx.db
    .select({ id: task.id })
    .from(taskRequest)
    .innerJoin(task, eq(task.id, taskRequest.taskId))
    .where(and(eq(taskRequest.requestId, requestId), inArray(task.state, [...HELPED_TASK_STATES])));
  for (const { id } of working) await execute(ctx, followPlace, { task: id });
}

async function moveToFirst(tx: Tx, ctx: Acting, found: TaskRow): Promise<void> {
  await lockServed(tx, found.id);
  const first = await firstServed(tx, found.id);
  if (!first || liesAt(found, first)) return;
  const { districtId, lat, lon } = first;
  await tx
    .update(task)
    .set({ districtId, lat, lon, version: found.version + 1 })
    .where(eq(task.id, found.id));
  const data = { request: first.id };
  await record(tx, ctx, { type: "task.moved", thingId: found.id, districtId, data });
}
