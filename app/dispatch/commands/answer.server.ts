import { and, eq, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { assignment, task } from "../../../drizzle/schema/dispatch";
import { createCommitment, overlappingCommitment } from "../../accounts/commands/commitment.server";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { answerForm, expiryForm, withdrawalForm } from "../form";
import { takesPart } from "../policy";
import { freePlaces, leftOf } from "../rules/task";
import { LIVE_TASK_STATES } from "../states";
import {
  type AssignmentRow,
  followCover,
  followTeam,
  moveAssignment,
  type TaskRow,
  teamOf,
} from "./steps.server";

export type OwnPart = { part: AssignmentRow; task: TaskRow };

/**
 * Locks a volunteer's own latest part of a task: the person, the task, the part, in the order of
 * the whole house. Refuses `task.unknown`, also for whatever is somebody else's.
 */
export async function lockOwnPart(
  tx: Tx,
  { actor }: Acting<Member>,
  taskId: string,
): Promise<Result<OwnPart>> {
  await tx
    .select({ id: person.id })
    .from(person)
    .where(eq(person.id, actor.personId))
    .for("update");
  const [found] = await tx.select().from(task).where(eq(task.id, taskId)).for("update");
  const [part] = await tx
    .select()
    .from(assignment)
    .where(and(eq(assignment.taskId, taskId), eq(assignment.personId, actor.personId)))
    .orderBy(sql`${assignment.offeredAt} desc`)
    .limit(1)
    .for("update");
  return found && part ? done({ part, task: found }) : refuse("task.unknown");
}

/**
 * A volunteer answers the offer of a task: no with a reason, or yes, by which they are promised; a whole team makes the task
 * assigned. Gives whether it was a yes. Refuses: `task.unknown`, `task.over`, `assignment.not_verified_own`, `assignment.over`,
 * `assignment.full`, `assignment.overlaps_own` (with from when the other promise is).
 */
export const answerOffer = command({
  name: "assignment.answer",
  input: answerForm,
  may: takesPart,
  run: async (tx, ctx: Inside<Member>, { id, answer, reason, note }) => {
    const locked = await lockOwnPart(tx, ctx, id);
    if (!locked.ok) return locked;
    const { part } = locked.value;
    const answered =
      answer === "yes"
        ? await accept(tx, ctx, locked.value)
        : await moveAssignment(tx, ctx, part, "declined", { reason, set: { note } });
    if (!answered.ok) return answered;
    if (answer === "no") await followCover(tx, ctx, id);
    return done({ accepted: answer === "yes" });
  },
});

async function accept(
  tx: Tx,
  ctx: Acting<Member>,
  { part, task: found }: OwnPart,
): Promise<Result<null>> {
  const { personId } = ctx.actor;
  const [own] = await tx
    .select({ standing: person.standing })
    .from(person)
    .where(eq(person.id, personId));
  if (own?.standing !== "verified") return refuse("assignment.not_verified_own");
  if (part.state !== "offered" || part.answerBy <= ctx.now) return refuse("assignment.over");
  if (!LIVE_TASK_STATES.includes(found.state)) return refuse("task.over");
  const team = await teamOf(tx, found.id);
  const states = team.map(({ state }) => state);
  if (freePlaces(found.teamSize, states) === 0) return refuse("assignment.full");
  const during = leftOf(found.during, ctx.now);
  const clash = await overlappingCommitment(tx, personId, during);
  if (clash) return refuse("assignment.overlaps_own", { at: clash.from.toISOString() });
  await createCommitment(tx, { personId, during, kind: "task", sourceId: part.id });
  const accepted = await moveAssignment(tx, ctx, part, "accepted");
  return accepted.ok ? followTeam(tx, ctx, found) : accepted;
}

/** A volunteer who has said yes can't after all. Refuses: `task.unknown`, `assignment.over`. */
export const withdraw = command({
  name: "assignment.withdraw",
  input: withdrawalForm,
  may: takesPart,
  run: async (tx, ctx: Inside<Member>, { id, reason, note }) => {
    const locked = await lockOwnPart(tx, ctx, id);
    if (!locked.ok) return locked;
    const { part, task: found } = locked.value;
    const withdrawn = await moveAssignment(tx, ctx, part, "withdrawn", { reason, set: { note } });
    return withdrawn.ok ? followTeam(tx, ctx, found) : withdrawn;
  },
});

/** Nobody has answered in time. Nothing to do where somebody has. */
export const expireOffer = command({
  name: "assignment.expire",
  input: expiryForm,
  run: async (tx, ctx, { assignment: id }) => {
    const [part] = await tx.select().from(assignment).where(eq(assignment.id, id)).for("update");
    if (part?.state !== "offered" || part.answerBy > ctx.now) return done(null);
    const expired = await moveAssignment(tx, ctx, part, "expired");
    if (expired.ok) await followCover(tx, ctx, part.taskId);
    return expired.ok ? done(null) : expired;
  },
});
