import { eq } from "drizzle-orm";
import { signUp } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, refuse, type Window } from "../../platform/types";
import { correctForm, markForm } from "../form";
import { keepsShifts, mayKeepShift } from "../policy";
import { mayCheckIn } from "../rules/sign-up";
import { CORRECTION_DAYS, DAY } from "../rules/timing";
import { CAME } from "../states";
import type { MARKS, SignUpState } from "../types";
import { arrive, takeBack } from "./check-in.server";
import { lockSignUp, moveSignUp, type SignUpRow } from "./sign-ups.server";

/** A locked sign-up of a shift that the actor keeps; null for any other. */
async function lockKept(tx: Tx, { actor }: Acting<Member>, id: string) {
  const found = await lockSignUp(tx, id);
  return found && mayKeepShift(actor, found.shift) ? found : null;
}

/**
 * A coordinator ticks somebody off on the list. Refuses: `shift.unknown`, `shift.early`, `shift.mark` (the step does
 * not follow from where they stand); for one who was marked absent `shift.already`, `shift.overlaps`, `shift.full`.
 */
export const markPlace = command({
  name: "sign-up.mark",
  input: markForm,
  may: keepsShifts,
  violations: { sign_up_once: "shift.already" },
  run: async (tx, ctx: Inside<Member>, { place, mark }) => {
    const found = await lockKept(tx, ctx, place);
    if (!found) return refuse("shift.unknown");
    const { row } = found;
    const window = found.shift.during;
    const begun = window.from <= ctx.now;
    if (mark === "check_in" && (row.state === "signed_up" || row.state === "no_show")) {
      if (!begun && !mayCheckIn(ctx.now, window)) return refuse("shift.early");
      const back = row.state === "no_show" ? await takeBack(tx, ctx, found) : done(null);
      if (!back.ok) return back;
      // Marked after the end, from a list on paper: they were there from the start.
      return arrive(tx, ctx, row, ctx.now < window.to ? ctx.now : window.from);
    }
    const step = stepOf(mark, row, { now: ctx.now, window });
    if (!step) return refuse("shift.mark");
    const moved = await moveSignUp(tx, ctx, row, step.to, step);
    return moved.ok ? done(null) : moved;
  },
});

type Step = {
  to: SignUpState;
  reason?: string;
  set?: { checkedInAt?: null; checkedOutAt?: Date };
};

/** Which step of a sign-up a mark other than an arrival is; null where it does not follow. */
function stepOf(
  mark: (typeof MARKS)[number],
  { state, checkedInAt }: SignUpRow,
  { now, window: { from, to } }: { now: Date; window: Window },
): Step | null {
  if (mark === "check_out" && state === "checked_in") {
    const at = now < to || checkedInAt! > to ? now : to;
    return { to: "checked_out", set: { checkedOutAt: at } };
  }
  if (mark === "no_show" && state === "signed_up" && from <= now) return { to: "no_show" };
  if (mark === "undo" && state === "checked_in" && now < to)
    return { to: "signed_up", reason: "undone", set: { checkedInAt: null } };
  return null;
}

/**
 * A coordinator puts the times of somebody who was there right, with a reason. Refuses: `shift.unknown`, `conflict`,
 * `shift.mark`, `shift.times` (in after out, or far from the shift).
 */
export const correctTimes = command({
  name: "sign-up.correct",
  input: correctForm,
  may: keepsShifts,
  run: async (tx, ctx: Inside<Member>, { place: id, in: came, out, word: correction, version }) => {
    const found = await lockKept(tx, ctx, id);
    if (!found) return refuse("shift.unknown");
    const { row } = found;
    if (row.version !== version) return refuse("conflict", await lastChange(tx, id));
    if (!CAME.includes(row.state)) return refuse("shift.mark");
    const { from, to } = found.shift.during;
    const most = CORRECTION_DAYS * DAY;
    const far = (at: Date) =>
      at.getTime() < from.getTime() - most || at.getTime() > to.getTime() + most;
    const left = out ?? (row.state === "checked_out" ? row.checkedOutAt : null);
    if (!came || far(came) || came > ctx.now) return refuse("shift.times");
    if (left && (left < came || far(left) || left > ctx.now)) return refuse("shift.times");
    const set = { checkedInAt: came, checkedOutAt: left, correction };
    const [corrected] = await tx
      .update(signUp)
      .set({ ...set, version: row.version + 1 })
      .where(eq(signUp.id, id))
      .returning();
    const data = { in: came.toISOString(), out: left?.toISOString() ?? null };
    await record(tx, ctx, { type: "sign_up.corrected", thingId: id, data });
    if (!left || row.state === "checked_out") return done(null);
    const gone = await moveSignUp(tx, ctx, corrected!, "checked_out", { set });
    return gone.ok ? done(null) : gone;
  },
});
