import { and, eq, inArray, not } from "drizzle-orm";
import { assignment, task } from "../../../drizzle/schema/dispatch";
import type { Tx } from "../../platform/database.server";
import type { Member } from "../../platform/types";
import { inScope } from "./scope.server";

/** An offer or a promise that stands: through it, a volunteer's account shows a resident. */
const LIVE = ["offered", "accepted", "en_route", "on_site"] as const;

/** Whether whoever acted as this volunteer would see a resident outside the actor's districts. */
export async function isBusyElsewhere(tx: Tx, actor: Member, personId: string): Promise<boolean> {
  const found = await tx
    .select({ id: assignment.id })
    .from(assignment)
    .innerJoin(task, eq(task.id, assignment.taskId))
    .where(
      and(
        eq(assignment.personId, personId),
        inArray(assignment.state, [...LIVE]),
        not(inScope(actor, task.districtId)),
      ),
    )
    .limit(1);
  return found.length > 0;
}
