import { and, asc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { isNotIn } from "../../../drizzle/schema/columns";
import { assignment, isLiveTask, task, taskRequest } from "../../../drizzle/schema/dispatch";
import { request } from "../../../drizzle/schema/requests";
import type { Db, Tx } from "../../platform/database.server";
import { opens } from "../../requests/queries/opens.server";
import { CALLED_OFF } from "../../requests/states";
import { doorNumber } from "../rules/door-number";
import { ACCEPTED_STATES, AT_DOOR_STATES } from "../states";
import type { AssignmentState } from "../types";

/** The request that a task serves: the own one, or the one that it was merged into. */
const served = alias(request, "served");

/** Who visits a request. One that was merged is a door of its own. */
const visitsTo = (db: Db | Tx, which: SQL | undefined, states: readonly AssignmentState[]) =>
  db
    .select({
      part: assignment.id,
      door: request.id,
      code: request.code,
      name: person.name,
      names: volunteerProfile.namesThemselves,
    })
    .from(request)
    .innerJoin(served, eq(served.id, sql`coalesce(${request.duplicateOf}, ${request.id})`))
    .innerJoin(taskRequest, eq(taskRequest.requestId, served.id))
    .innerJoin(task, eq(task.id, taskRequest.taskId))
    .innerJoin(assignment, eq(assignment.taskId, task.id))
    .innerJoin(person, eq(person.id, assignment.personId))
    .leftJoin(volunteerProfile, eq(volunteerProfile.personId, person.id))
    .where(
      and(
        which,
        isNotIn(served.state, CALLED_OFF),
        isLiveTask,
        inArray(assignment.state, [...states]),
      ),
    )
    .orderBy(asc(assignment.stateAt), asc(person.name));

/**
 * Who is on the way to the holder of a private link, or there: the number that they say at this door, and the first name of those
 * who have said that it may be read.
 */
export async function whoIsAtTheDoor(db: Db, token: string) {
  const visits = await visitsTo(db, opens(token), AT_DOOR_STATES);
  return visits.map(({ part, door, name, names }) => ({
    number: doorNumber(part, door),
    name: names ? name.split(" ", 1)[0]! : null,
  }));
}

/** The numbers of all who come to a request, once one of them has set out: nobody is told again of those who follow. */
export async function doorNumbersFor(tx: Tx, requestId: string): Promise<string[]> {
  const visits = await visitsTo(tx, eq(request.id, requestId), ACCEPTED_STATES);
  return visits.map(({ part, door }) => doorNumber(part, door));
}

/** The numbers of a task's visits, for its coordinator to say on the phone: each with the code of the request that it is for. */
export async function doorNumbersOf(db: Db, requestIds: string[]) {
  const which = or(inArray(request.id, requestIds), inArray(request.duplicateOf, requestIds));
  const visits = await visitsTo(db, which, ACCEPTED_STATES);
  return visits.map(({ part, door, code }) => ({ part, code, number: doorNumber(part, door) }));
}
