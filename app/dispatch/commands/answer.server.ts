import { and, eq, gt, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { assignment, task } from "../../../drizzle/schema/dispatch";
import { createCommitment, overlappingCommitment } from "../../accounts/commands/commitment.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { freePlaces } from "../rules/task";
import { type DeclineReason, LIVE_TASK_STATES } from "../types";
import { type AssignmentRow, moveAssignment, settle, type TaskRow, teamOf } from "./steps.server";

export type OwnPart = { part: AssignmentRow; task: TaskRow };

/**
 * Locks a volunteer's own latest part of a task: the person, the task, the part, in the order of
 * the whole house. Refuses `task.unknown`, also for whatever is somebody else's.
 */
export async function lockOwnPart(
  tx: Tx,
  { actor }: Pick<Ctx<Member>, "actor">,
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
 * A volunteer says yes: the promise is written, and a whole team makes the task assigned. Refuses:
 * `task.unknown`, `task.over`, `assignment.not_verified`, `assignment.over`, `assignment.full`,
 * `assignment.overlaps_own` (with from when to when the other promise is).
 */
export async function accept(ctx: Ctx<Member>, taskId: string): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockOwnPart(tx, ctx, taskId);
    if (!locked.ok) return locked;
    const { part, task: found } = locked.value;
    const [own] = await tx
      .select({ standing: person.standing })
      .from(person)
      .where(eq(person.id, ctx.actor.personId));
    if (own?.standing !== "verified") return refuse("assignment.not_verified_own");
    if (part.state !== "offered" || part.answerBy <= ctx.now) return refuse("assignment.over");
    if (!LIVE_TASK_STATES.some((state) => state === found.state)) return refuse("task.over");
    const team = await teamOf(tx, taskId);
    if (
      freePlaces(
        found.teamSize,
        team.map(({ state }) => state),
      ) === 0
    )
      return refuse("assignment.full");
    const clash = await overlappingCommitment(tx, ctx.actor.personId, found.during);
    if (clash) return refuse("assignment.overlaps_own", { at: clash.from.toISOString() });
    const { during } = found;
    await createCommitment(tx, {
      personId: ctx.actor.personId,
      during,
      kind: "task",
      sourceId: part.id,
    });
    await moveAssignment(tx, ctx, part, "accepted");
    await settle(tx, ctx, found);
    return done(null);
  });
}

/** A volunteer says no, and why. Refuses: `task.unknown`, `assignment.over`. */
export async function decline(
  ctx: Ctx<Member>,
  taskId: string,
  { reason, note }: { reason: DeclineReason; note: string },
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockOwnPart(tx, ctx, taskId);
    if (!locked.ok) return locked;
    if (locked.value.part.state !== "offered") return refuse("assignment.over");
    await moveAssignment(tx, ctx, locked.value.part, "declined", { reason, set: { note } });
    return done(null);
  });
}

/** A volunteer who has said yes can't after all. Refuses: `task.unknown`, `assignment.over`. */
export async function withdraw(
  ctx: Ctx<Member>,
  taskId: string,
  { reason, note }: { reason: DeclineReason; note: string },
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockOwnPart(tx, ctx, taskId);
    if (!locked.ok) return locked;
    const { part, task: found } = locked.value;
    if (!["accepted", "en_route", "on_site"].includes(part.state)) return refuse("assignment.over");
    await moveAssignment(tx, ctx, part, "withdrawn", { reason, set: { note } });
    await settle(tx, ctx, found);
    return done(null);
  });
}

/** Nobody has answered in time. Nothing to do where somebody has. */
export async function expireOffer(ctx: Pick<Ctx, "db" | "now" | "actor">, assignmentId: string) {
  await ctx.db.transaction(async (tx) => {
    const [part] = await tx
      .select()
      .from(assignment)
      .where(eq(assignment.id, assignmentId))
      .for("update");
    if (part?.state === "offered" && part.answerBy <= ctx.now)
      await moveAssignment(tx, ctx, part, "expired");
  });
}

/** Offers of one task that still wait; the more recent by `answerBy`. */
export const waiting = (now: Date) =>
  and(eq(assignment.state, "offered"), gt(assignment.answerBy, now));
