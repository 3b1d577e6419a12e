import { and, eq } from "drizzle-orm";
import {
  assignment,
  isLiveAssignment,
  isLiveTask,
  task,
  taskRequest,
} from "../../../drizzle/schema/dispatch";
import {
  createCommitment,
  lockPeople,
  overlappingCommitment,
} from "../../accounts/commands/commitment.server";
import { record } from "../../audit/commands/record.server";
import { command, execute } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import type { JobCtx } from "../../platform/jobs.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import {
  backToTriage,
  fulfil,
  keepTrouble,
  startProgress,
} from "../../requests/commands/progress.server";
import { coordinates } from "../../requests/policy";
import { OPEN_STATES } from "../../requests/states";
import { releaseAllFor } from "../../resources/commands/reserve.server";
import { confirmationForm, endingForm, returnForm, servedForm, suspensionForm } from "../form";
import { isLive, RETURN_HOURS, takesHelp } from "../rules/task";
import { LIVE_TASK_STATES, taskMayBecome } from "../states";
import type { TaskEnding } from "../types";
import {
  followCover,
  followTeam,
  lockServed,
  lockTask,
  moveAssignment,
  moveTask,
  servedBy,
  type TaskRow,
  teamOf,
} from "./steps.server";

/**
 * A coordinator confirms what came, request by request; what is short stays open. Refuses: `task.unknown`,
 * `conflict`, `task.not_done`, `request.unknown`.
 */
export const confirmTask = command({
  name: "task.confirm",
  input: confirmationForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, version, reports }) => {
    const locked = await lockTask(tx, ctx, id, version);
    if (!locked.ok) return locked;
    if (locked.value.state !== "done") return refuse("task.not_done");
    const confirmed = await moveTask(tx, ctx, locked.value, "confirmed");
    if (!confirmed.ok) return confirmed;
    const released = await releaseAllFor(tx, ctx, id);
    if (!released.ok) return released;
    const came = new Map(reports.map((report) => [report.request, report]));
    for (const { requestId, others } of await servedBy(tx, id)) {
      const report = came.get(requestId);
      const delivered = report?.counted ? (report.amount ?? 0) : null;
      const whole = report?.outcome === "whole";
      const outcome = whole ? "whole" : delivered ? "part" : "none";
      await tx
        .update(taskRequest)
        .set({ confirmed: delivered, outcome })
        .where(and(eq(taskRequest.taskId, id), eq(taskRequest.requestId, requestId)));
      const fulfilled = await fulfil(tx, ctx, requestId, { delivered, whole, others });
      if (!fulfilled.ok) return fulfilled;
    }
    await followCover(tx, ctx, id);
    return done(null);
  },
});

/**
 * "Not so": a task that was called done is under way again, its lead on site and promised for another hour.
 * Refuses: `task.unknown`, `conflict`, `task.not_done`, `task.lead_busy`.
 */
export const returnTask = command({
  name: "task.return",
  input: returnForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, version }) => {
    const [before] = await tx.select({ leadId: task.leadId }).from(task).where(eq(task.id, id));
    if (before?.leadId) await lockPeople(tx, [before.leadId]);
    const locked = await lockTask(tx, ctx, id, version);
    if (!locked.ok) return locked;
    const found = locked.value;
    if (found.state !== "done") return refuse("task.not_done");
    const team = await teamOf(tx, id);
    const lead = team.find(({ personId, state }) => personId === found.leadId && state === "done");
    if (lead) {
      if (!(await commitAgain(tx, ctx, lead.id, lead.personId))) return refuse("task.lead_busy");
      const back = await moveAssignment(tx, ctx, lead, "on_site");
      if (!back.ok) return back;
    }
    const moved = await moveTask(tx, ctx, found, "under_way");
    return moved.ok ? followTeam(tx, ctx, moved.value) : moved;
  },
});

/** Whether the lead's time is free for the task again, and theirs. */
async function commitAgain(tx: Tx, { now }: Acting, sourceId: string, personId: string) {
  const during = { from: now, to: new Date(now.getTime() + RETURN_HOURS * 3_600_000) };
  if (await overlappingCommitment(tx, personId, during, [sourceId])) return false;
  await createCommitment(tx, { personId, sourceId, kind: "task", during });
  return true;
}

/**
 * Ends a task without help: `cancelled` or `failed`. Whoever was on it is free again, and its requests are open
 * again. Refuses: `task.unknown`, `conflict`, `task.over`.
 */
export const endTask = command({
  name: "task.end",
  input: endingForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, to, reason, version }) => {
    const locked = await lockTask(tx, ctx, id, version);
    if (!locked.ok) return locked;
    const ended = await endWithTeam(tx, ctx, locked.value, to, reason);
    if (!ended.ok) return ended;
    for (const { requestId, others } of await servedBy(tx, id)) {
      const reopened = await backToTriage(tx, ctx, requestId, { reason, others });
      if (!reopened.ok) return reopened;
    }
    await followCover(tx, ctx, id);
    return done(null);
  },
});

/** Everybody who is still on it is released, what was reserved for it is free again. Refuses: `task.over`. */
async function endWithTeam(
  tx: Tx,
  ctx: Acting,
  found: TaskRow,
  to: "cancelled" | "failed",
  reason: TaskEnding,
): Promise<Result<null>> {
  if (!taskMayBecome(found.state, to)) return refuse("task.over");
  for (const part of await teamOf(tx, found.id)) {
    if (!isLive(part.state)) continue;
    const released = await moveAssignment(tx, ctx, part, "released");
    if (!released.ok) return released;
  }
  const moved = await moveTask(tx, ctx, found, to, { reason, set: { ending: reason } });
  return moved.ok ? releaseAllFor(tx, ctx, found.id) : moved;
}

/**
 * A request of a task is over: a task that serves no open one any more is cancelled; of one that goes on for others, whoever is on
 * it is told. One that is done waits for its confirmation all the same. Nothing to do where the request is open again.
 */
export const dropEnded = command({
  name: "task.drop-ended",
  input: servedForm,
  run: async (tx, ctx, { task: id, request: requestId }) => {
    const [found] = await tx.select().from(task).where(eq(task.id, id)).for("update");
    if (!found || !taskMayBecome(found.state, "cancelled")) return done(null);
    const open = (await lockServed(tx, id)).filter(({ state }) => OPEN_STATES.includes(state));
    if (open.length === 0) return endWithTeam(tx, ctx, found, "cancelled", "not_needed");
    if (open.every((one) => one.id !== requestId)) await noteRequests(tx, ctx, found);
    return done(null);
  },
});

/**
 * A request is open again while a task of it goes on, since that serves others or has not ended yet: it is in progress, and
 * whoever is on the task is told. Why it is open again still needs a look. Nothing to do where it has ended again.
 */
export const takeUpAgain = command({
  name: "task.take-up-again",
  input: servedForm,
  run: async (tx, ctx, { task: id, request: requestId }) => {
    const [found] = await tx.select().from(task).where(eq(task.id, id)).for("update");
    if (!found || !LIVE_TASK_STATES.includes(found.state)) return done(null);
    const reopened = (await lockServed(tx, id)).find((one) => one.id === requestId);
    if (reopened?.state !== "triaged") return done(null);
    const taken = await startProgress(tx, ctx, requestId);
    if (!taken.ok) return taken;
    if (takesHelp(found.state)) await noteRequests(tx, ctx, found);
    await followCover(tx, ctx, id);
    if (reopened.trouble) await keepTrouble(tx, requestId, reopened.trouble);
    return done(null);
  },
});

/** What a task serves is not what it served before. */
const noteRequests = (tx: Tx, ctx: Acting, { id, districtId }: TaskRow) =>
  record(tx, ctx, { type: "task.changed", thingId: id, districtId, reason: "requests" });

/** Each task that works on a request which has ended, or is open again, follows it by a command of its own. */
export async function followRequest(
  ctx: JobCtx,
  requestId: string,
  how: typeof dropEnded | typeof takeUpAgain,
): Promise<void> {
  const served = await ctx.db
    .select({ taskId: taskRequest.taskId })
    .from(taskRequest)
    .innerJoin(task, eq(task.id, taskRequest.taskId))
    .where(and(eq(taskRequest.requestId, requestId), isLiveTask));
  for (const { taskId } of served) {
    const followed = await execute(ctx, how, { task: taskId, request: requestId });
    if (!followed.ok) throw new Error(`${how.name}: ${followed.code}`);
  }
}

/** Takes one part of a task back from a volunteer who is suspended. Nothing to do where they have none any more. */
export const releaseSuspended = command({
  name: "assignment.release-suspended",
  input: suspensionForm,
  run: async (tx, ctx, { assignment: id }) => {
    const [known] = await tx
      .select({ taskId: assignment.taskId })
      .from(assignment)
      .where(eq(assignment.id, id));
    if (!known) return done(null);
    const [found] = await tx.select().from(task).where(eq(task.id, known.taskId)).for("update");
    const [part] = await tx.select().from(assignment).where(eq(assignment.id, id)).for("update");
    if (!found || !part || !isLive(part.state)) return done(null);
    const released = await moveAssignment(tx, ctx, part, "released");
    return released.ok ? followTeam(tx, ctx, found) : released;
  },
});

/** Takes back whatever a suspended volunteer was offered or has promised, each part by a command of its own. */
export async function releaseAllOf(ctx: JobCtx, personId: string): Promise<void> {
  const parts = await ctx.db
    .select({ id: assignment.id })
    .from(assignment)
    .where(and(eq(assignment.personId, personId), isLiveAssignment));
  for (const { id } of parts) await execute(ctx, releaseSuspended, { assignment: id });
}
