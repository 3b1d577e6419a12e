import { and, eq } from "drizzle-orm";
import { reservation } from "../../../drizzle/schema/resources";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { type Member, refuse } from "../../platform/types";
import { coordinates } from "../../requests/policy";
import { endLoan, handOver } from "../../resources/commands/hand-over.server";
import { hold, releaseHold } from "../../resources/commands/reserve.server";
import { collectionForm, reserveForm, supplyForm, supplyReturnForm } from "../form";
import { takesPart } from "../policy";
import { takesHelp } from "../rules/task";
import { ACCEPTED_STATES, LIVE_TASK_STATES } from "../states";
import { lockOwnPart } from "./answer.server";
import { lockTask } from "./steps.server";

/** A coordinator reserves something for a task. Refuses: `task.unknown`, `task.over`, and what `hold` refuses. */
export const reserveFor = command({
  name: "reservation.hold",
  input: reserveForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, offer, quantity, from, to }) => {
    const locked = await lockTask(tx, ctx, id);
    if (!locked.ok) return locked;
    if (!takesHelp(locked.value.state)) return refuse("task.over");
    return hold(tx, ctx, { offerId: offer, taskId: id, quantity, window: { from, to } });
  },
});

/** A coordinator gives it back unfetched. Refuses: `task.unknown`, `reservation.unknown`, `reservation.over`. */
export const releaseSupply = command({
  name: "reservation.release",
  input: supplyForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, reservation: supply }) => {
    const locked = await lockTask(tx, ctx, id);
    if (!locked.ok) return locked;
    if (!(await belongs(tx, id, supply))) return refuse("reservation.unknown");
    return releaseHold(tx, ctx, supply, "not_needed");
  },
});

async function belongs(tx: Tx, taskId: string, id: string) {
  const [found] = await tx
    .select({ id: reservation.id })
    .from(reservation)
    .where(and(eq(reservation.id, id), eq(reservation.taskId, taskId)));
  return Boolean(found);
}

/**
 * A volunteer with a live part in the task has fetched it. Refuses: `task.unknown`, `task.over`, `assignment.over`,
 * and what `handOver` refuses.
 */
export const fetchSupply = command({
  name: "reservation.hand-over",
  input: collectionForm,
  may: takesPart,
  run: async (tx, ctx: Inside<Member>, { id, reservation: supply, count }) => {
    const locked = await lockOwnPart(tx, ctx, id);
    if (!locked.ok) return locked;
    const { part, task } = locked.value;
    if (!LIVE_TASK_STATES.includes(task.state)) return refuse("task.over");
    if (!ACCEPTED_STATES.includes(part.state)) return refuse("assignment.over");
    if (!(await belongs(tx, id, supply))) return refuse("reservation.unknown");
    return handOver(tx, ctx, supply, count);
  },
});

const HAD_IT: readonly string[] = [...ACCEPTED_STATES, "done", "withdrawn", "released"];

/**
 * Whoever had a part in the task brings it back, also once the task is over. Refuses: `task.unknown`,
 * `assignment.over`, and what `endLoan` refuses.
 */
export const bringBack = command({
  name: "reservation.bring-back",
  input: supplyReturnForm,
  may: takesPart,
  run: async (tx, ctx: Inside<Member>, { id, reservation: supply, ...back }) => {
    const locked = await lockOwnPart(tx, ctx, id);
    if (!locked.ok) return locked;
    if (!HAD_IT.includes(locked.value.part.state)) return refuse("assignment.over");
    if (!(await belongs(tx, id, supply))) return refuse("reservation.unknown");
    return endLoan(tx, ctx, supply, back);
  },
});

/** A coordinator notes for the volunteer that it is back. Refuses: `task.unknown`, and what `endLoan` refuses. */
export const takeBack = command({
  name: "reservation.take-back",
  input: supplyReturnForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, reservation: supply, ...back }) => {
    const locked = await lockTask(tx, ctx, id);
    if (!locked.ok) return locked;
    if (!(await belongs(tx, id, supply))) return refuse("reservation.unknown");
    return endLoan(tx, ctx, supply, back);
  },
});
