import { and, eq, sql } from "drizzle-orm";
import { isIn } from "../../../drizzle/schema/columns";
import { signUp } from "../../../drizzle/schema/shifts";
import { lockPeople } from "../../accounts/commands/commitment.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, refuse } from "../../platform/types";
import { takeForm } from "../form";
import { isMember } from "../policy";
import { LIVE_SIGN_UPS } from "../states";
import type { SignUpState } from "../types";
import {
  addSignUp,
  judge,
  type Locked,
  lockRole,
  offerFreeSlots,
  type SignUpRow,
} from "./sign-ups.server";

/** A slot, or the number in the waitlist. */
export type Taken = { id: string; position: number | null; state: SignUpState };

/**
 * A volunteer takes a slot, for themselves or with friends or a team, or the next one on the waitlist when too few are left;
 * whoever is on that role already keeps what they have. Refuses: `shift.unknown`, `shift.<why not>`, with the moment of the
 * other commitment for `shift.overlaps`.
 */
export const takeSlot = command({
  name: "sign-up.take",
  input: takeForm,
  may: isMember,
  violations: { sign_up_once: "shift.already" },
  run: async (tx, ctx: Inside<Member>, { role, party, partyName }) => {
    const { personId } = ctx.actor;
    await lockPeople(tx, [personId]);
    const locked = await lockRole(tx, role);
    if (!locked || locked.shift.state === "draft") return refuse("shift.unknown");
    const { reasons, clash } = await judge(tx, ctx.now, locked, { personId, party });
    const [reason] = reasons;
    // The page was open twice.
    const own = reason && reasons.includes("already") ? await ownOn(tx, role, personId) : null;
    if (own) return done(await takenAs(tx, own));
    if (reason) return refuse(`shift.${reason}`, { at: whenOf(reason, locked, clash) });
    // Whoever waits comes first, also who has been free to take it for a moment only.
    const left = await offerFreeSlots(tx, ctx, locked);
    if (!left.ok) return left;
    const state = left.value >= party ? ("signed_up" as const) : ("waitlisted" as const);
    const made = await addSignUp(tx, ctx, locked, { personId, state, party, partyName });
    return done(await takenAs(tx, made));
  },
});

const whenOf = (reason: string, { shift }: Locked, clash: Date | null) =>
  ((reason === "opens_later" ? shift.opensAt : clash) ?? shift.during.from).toISOString();

async function ownOn(tx: Tx, roleId: string, personId: string): Promise<SignUpRow | null> {
  const [own] = await tx
    .select()
    .from(signUp)
    .where(
      and(
        eq(signUp.roleId, roleId),
        eq(signUp.personId, personId),
        isIn(signUp.state, LIVE_SIGN_UPS),
      ),
    );
  return own ?? null;
}

async function takenAs(tx: Tx, row: SignUpRow): Promise<Taken> {
  const position = row.state === "waitlisted" ? await positionInQueue(tx, row) : null;
  return { id: row.id, position, state: row.state };
}

async function positionInQueue(tx: Tx, { roleId, queued }: SignUpRow): Promise<number> {
  const [row] = await tx
    .select({ position: sql<number>`count(*)::int` })
    .from(signUp)
    .where(
      and(
        eq(signUp.roleId, roleId),
        eq(signUp.state, "waitlisted"),
        sql`${signUp.queued} <= ${queued}`,
      ),
    );
  return row?.position ?? 1;
}
