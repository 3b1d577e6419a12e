import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { assignment, isLiveTask, task, taskRequest } from "../../../drizzle/schema/dispatch";
import { request } from "../../../drizzle/schema/requests";
import type { Db, Tx } from "../../platform/database.server";
import { opens } from "../../requests/queries/opens.server";
import { doorNumber } from "../rules/door-number";
import { ACCEPTED_STATES, AT_DOOR_STATES } from "../states";
import type { AssignmentState } from "../types";

const partsFor = (db: Db | Tx, which: SQL | undefined, states: readonly AssignmentState[]) =>
  db
    .select({
      id: assignment.id,
      name: person.name,
      names: volunteerProfile.namesThemselves,
    })
    .from(taskRequest)
    .innerJoin(request, eq(request.id, taskRequest.requestId))
    .innerJoin(task, eq(task.id, taskRequest.taskId))
    .innerJoin(assignment, eq(assignment.taskId, task.id))
    .innerJoin(person, eq(person.id, assignment.personId))
    .leftJoin(volunteerProfile, eq(volunteerProfile.personId, person.id))
    .where(and(which, isLiveTask, inArray(assignment.state, [...states])))
    .orderBy(asc(assignment.stateAt), asc(person.name));

/**
 * Who is on the way to the holder of a private link, or there: the number that they say at the door, and the first name of those
 * who have said that it may be read.
 */
export async function whoIsAtTheDoor(db: Db, token: string) {
  const own = db
    .select({ id: sql`coalesce(${request.duplicateOf}, ${request.id})` })
    .from(request)
    .where(opens(token));
  const parts = await partsFor(db, inArray(taskRequest.requestId, own), AT_DOOR_STATES);
  return parts.map(({ id, name, names }) => ({
    number: doorNumber(id),
    name: names ? name.split(" ", 1)[0]! : null,
  }));
}

/** The numbers of all who come to a request, once one of them has set out: nobody is told again of those who follow. */
export async function doorNumbersFor(tx: Tx, requestId: string): Promise<string[]> {
  const parts = await partsFor(tx, eq(taskRequest.requestId, requestId), ACCEPTED_STATES);
  return parts.map(({ id }) => doorNumber(id));
}
