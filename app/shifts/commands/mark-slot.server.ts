import { and, eq, gt, isNull, lt, ne, or } from "drizzle-orm";
import { isIn } from "../../../drizzle/schema/columns";
import { signUp } from "../../../drizzle/schema/shifts";
import { overlappingCommitment } from "../../accounts/commands/commitment.server";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse, type Window } from "../../platform/types";
import { correctForm, markForm } from "../form";
import { keepsShifts, mayKeepShift } from "../policy";
import { isMuchLonger, mayCheckIn } from "../rules/sign-up";
import { CORRECTION_DAYS, DAY } from "../rules/timing";
import { CAME, OPEN_SHIFTS } from "../states";
import type { MARKS, SignUpState } from "../types";
import { arrive, takeBack } from "./check-in.server";
import {
  commitTo,
  type LockedSignUp,
  lockSignUp,
  moveSignUp,
  type ShiftRow,
  type SignUpRow,
} from "./sign-ups.server";

/** A locked sign-up of a shift that the actor keeps; null for any other. */
async function lockKept(tx: Tx, { actor }: Acting<Member>, id: string) {
  const found = await lockSignUp(tx, id);
  return found && mayKeepShift(actor, found.shift) ? found : null;
}

/**
 * A coordinator ticks somebody off on the list. Refuses: `shift.unknown`, `shift.early`, `shift.mark` (the step does
 * not follow from where they stand); for one who was marked absent `shift.already`, `shift.overlaps`, `shift.full`.
 */
export const markSlot = command({
  name: "sign-up.mark",
  input: markForm,
  may: keepsShifts,
  violations: { sign_up_once: "shift.already" },
  run: async (tx, ctx: Inside<Member>, { slot, mark }) => {
    const found = await lockKept(tx, ctx, slot);
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
    if (mark === "undo" && row.state === "checked_out") return comeBack(tx, ctx, found);
    const step = stepOf(mark, row, { now: ctx.now, window });
    if (!step) return refuse("shift.mark");
    const moved = await moveSignUp(tx, ctx, row, step.to, step);
    return moved.ok ? done(null) : moved;
  },
});

/** Whoever was marked as gone by mistake never was, while the shift runs. Refuses: `shift.mark`, `shift.overlaps`. */
async function comeBack(
  tx: Tx,
  ctx: Acting<Member>,
  { row, shift }: LockedSignUp,
): Promise<Result<null>> {
  if (!isOpen(shift) || ctx.now >= shift.during.to) return refuse("shift.mark");
  const clash = await overlappingCommitment(tx, row.personId, shift.during, [row.id]);
  if (clash) return refuse("shift.overlaps", { at: clash.from.toISOString() });
  await commitTo(tx, row, shift);
  const set = { checkedOutAt: null };
  const back = await moveSignUp(tx, ctx, row, "checked_in", { reason: "undone", set });
  return back.ok ? done(null) : back;
}

const isOpen = ({ state }: ShiftRow) => OPEN_SHIFTS.includes(state);

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
 * `shift.mark`, `shift.times` (in after out, or far from the shift), `shift.hours_overlap` (with hours elsewhere),
 * `shift.longer` (much longer than the shift, and not confirmed).
 */
export const correctTimes = command({
  name: "sign-up.correct",
  input: correctForm,
  may: keepsShifts,
  run: async (tx, ctx: Inside<Member>, form) => {
    const { slot: id, in: came, out, word: correction, version, longer } = form;
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
    const other = await hoursElsewhere(tx, row, { from: came, to: left ?? ctx.now });
    if (other) return refuse("shift.hours_overlap", { at: other.toISOString() });
    if (left && !longer && isMuchLonger({ from: came, to: left }, found.shift.during))
      return refuse("shift.longer");
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

/** When somebody has come to another shift in whose hours these lie too; null where they lie in none. */
async function hoursElsewhere(tx: Tx, { id, personId }: SignUpRow, { from, to }: Window) {
  const [other] = await tx
    .select({ at: signUp.checkedInAt })
    .from(signUp)
    .where(
      and(
        eq(signUp.personId, personId),
        ne(signUp.id, id),
        isIn(signUp.state, CAME),
        lt(signUp.checkedInAt, to),
        or(isNull(signUp.checkedOutAt), gt(signUp.checkedOutAt, from)),
      ),
    )
    .limit(1);
  return other?.at ?? null;
}
