import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Tx } from "../../platform/database.server";
import { schedule } from "../../platform/schedule.server";
import { done } from "../../platform/types";
import { lapseForm } from "../form";
import { OVERDUE_GRACE_MINUTES } from "../rules/limits";
import { lockReservation } from "./reserve.server";

/** Looks, once it should be back, whether it is. */
export const watchReturn = (tx: Tx, id: string, due: Date) =>
  schedule(tx, {
    name: "reservation-overdue",
    payload: { id },
    at: new Date(due.getTime() + OVERDUE_GRACE_MINUTES * 60_000),
  });

/** Nobody has brought it back in time: its owner and whoever has it are told. Nothing to do where it is back. */
export const markOverdue = command({
  name: "reservation.overdue",
  input: lapseForm,
  run: async (tx, ctx, { id }) => {
    const locked = await lockReservation(tx, id);
    if (!locked.ok) return locked;
    const { state, offerId, taskId } = locked.value;
    if (state !== "handed_over") return done(null);
    await record(tx, ctx, {
      type: "reservation.overdue",
      thingId: id,
      data: { offer: offerId, task: taskId },
    });
    return done(null);
  },
});
