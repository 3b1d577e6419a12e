import { and, asc, eq, sql } from "drizzle-orm";
import { isWaiting, offerChain } from "../../../drizzle/schema/dispatch";
import { record } from "../../audit/commands/record.server";
import type { Acting } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import type { Member } from "../../platform/types";
import type { ChainEnd } from "../types";
import type { TaskRow } from "./steps.server";

type Terms = { minutes: number; word: string };

/** Lets people wait for their turn, behind those who do already; the task is locked. Whoever had a turn can have another. */
export async function addToChain(
  tx: Tx,
  ctx: Acting<Member>,
  { id: taskId, districtId }: TaskRow,
  people: readonly string[],
  terms: Terms,
): Promise<void> {
  if (people.length === 0) return;
  const [last] = await tx
    .select({ position: sql<number>`coalesce(max(${offerChain.position}), 0)` })
    .from(offerChain)
    .where(eq(offerChain.taskId, taskId));
  for (const [index, personId] of people.entries()) {
    const link = {
      ...terms,
      position: last!.position + index + 1,
      addedBy: ctx.actor.personId,
      addedAt: ctx.now,
      ended: null,
      endedAt: null,
      assignmentId: null,
    };
    await tx
      .insert(offerChain)
      .values({ ...link, taskId, personId })
      .onConflictDoUpdate({ target: [offerChain.taskId, offerChain.personId], set: link });
  }
  await record(tx, ctx, {
    type: "task.chain_set",
    thingId: taskId,
    districtId,
    data: { people },
  });
}

/** Who waits for their turn, the next first. */
export const waitingFor = (tx: Tx, taskId: string) =>
  tx
    .select()
    .from(offerChain)
    .where(and(eq(offerChain.taskId, taskId), isWaiting))
    .orderBy(asc(offerChain.position));

type Ending = { ended: ChainEnd; personId?: string; assignmentId?: string };

/** One of them, or all, wait no more; gives how many did. The task is locked. */
export async function endWaiting(
  tx: Tx,
  { now }: Acting,
  taskId: string,
  { personId, ended, assignmentId = undefined }: Ending,
): Promise<number> {
  const ofTask = and(eq(offerChain.taskId, taskId), isWaiting);
  const rows = await tx
    .update(offerChain)
    .set({ ended, endedAt: now, word: "", assignmentId })
    .where(personId ? and(ofTask, eq(offerChain.personId, personId)) : ofTask)
    .returning({ id: offerChain.id });
  return rows.length;
}
