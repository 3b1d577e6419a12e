import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { literals } from "../../../drizzle/schema/columns";
import {
  assignment,
  isLiveTask,
  isWaiting,
  offerChain,
  task,
  taskRequest,
} from "../../../drizzle/schema/dispatch";
import { request } from "../../../drizzle/schema/requests";
import { endCommitment } from "../../accounts/commands/commitment.server";
import { type Lifecycle, transition } from "../../audit/commands/transition.server";
import { lastChange } from "../../audit/queries/last-change.server";
import type { Acting } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Result, refuse } from "../../platform/types";
import { setCover, setSilence } from "../../requests/commands/progress.server";
import { mayCoordinate } from "../../requests/policy";
import { coverOf } from "../rules/cover";
import { safetyLookAt } from "../rules/safety";
import { isDoneByAll, leadOf, settledState } from "../rules/task";
import {
  ACCEPTED_STATES,
  assignmentTransitions,
  LIVE_TASK_STATES,
  taskTransitions,
} from "../states";
import type { AssignmentState, TaskState } from "../types";
import { lookAfter } from "./look-after.server";

export type TaskRow = typeof task.$inferSelect;
export type AssignmentRow = typeof assignment.$inferSelect;

const taskLife: Lifecycle<"task", typeof task, TaskState> = {
  thing: "task",
  table: task,
  transitions: taskTransitions,
  refusal: "task.over",
};

const assignmentLife: Lifecycle<"assignment", typeof assignment, AssignmentState> = {
  thing: "assignment",
  table: assignment,
  transitions: assignmentTransitions,
  refusal: "assignment.over",
};

/** Locks a task that the actor coordinates; `version` as on the page, or null. Refuses: `task.unknown`, `conflict`. */
export async function lockTask(
  tx: Tx,
  ctx: Acting,
  id: string,
  version: number | null = null,
): Promise<Result<TaskRow>> {
  const [found] = await tx.select().from(task).where(eq(task.id, id)).for("update");
  if (!found || !mayCoordinate(ctx.actor, found)) return refuse("task.unknown");
  if (version !== null && found.version !== version)
    return refuse("conflict", await lastChange(tx, id));
  return done(found);
}

/** Locks a task that the actor coordinates, and one part of it. Refuses: `task.unknown`, `assignment.unknown`. */
export async function lockTeamMember(tx: Tx, ctx: Acting, id: string, assignmentId: string) {
  const locked = await lockTask(tx, ctx, id);
  if (!locked.ok) return locked;
  const [part] = await tx
    .select()
    .from(assignment)
    .where(and(eq(assignment.id, assignmentId), eq(assignment.taskId, id)))
    .for("update");
  return part ? done({ found: locked.value, part }) : refuse("assignment.unknown");
}

type TaskStep = { reason?: string; set?: Partial<typeof task.$inferInsert> };

/** Moves a locked task one step, and records it. Refuses: `task.over`. */
export const moveTask = (
  tx: Tx,
  ctx: Acting,
  locked: TaskRow,
  to: TaskState,
  { reason, set }: TaskStep = {},
): Promise<Result<TaskRow>> =>
  transition(tx, ctx, taskLife, locked, to, { reason, set, districtId: locked.districtId });

/**
 * Brings a locked task to where its team puts it, passes the lead on when whoever had it is gone, and tells its requests who
 * is coming. Refuses as `moveTask` does.
 */
export async function followTeam(tx: Tx, ctx: Acting, locked: TaskRow): Promise<Result<null>> {
  const followed = await moveWithTeam(tx, ctx, locked);
  if (followed.ok) await followCover(tx, ctx, locked.id);
  return followed;
}

async function moveWithTeam(tx: Tx, ctx: Acting, locked: TaskRow): Promise<Result<null>> {
  const team = await teamOf(tx, locked.id);
  const leadId = leadOf(locked.leadId, team);
  if (leadId !== locked.leadId) await tx.update(task).set({ leadId }).where(eq(task.id, locked.id));
  const states = team.map(({ state }) => state);
  const next = isDoneByAll(locked.state, team)
    ? "done"
    : settledState(locked.state, locked.teamSize, states);
  if (next === locked.state) return done(null);
  const moved = await moveTask(tx, ctx, locked, next);
  if (!moved.ok) return moved;
  // A whole team, one of whom is on the way already: both steps at once.
  return moveWithTeam(tx, ctx, moved.value);
}

export const teamOf = (tx: Tx, taskId: string) =>
  tx
    .select()
    .from(assignment)
    .where(eq(assignment.taskId, taskId))
    .orderBy(asc(assignment.stateAt));

type PartStep = {
  reason?: NonNullable<AssignmentRow["reason"]>;
  set?: Partial<typeof assignment.$inferInsert>;
};

/** What a step of theirs settles: what kept them from going on, whether they are all right, and whether they are coming. */
export const UNASKED = {
  problem: null,
  signAt: null,
  safetyAskedAt: null,
  silentAt: null,
  comingAskedAt: null,
  comingSaidAt: null,
  arrivesAt: null,
};

/** Moves one part of a task one step, records it, and keeps the person's promise in step with it. Refuses: `assignment.over`. */
export async function moveAssignment(
  tx: Tx,
  ctx: Acting,
  locked: AssignmentRow,
  to: AssignmentState,
  { reason, set }: PartStep = {},
): Promise<Result<AssignmentRow>> {
  const moved = await transition(tx, ctx, assignmentLife, locked, to, {
    reason,
    set: { ...set, reason: reason ?? locked.reason, ...UNASKED },
    data: { task: locked.taskId, person: locked.personId },
  });
  if (moved.ok && to === "on_site") await lookAfter(tx, locked.id, safetyLookAt(ctx.now));
  if (moved.ok && (to === "released" || to === "withdrawn" || to === "done"))
    await endCommitment(tx, locked.id, ctx.now);
  return moved;
}

/** Locks the requests that a task serves: whoever ends, confirms or makes a task for one of them waits, and then sees it. */
export async function lockServed(tx: Tx, taskId: string) {
  const served = tx
    .select({ id: taskRequest.requestId })
    .from(taskRequest)
    .where(eq(taskRequest.taskId, taskId));
  return tx
    .select({ id: request.id, state: request.state, trouble: request.trouble })
    .from(request)
    .where(inArray(request.id, served))
    .orderBy(asc(request.id))
    .for("update");
}

/** The requests that a task serves, locked, with whether another live task serves them too. */
export async function servedBy(tx: Tx, taskId: string) {
  await lockServed(tx, taskId);
  return tx
    .select({
      requestId: taskRequest.requestId,
      others: sql<boolean>`exists (select from task_request o join task t on t.id = o.task_id
        where o.request_id = task_request.request_id and t.id <> ${taskId}
          and t.state in ${literals(LIVE_TASK_STATES)})`,
    })
    .from(taskRequest)
    .where(eq(taskRequest.taskId, taskId))
    .orderBy(asc(taskRequest.requestId));
}

/**
 * Tells the requests of a task who is coming now. The last thing that a command does with a task's team: requests are locked
 * after tasks and their parts, and whoever waits for the lock sees what was written meanwhile.
 */
export async function followCover(tx: Tx, ctx: Acting, taskId: string): Promise<void> {
  const served = await lockServed(tx, taskId);
  if (served.length === 0) return;
  const ids = served.map(({ id }) => id);
  const parts = await tx
    .select({
      requestId: taskRequest.requestId,
      taskState: task.state,
      state: assignment.state,
      answerBy: assignment.answerBy,
      silentAt: assignment.silentAt,
      problem: assignment.problem,
    })
    .from(taskRequest)
    .innerJoin(task, eq(task.id, taskRequest.taskId))
    .leftJoin(assignment, eq(assignment.taskId, task.id))
    .where(and(inArray(taskRequest.requestId, ids), isLiveTask))
    .orderBy(asc(taskRequest.requestId));
  const waiting = await tx
    .selectDistinct({ requestId: taskRequest.requestId })
    .from(taskRequest)
    .innerJoin(task, eq(task.id, taskRequest.taskId))
    .innerJoin(offerChain, eq(offerChain.taskId, taskRequest.taskId))
    .where(and(inArray(taskRequest.requestId, ids), isLiveTask, isWaiting));
  const inTurn = new Set(waiting.map(({ requestId }) => requestId));
  for (const id of ids) {
    const own = parts.filter(({ requestId }) => requestId === id);
    await setCover(tx, ctx, id, coverOf(own, inTurn.has(id)));
    const isSilent = own.some(({ state, silentAt }) => state === "on_site" && silentAt !== null);
    const hasProblem = own.some(
      ({ state, problem }) => problem !== null && state !== null && ACCEPTED_STATES.includes(state),
    );
    await setSilence(tx, id, isSilent, hasProblem);
  }
}
