import { overlappingCommitment } from "../../accounts/commands/commitment.server";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, refuse } from "../../platform/types";
import { answerForm } from "../form";
import { isMember } from "../policy";
import { firstToAnswer } from "../rules/sign-up";
import {
  commitTo,
  freeIn,
  type LockedSignUp,
  lockSignUp,
  moveSignUp,
  offerFreeSlots,
  type SignUpRow,
} from "./sign-ups.server";

/** By a coordinator, or again because the shift was moved: nobody else waits to be asked instead. */
export const wasAsked = ({ reason }: SignUpRow) => reason === "asked" || reason === "moved";

/** A locked sign-up of the actor's own; null for anybody else's. */
export async function lockOwn(
  tx: Tx,
  { actor }: Acting<Member>,
  id: string,
): Promise<LockedSignUp | null> {
  const own = await lockSignUp(tx, id);
  return own?.row.personId === actor.personId ? own : null;
}

/**
 * A volunteer answers an offered slot; on the day itself whoever waits may answer first. Refuses: `shift.unknown`,
 * `shift.answered`, `shift.begun`, `shift.gone`, `shift.overlaps`.
 */
export const answerSlot = command({
  name: "sign-up.answer",
  input: answerForm,
  may: isMember,
  run: async (tx, ctx: Inside<Member>, { id, answer: yes }) => {
    const own = await lockOwn(tx, ctx, id);
    if (!own) return refuse("shift.unknown");
    const { shift, role, row } = own;
    const { from } = shift.during;
    if (row.state === "signed_up" && yes) return done(null);
    const first = row.state === "waitlisted" && firstToAnswer(ctx.now, from);
    if (row.state !== "offered" && !first) return refuse("shift.answered");
    if (!yes) {
      const reason = wasAsked(row) ? "asked_no" : "declined";
      const declined = await moveSignUp(tx, ctx, row, "withdrawn", { reason });
      const offered = declined.ok ? await offerFreeSlots(tx, ctx, own) : declined;
      return offered.ok ? done(null) : offered;
    }
    if (shift.state !== "published" || from <= ctx.now) return refuse("shift.begun");
    if (!first && row.answerBy! <= ctx.now) return refuse("shift.answered");
    const clash = await overlappingCommitment(tx, ctx.actor.personId, shift.during);
    if (clash) return refuse("shift.overlaps", { at: clash.from.toISOString() });
    if (first && (await freeIn(tx, role)) < row.party) return refuse("shift.gone");
    const held = first
      ? await moveSignUp(tx, ctx, row, "offered", { reason: "first", set: { answerBy: from } })
      : done(row);
    if (!held.ok) return held;
    await commitTo(tx, held.value, shift);
    const taken = await moveSignUp(tx, ctx, held.value, "signed_up");
    return taken.ok ? done(null) : taken;
  },
});
