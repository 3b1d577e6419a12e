import { eq } from "drizzle-orm";
import { assignment, task } from "../../../drizzle/schema/dispatch";
import { record } from "../../audit/commands/record.server";
import type { EventType } from "../../audit/events";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { schedule } from "../../platform/schedule.server";
import { done, type Member, refuse } from "../../platform/types";
import { coordinates } from "../../requests/policy";
import { releaseForm, safetyForm, safetyJobForm } from "../form";
import { takesPart } from "../policy";
import { safetyAskAt, safetyLookAt, silentFrom } from "../rules/safety";
import { lockOwnPart } from "./answer.server";
import { lookAfter } from "./look-after.server";
import { type AssignmentRow, followCover, lockTeamMember, type TaskRow } from "./steps.server";

type SafetyEvent = Extract<
  EventType,
  "assignment.safety_asked" | "assignment.silent" | "assignment.safe" | "assignment.reached"
>;

const note = (tx: Tx, ctx: Acting, found: TaskRow, part: AssignmentRow, type: SafetyEvent) =>
  record(tx, ctx, {
    type,
    thingId: part.id,
    districtId: found.districtId,
    data: { task: found.id, person: part.personId },
  });

/** The task and the part, in the order of the whole house; null where they are there no more. */
async function lockPart(tx: Tx, id: string) {
  const [known] = await tx
    .select({ taskId: assignment.taskId })
    .from(assignment)
    .where(eq(assignment.id, id));
  if (!known) return null;
  const [found] = await tx.select().from(task).where(eq(task.id, known.taskId)).for("update");
  const [part] = await tx.select().from(assignment).where(eq(assignment.id, id)).for("update");
  return found && part ? { found, part } : null;
}

/**
 * Asks somebody who is at a stranger's whether they are all right, when it is time for that; else looks again later. Nothing to do
 * for whoever has left, or is asked already.
 */
export const askSafety = command({
  name: "assignment.ask-safety",
  input: safetyJobForm,
  run: async (tx, ctx, { assignment: id }) => {
    const locked = await lockPart(tx, id);
    if (locked?.part.state !== "on_site" || locked.part.safetyAskedAt) return done(null);
    const { found, part } = locked;
    const { stateAt: arrivedAt, signAt } = part;
    const stay = { arrivedAt, signAt: signAt ?? arrivedAt, until: found.during.to };
    const due = safetyAskAt(stay, ctx.city.zone);
    if (due > ctx.now) {
      await lookAfter(tx, id, due);
      return done(null);
    }
    await tx.update(assignment).set({ safetyAskedAt: ctx.now }).where(eq(assignment.id, id));
    await note(tx, ctx, found, part, "assignment.safety_asked");
    const payload = { assignment: id };
    const at = silentFrom(ctx.now);
    await schedule(tx, { name: "safety-silence", payload, key: `silence ${id}`, at });
    return done(null);
  },
});

/** Whoever was asked has not answered: the requests of their task come before the coordinators. Nothing to do where they have. */
export const noteSilence = command({
  name: "assignment.note-silence",
  input: safetyJobForm,
  run: async (tx, ctx, { assignment: id }) => {
    const locked = await lockPart(tx, id);
    if (locked?.part.state !== "on_site") return done(null);
    const { found, part } = locked;
    if (!part.safetyAskedAt || part.silentAt || silentFrom(part.safetyAskedAt) > ctx.now)
      return done(null);
    await tx.update(assignment).set({ silentAt: ctx.now }).where(eq(assignment.id, id));
    await note(tx, ctx, found, part, "assignment.silent");
    await followCover(tx, ctx, found.id);
    return done(null);
  },
});

/** They were heard of: nobody need call them, and they are asked again only later. */
async function heardOf(
  tx: Tx,
  ctx: Acting,
  found: TaskRow,
  part: AssignmentRow,
  type: "assignment.safe" | "assignment.reached",
) {
  await tx
    .update(assignment)
    .set({ signAt: ctx.now, safetyAskedAt: null, silentAt: null })
    .where(eq(assignment.id, part.id));
  await note(tx, ctx, found, part, type);
  await lookAfter(tx, part.id, safetyLookAt(ctx.now));
  if (part.silentAt) await followCover(tx, ctx, found.id);
  return done(null);
}

/** A volunteer who was asked is all right. Said twice, it is so already. Refuses: `task.unknown`, `assignment.over`. */
export const reportSafe = command({
  name: "assignment.report-safe",
  input: safetyForm,
  may: takesPart,
  run: async (tx, ctx: Inside<Member>, { id }) => {
    const locked = await lockOwnPart(tx, ctx, id);
    if (!locked.ok) return locked;
    const { part, task: found } = locked.value;
    if (part.state !== "on_site") return refuse("assignment.over");
    if (!part.safetyAskedAt) return done(null);
    return heardOf(tx, ctx, found, part, "assignment.safe");
  },
});

/** A coordinator has reached somebody who did not answer. Refuses: `task.unknown`, `assignment.unknown`, `assignment.over`. */
export const confirmReached = command({
  name: "assignment.confirm-reached",
  input: releaseForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, assignment: assignmentId }) => {
    const locked = await lockTeamMember(tx, ctx, id, assignmentId);
    if (!locked.ok) return locked;
    const { found, part } = locked.value;
    if (part.state !== "on_site" || !part.safetyAskedAt) return refuse("assignment.over");
    return heardOf(tx, ctx, found, part, "assignment.reached");
  },
});
