import { and, eq } from "drizzle-orm";
import { assignment, task } from "../../../drizzle/schema/dispatch";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { mayCoordinate } from "../../requests/policy";
import { isId } from "../../requests/queries/reach.server";

/** The id of a task that the actor coordinates; null for everything else. */
export async function taskInReach(ctx: Ctx, id: string | undefined): Promise<string | null> {
  if (!isId(id)) return null;
  const [found] = await ctx.db
    .select({ districtId: task.districtId })
    .from(task)
    .where(eq(task.id, id));
  return found && mayCoordinate(ctx.actor, found) ? id : null;
}

/** The id of a task in which the volunteer has or had a part; null for everything else. */
export async function ownTask(ctx: Ctx<Member>, id: string | undefined): Promise<string | null> {
  if (!isId(id)) return null;
  const mine = and(eq(assignment.taskId, id), eq(assignment.personId, ctx.actor.personId));
  const found = await ctx.db.select({ id: assignment.id }).from(assignment).where(mine).limit(1);
  return found.length > 0 ? id : null;
}
