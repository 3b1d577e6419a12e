import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { assignment, isLiveTask, task, taskRequest } from "../../../drizzle/schema/dispatch";
import { request } from "../../../drizzle/schema/requests";
import type { Db } from "../../platform/database.server";
import { opens } from "../../requests/queries/opens.server";

/**
 * First names of those who are on the way to the holder of a private link, or there, and have said that they may be read: one
 * may ask for them before one opens.
 */
export async function namesAtTheDoor(db: Db, token: string): Promise<string[]> {
  const own = db
    .select({ id: sql`coalesce(${request.duplicateOf}, ${request.id})` })
    .from(request)
    .where(opens(token));
  const rows = await db
    .select({ name: person.name })
    .from(taskRequest)
    .innerJoin(task, eq(task.id, taskRequest.taskId))
    .innerJoin(assignment, eq(assignment.taskId, task.id))
    .innerJoin(person, eq(person.id, assignment.personId))
    .innerJoin(volunteerProfile, eq(volunteerProfile.personId, person.id))
    .where(
      and(
        inArray(taskRequest.requestId, own),
        isLiveTask,
        inArray(assignment.state, ["en_route", "on_site"]),
        eq(volunteerProfile.namesThemselves, true),
      ),
    )
    .orderBy(asc(assignment.stateAt), asc(person.name));
  return rows.map(({ name }) => name.split(" ", 1)[0]!);
}
