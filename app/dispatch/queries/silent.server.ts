import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { assignment, isLiveTask, task, taskRequest } from "../../../drizzle/schema/dispatch";
import { reveal } from "../../accounts/queries/reveal.server";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";

/** Since when nobody has heard of somebody who was asked and does not answer; null for everybody else. */
export const silentSince = sql<Date | null>`case when ${assignment.state} = 'on_site'
  and ${assignment.silentAt} is not null then coalesce(${assignment.signAt}, ${assignment.stateAt}) end`.mapWith(
  assignment.stateAt,
);

/** Who is there for a request and does not answer, with how to reach them: that is a look, and on record. */
export async function listSilent(ctx: Ctx<Member>, requestId: string) {
  const rows = await ctx.db
    .select({
      id: assignment.id,
      taskId: task.id,
      personId: person.id,
      name: person.name,
      silentSince,
    })
    .from(taskRequest)
    .innerJoin(task, eq(task.id, taskRequest.taskId))
    .innerJoin(assignment, eq(assignment.taskId, task.id))
    .innerJoin(person, eq(person.id, assignment.personId))
    .where(
      and(
        eq(taskRequest.requestId, requestId),
        inScope(ctx.actor, task.districtId),
        isLiveTask,
        eq(assignment.state, "on_site"),
        isNotNull(assignment.silentAt),
      ),
    )
    .orderBy(asc(assignment.silentAt));
  if (rows.length === 0) return [];
  const ids = rows.map(({ personId }) => personId);
  const phones = await reveal(ctx.db, ctx, "volunteer", ids, { page: "request" });
  return rows.map((row) => ({ ...row, phone: phones.get(row.personId)?.phone ?? null }));
}
