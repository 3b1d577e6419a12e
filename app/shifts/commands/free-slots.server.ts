import { and, eq } from "drizzle-orm";
import { isIn } from "../../../drizzle/schema/columns";
import { signUp } from "../../../drizzle/schema/shifts";
import { command, execute } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { JobCtx, SystemActor } from "../../platform/jobs.server";
import { done } from "../../platform/types";
import { idForm } from "../form";
import { AHEAD } from "../states";
import { wasAsked } from "./answer-slot.server";
import { lockRole, lockSignUp, moveSignUp, offerFreeSlots } from "./sign-ups.server";

type ByJob = Inside<SystemActor>;

/** Looks at a role again: its free slots go to the first who wait and can. Nothing to do where nobody does. */
export const offerAgain = command({
  name: "shift.offer-again",
  input: idForm,
  run: async (tx, ctx: ByJob, { id }) => {
    const locked = await lockRole(tx, id);
    const offered = locked ? await offerFreeSlots(tx, ctx, locked) : done(0);
    return offered.ok ? done(null) : offered;
  },
});

/** Nobody has answered in time: the slot goes on to the next. Nothing to do where somebody has. */
export const expireSlot = command({
  name: "sign-up.expire",
  input: idForm,
  run: async (tx, ctx: ByJob, { id }) => {
    const own = await lockSignUp(tx, id);
    if (own?.row.state !== "offered" || own.row.answerBy! > ctx.now) return done(null);
    const reason = wasAsked(own.row) ? "asked_silent" : "no_answer";
    const expired = await moveSignUp(tx, ctx, own.row, "withdrawn", { reason });
    const offered = expired.ok ? await offerFreeSlots(tx, ctx, own) : expired;
    return offered.ok ? done(null) : offered;
  },
});

/** Takes a slot back from somebody who may not hold one any more, and offers it to the next. */
export const releaseSlot = command({
  name: "sign-up.release",
  input: idForm,
  run: async (tx, ctx: ByJob, { id }) => {
    const own = await lockSignUp(tx, id);
    if (!own || !AHEAD.includes(own.row.state)) return done(null);
    const released = await moveSignUp(tx, ctx, own.row, "withdrawn", { reason: "released" });
    const offered = released.ok ? await offerFreeSlots(tx, ctx, own) : released;
    return offered.ok ? done(null) : offered;
  },
});

/** Whoever is suspended holds no slot any more: slot by slot. */
export async function releaseAllOf(ctx: JobCtx, personId: string): Promise<void> {
  const live = await ctx.db
    .select({ id: signUp.id })
    .from(signUp)
    .where(and(eq(signUp.personId, personId), isIn(signUp.state, AHEAD)));
  for (const { id } of live) await execute(ctx, releaseSlot, { id });
}

/**
 * Whoever was passed over while committed elsewhere may be free now. After the commit and role by role, so that no lock of
 * a role is waited for while another is held: either this sees a slot that was freed, or whoever frees it sees this person free.
 */
export async function lookAgainFor(ctx: JobCtx, personId: string): Promise<void> {
  const waiting = await ctx.db
    .select({ id: signUp.roleId })
    .from(signUp)
    .where(and(eq(signUp.personId, personId), eq(signUp.state, "waitlisted")));
  for (const { id } of waiting) await execute(ctx, offerAgain, { id });
}
