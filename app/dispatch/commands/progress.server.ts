import { and, eq } from "drizzle-orm";
import { assignment, taskRequest } from "../../../drizzle/schema/dispatch";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { markProblem } from "../../requests/commands/progress.server";
import { completionForm, problemForm, progressForm } from "../form";
import { takesPart } from "../policy";
import { safetyLookAt } from "../rules/safety";
import { ACCEPTED_STATES, assignmentMayBecome } from "../states";
import { lockOwnPart } from "./answer.server";
import { lookAfter } from "./look-after.server";
import {
  type AssignmentRow,
  followCover,
  followTeam,
  lockServed,
  moveAssignment,
  moveTask,
  type TaskRow,
  teamOf,
  UNASKED,
} from "./steps.server";

/** A volunteer is on the way, or there, or pressed that by mistake and has not set out. Refuses: `task.unknown`, `task.not_whole`, `task.over`, `assignment.over`. */
export const reportProgress = command({
  name: "assignment.progress",
  input: progressForm,
  may: takesPart,
  run: async (tx, ctx: Inside<Member>, { id, to }) => {
    const locked = await lockOwnPart(tx, ctx, id);
    if (!locked.ok) return locked;
    const { part, task: found } = locked.value;
    // Pressed on two pages: it is so already.
    if (part.state === to) return done(null);
    if (!assignmentMayBecome(part.state, to) || part.state === "done" || part.state === "offered")
      return refuse("assignment.over");
    if (found.state === "open") return refuse("task.not_whole");
    if (!["assigned", "under_way"].includes(found.state)) return refuse("task.over");
    const moved = await moveAssignment(tx, ctx, part, to);
    if (!moved.ok) return moved;
    return followTeam(tx, ctx, found);
  },
});

/**
 * A volunteer's word that it is done, with what was handed over; the lead's word makes the task done for all.
 * Refuses: `task.unknown`, `task.over`, `assignment.over`.
 */
export const completeTask = command({
  name: "assignment.complete",
  input: completionForm,
  may: takesPart,
  run: async (tx, ctx: Inside<Member>, { id, reports, ticked, note }) => {
    const locked = await lockOwnPart(tx, ctx, id);
    if (!locked.ok) return locked;
    const { part, task: found } = locked.value;
    if (part.state === "done") return done(null);
    if (part.state !== "en_route" && part.state !== "on_site") return refuse("assignment.over");
    if (found.state !== "under_way") return refuse("task.over");
    for (const { request, amount, outcome } of reports)
      await tx
        .update(taskRequest)
        .set({ reported: amount, outcome: outcome ?? (amount ? "part" : "none") })
        .where(and(eq(taskRequest.taskId, id), eq(taskRequest.requestId, request)));
    const finished = await finish(tx, ctx, part, { ticked, note });
    if (!finished.ok) return finished;
    return found.leadId === ctx.actor.personId
      ? finishTask(tx, ctx, found)
      : followTeam(tx, ctx, found);
  },
});

/**
 * A volunteer who has said yes can't go on alone: nobody is there, it is not safe. They stay on the task; its requests come
 * before the coordinators, who are told at once. Refuses: `task.unknown`, `assignment.over`.
 */
export const reportProblem = command({
  name: "assignment.report-problem",
  input: problemForm,
  may: takesPart,
  run: async (tx, ctx: Inside<Member>, { id, problem }) => {
    const locked = await lockOwnPart(tx, ctx, id);
    if (!locked.ok) return locked;
    const { part, task: found } = locked.value;
    if (!ACCEPTED_STATES.includes(part.state)) return refuse("assignment.over");
    // Whoever says so is heard of.
    await tx
      .update(assignment)
      .set({ ...UNASKED, signAt: ctx.now, problem })
      .where(eq(assignment.id, part.id));
    if (part.state === "on_site") await lookAfter(tx, part.id, safetyLookAt(ctx.now));
    const data = { task: id, person: part.personId };
    const { districtId } = found;
    await record(tx, ctx, {
      type: "assignment.problem",
      thingId: part.id,
      districtId,
      reason: problem,
      data,
    });
    for (const { id: requestId } of await lockServed(tx, id)) await markProblem(tx, requestId);
    // Another of the team may be silent still.
    await followCover(tx, ctx, id);
    return done(null);
  },
});

/** By way of being there, if that was not said. */
async function finish(
  tx: Tx,
  ctx: Acting<Member>,
  part: AssignmentRow,
  set: { ticked?: number[]; note?: string } = {},
): Promise<Result<AssignmentRow>> {
  if (part.state !== "en_route") return moveAssignment(tx, ctx, part, "done", { set });
  const there = await moveAssignment(tx, ctx, part, "on_site");
  return there.ok ? moveAssignment(tx, ctx, there.value, "done", { set }) : there;
}

async function finishTask(tx: Tx, ctx: Acting<Member>, found: TaskRow): Promise<Result<null>> {
  for (const part of await teamOf(tx, found.id)) {
    const ended = await endPart(tx, ctx, part);
    if (!ended.ok) return ended;
  }
  const moved = await moveTask(tx, ctx, found, "done");
  if (moved.ok) await followCover(tx, ctx, found.id);
  return moved.ok ? done(null) : moved;
}

/** Whoever was on the way or there is done; whoever was not needed any more is released. */
async function endPart(
  tx: Tx,
  ctx: Acting<Member>,
  part: AssignmentRow,
): Promise<Result<AssignmentRow>> {
  if (part.state === "en_route" || part.state === "on_site") return finish(tx, ctx, part);
  if (part.state === "accepted" || part.state === "offered")
    return moveAssignment(tx, ctx, part, "released");
  return done(part);
}
