import { and, asc, eq, inArray } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import {
  assignment,
  isLiveAssignment,
  isLiveTask,
  task,
  taskRequest,
} from "../../../drizzle/schema/dispatch";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { LIVE_ASSIGNMENT_STATES } from "../states";
import type { AssignmentState } from "../types";

/** Somebody who was asked for a request or has said yes to it, by name alone, and since when they stand so. */
export type ComingPerson = { name: string; state: AssignmentState; since: Date };

/**
 * Who was asked for each request, and who is coming; the nearest to the door first. The requests are those of a list that the
 * coordinator may see.
 */
export async function whoIsComing(
  { db }: Pick<Ctx<Member>, "db">,
  requestIds: readonly string[],
): Promise<Map<string, ComingPerson[]>> {
  const coming = new Map<string, ComingPerson[]>();
  if (requestIds.length === 0) return coming;
  const rows = await db
    .select({
      requestId: taskRequest.requestId,
      name: person.name,
      state: assignment.state,
      since: assignment.stateAt,
    })
    .from(taskRequest)
    .innerJoin(task, eq(task.id, taskRequest.taskId))
    .innerJoin(assignment, eq(assignment.taskId, task.id))
    .innerJoin(person, eq(person.id, assignment.personId))
    .where(and(inArray(taskRequest.requestId, [...requestIds]), isLiveTask, isLiveAssignment))
    .orderBy(asc(assignment.stateAt));
  for (const { requestId, ...one } of rows)
    coming.set(requestId, [...(coming.get(requestId) ?? []), one]);
  for (const people of coming.values())
    people.sort((a, b) => NEAREST.indexOf(a.state) - NEAREST.indexOf(b.state));
  return coming;
}

const NEAREST: readonly AssignmentState[] = [...LIVE_ASSIGNMENT_STATES].reverse();
