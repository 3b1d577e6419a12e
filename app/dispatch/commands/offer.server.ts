import { and, eq, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { assignment } from "../../../drizzle/schema/dispatch";
import { record } from "../../audit/commands/record.server";
import { type Candidate, isHard, whyNot } from "../../matching/rules/why-not";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { readCandidates, wantedOf } from "../queries/candidates.server";
import { lockTask, moveAssignment, settle, type TaskRow } from "./steps.server";

type Offer = {
  people: readonly string[];
  /** In how many minutes an answer is due. */
  minutes: number;
  /** The word for which soft reasons are set aside; empty for none. */
  word: string;
};
type Context = Ctx<Member> & { zone: string };

/**
 * Offers a task to one or more volunteers, more than there are places if need be: who answers first has
 * it. Refuses, for the first of whom it can't be: `task.unknown`, `task.over`, `task.nobody`,
 * `assignment.<hard reason>`, `assignment.needs_word`.
 */
export async function offerTask(ctx: Context, id: string, offer: Offer): Promise<Result<number>> {
  if (offer.people.length === 0) return refuse("task.nobody");
  return ctx.db.transaction(async (tx) => {
    // The order of the whole house: persons before tasks.
    for (const personId of [...offer.people].sort())
      await tx.select({ id: person.id }).from(person).where(eq(person.id, personId)).for("update");
    const locked = await lockTask(tx, ctx, id);
    if (!locked.ok) return locked;
    if (!["open", "assigned", "under_way"].includes(locked.value.state)) return refuse("task.over");
    const refusal = await whyRefused(tx, ctx, locked.value, offer);
    if (refusal) return refusal;
    const answerBy = new Date(ctx.now.getTime() + offer.minutes * 60_000);
    for (const personId of offer.people)
      await make(tx, ctx, locked.value, personId, answerBy, offer.word);
    return done(offer.people.length);
  });
}

async function whyRefused(tx: Tx, { zone }: Context, task: TaskRow, { people, word }: Offer) {
  const wanted = wantedOf(task, zone);
  const rows = await readCandidates(tx, task, people);
  if (rows.length !== new Set(people).size) return refuse("task.nobody");
  for (const row of rows) {
    const reasons = whyNot(row as Candidate, wanted);
    const hard = reasons.find(isHard);
    if (hard) return refuse(`assignment.${hard}`, { name: row.name });
    if (reasons.length > 0 && !word) return refuse("assignment.needs_word", { name: row.name });
  }
  return null;
}

async function make(
  tx: Tx,
  ctx: Context,
  task: TaskRow,
  personId: string,
  answerBy: Date,
  word: string,
) {
  const [made] = await tx
    .insert(assignment)
    .values({
      taskId: task.id,
      personId,
      answerBy,
      override: word || null,
      offeredBy: ctx.actor.personId,
      offeredAt: ctx.now,
      stateAt: ctx.now,
    })
    .returning({ id: assignment.id });
  const thingId = made!.id;
  await record(tx, ctx, {
    type: "assignment.offered",
    thingId,
    toState: "offered",
    districtId: task.districtId,
    data: { task: task.id, person: personId },
  });
  const job = JSON.stringify({ assignment: thingId });
  await tx.execute(
    sql`select enqueue_job('offer-expiry', ${job}::json, ${`expiry ${thingId}`}, ${answerBy.toISOString()}::timestamptz)`,
  );
}

/** A coordinator takes an offer or a promise back. Refuses: `task.unknown`, `assignment.unknown`, `assignment.over`. */
export async function release(
  ctx: Ctx<Member>,
  taskId: string,
  assignmentId: string,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockTask(tx, ctx, taskId);
    if (!locked.ok) return locked;
    const [found] = await tx
      .select()
      .from(assignment)
      .where(and(eq(assignment.id, assignmentId), eq(assignment.taskId, taskId)))
      .for("update");
    if (!found) return refuse("assignment.unknown");
    if (!["offered", "accepted", "en_route", "on_site"].includes(found.state))
      return refuse("assignment.over");
    await moveAssignment(tx, ctx, found, "released");
    await settle(tx, ctx, locked.value);
    return done(null);
  });
}
