import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member, refuse } from "../../platform/types";
import { leaveForm } from "../form";
import { isMember } from "../policy";
import { needsWord } from "../rules/sign-up";
import { AHEAD } from "../states";
import { lockOwn } from "./answer-slot.server";
import { freeIn, moveSignUp, offerFreeSlots } from "./sign-ups.server";

/**
 * A volunteer leaves; shortly before the start only with a word. The slot goes to the first who can; what this person waits
 * for elsewhere is looked at again by the job that follows from the record. Refuses: `shift.unknown`, `shift.answered`,
 * `shift.begun`, `shift.word`.
 */
export const leaveShift = command({
  name: "sign-up.leave",
  input: leaveForm,
  may: isMember,
  run: async (tx, ctx: Inside<Member>, { id, word: note }) => {
    const own = await lockOwn(tx, ctx, id);
    if (!own) return refuse("shift.unknown");
    const { row, shift, role } = own;
    if (row.state === "withdrawn") return done(null);
    if (!AHEAD.includes(row.state)) return refuse("shift.answered");
    const { from } = shift.during;
    const committed = row.state === "signed_up";
    const late = committed && needsWord(ctx.now, from, shift.leaveHours);
    if (committed && from <= ctx.now) return refuse("shift.begun");
    if (late && !note) return refuse("shift.word");
    const last = committed && (await freeIn(tx, role)) + row.party === role.capacity;
    const reason = late ? "left_late" : last ? "left_last" : "left";
    const left = await moveSignUp(tx, ctx, row, "withdrawn", { reason, set: { note } });
    const offered = left.ok ? await offerFreeSlots(tx, ctx, own) : left;
    return offered.ok ? done(null) : offered;
  },
});
