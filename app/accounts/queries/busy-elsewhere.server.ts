import { and, eq, not } from "drizzle-orm";
import { assignment, isLiveAssignment, task } from "../../../drizzle/schema/dispatch";
import type { Tx } from "../../platform/database.server";
import type { Member } from "../../platform/types";
import { inScope } from "./scope.server";

/**
 * Whether whoever acted as this volunteer would see a resident outside the actor's districts: an offer or a promise that
 * stands shows them to the volunteer.
 */
export async function isBusyElsewhere(tx: Tx, actor: Member, personId: string): Promise<boolean> {
  const found = await tx
    .select({ id: assignment.id })
    .from(assignment)
    .innerJoin(task, eq(task.id, assignment.taskId))
    .where(
      and(
        eq(assignment.personId, personId),
        isLiveAssignment,
        not(inScope(actor, task.districtId)),
      ),
    )
    .limit(1);
  return found.length > 0;
}
