import { eq } from "drizzle-orm";
import { assignment } from "../../../drizzle/schema/dispatch";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, refuse } from "../../platform/types";
import { coordinates } from "../../requests/policy";
import { comingForm, releaseForm } from "../form";
import { takesPart } from "../policy";
import { arrivesAt, askAgainFrom } from "../rules/still-coming";
import { takesHelp } from "../rules/task";
import { COMING_STATES } from "../states";
import { lockOwnPart } from "./answer.server";
import { type AssignmentRow, lockTeamMember, type TaskRow } from "./steps.server";

const note = (
  tx: Tx,
  ctx: Acting,
  { found, part }: { found: TaskRow; part: AssignmentRow },
  type: "assignment.coming_asked" | "assignment.coming",
) =>
  record(tx, ctx, {
    type,
    thingId: part.id,
    districtId: found.districtId,
    data: { task: found.id, person: part.personId },
  });

const isComing = (found: TaskRow, part: AssignmentRow) =>
  takesHelp(found.state) && COMING_STATES.includes(part.state);

/**
 * A coordinator asks somebody who has said yes and is not there yet whether they are still coming. Refuses: `task.unknown`,
 * `assignment.unknown`, `assignment.not_coming`, `assignment.asked_lately` (with when).
 */
export const askComing = command({
  name: "assignment.ask-coming",
  input: releaseForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, assignment: assignmentId }) => {
    const locked = await lockTeamMember(tx, ctx, id, assignmentId);
    if (!locked.ok) return locked;
    const { found, part } = locked.value;
    if (!isComing(found, part)) return refuse("assignment.not_coming");
    const { comingAskedAt } = part;
    if (comingAskedAt && askAgainFrom(comingAskedAt) > ctx.now)
      return refuse("assignment.asked_lately", { at: comingAskedAt.toISOString() });
    await tx
      .update(assignment)
      .set({ comingAskedAt: ctx.now, comingSaidAt: null, arrivesAt: null })
      .where(eq(assignment.id, part.id));
    await note(tx, ctx, locked.value, "assignment.coming_asked");
    return done(null);
  },
});

/**
 * A volunteer who was asked is coming, in about so many minutes if they say so; said again, the later time counts. Nothing to do for
 * whoever was not asked. Refuses: `task.unknown`, `assignment.not_asked`.
 */
export const reportComing = command({
  name: "assignment.report-coming",
  input: comingForm,
  may: takesPart,
  run: async (tx, ctx: Inside<Member>, { id, minutes }) => {
    const locked = await lockOwnPart(tx, ctx, id);
    if (!locked.ok) return locked;
    const { part, task: found } = locked.value;
    if (!isComing(found, part)) return refuse("assignment.not_asked");
    if (!part.comingAskedAt) return done(null);
    await tx
      .update(assignment)
      .set({
        signAt: ctx.now,
        comingSaidAt: ctx.now,
        arrivesAt: minutes === null ? null : arrivesAt(ctx.now, minutes),
      })
      .where(eq(assignment.id, part.id));
    await note(tx, ctx, { found, part }, "assignment.coming");
    return done(null);
  },
});
