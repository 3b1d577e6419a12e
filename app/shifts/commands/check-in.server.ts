import { and, eq } from "drizzle-orm";
import { isIn } from "../../../drizzle/schema/columns";
import { shift, signUp } from "../../../drizzle/schema/shifts";
import { lockPeople, overlappingCommitment } from "../../accounts/commands/commitment.server";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Db, Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { checkInForm, idForm } from "../form";
import { isMember } from "../policy";
import { atTheDoor, mayCheckIn } from "../rules/sign-up";
import { CAME, LIVE_SIGN_UPS, OPEN_SHIFTS } from "../states";
import { lockOwn } from "./answer-slot.server";
import {
  addSignUp,
  commitTo,
  freeIn,
  judge,
  type Locked,
  type LockedSignUp,
  lockRole,
  moveSignUp,
  type SignUpRow,
} from "./sign-ups.server";

/** The shift of these days whose code this is; null for none. */
export async function shiftOfCode(db: Db | Tx, code: string) {
  const [found] = await db
    .select()
    .from(shift)
    .where(and(eq(shift.code, code), isIn(shift.state, OPEN_SHIFTS)));
  return found ?? null;
}

/**
 * A volunteer checks in at the place by its code; without a sign-up of theirs, as a walk-in to a role with room. Gives the
 * shift's id. Refuses: `shift.unknown`, `shift.early`, `shift.role` (which role?), `shift.full`, `shift.<why not>`.
 */
export const checkIn = command({
  name: "sign-up.check-in",
  input: checkInForm,
  may: isMember,
  violations: { sign_up_once: "shift.already" },
  run: async (tx, ctx: Inside<Member>, { code, role }) => {
    const { personId } = ctx.actor;
    await lockPeople(tx, [personId]);
    const found = await shiftOfCode(tx, code);
    if (!found) return refuse("shift.unknown");
    if (!mayCheckIn(ctx.now, found.during)) return refuse("shift.early");
    const [own] = await tx
      .select()
      .from(signUp)
      .where(
        and(
          eq(signUp.shiftId, found.id),
          eq(signUp.personId, personId),
          isIn(signUp.state, [...LIVE_SIGN_UPS, "no_show"]),
        ),
      )
      .orderBy(eq(signUp.state, "no_show"))
      .limit(1);
    const roleId = own?.roleId ?? role;
    const locked = roleId === null ? null : await lockRole(tx, roleId);
    if (locked?.shift.id !== found.id) return refuse("shift.role");
    const came = own
      ? await comeIn(tx, ctx, { ...locked, row: own })
      : await walkIn(tx, ctx, locked, personId);
    return came.ok ? done(found.id) : came;
  },
});

/** Brings somebody, in whatever state their sign-up is, to `checked_in`. */
async function comeIn(tx: Tx, ctx: Acting<Member>, locked: LockedSignUp): Promise<Result<null>> {
  const { row } = locked;
  if (CAME.includes(row.state)) return done(null);
  if (row.state === "no_show") {
    const back = await takeBack(tx, ctx, locked);
    if (!back.ok) return back;
  }
  if (row.state === "signed_up" || row.state === "no_show") return arrive(tx, ctx, row, ctx.now);
  if (row.state === "waitlisted" && (await freeIn(tx, locked.role)) < row.party)
    return refuse("shift.full");
  const clash = await overlappingCommitment(tx, row.personId, locked.shift.during);
  if (clash) return refuse("shift.overlaps", { at: clash.from.toISOString() });
  const held =
    row.state === "waitlisted"
      ? await moveSignUp(tx, ctx, row, "offered", { set: { answerBy: ctx.now } })
      : done(row);
  if (!held.ok) return held;
  await commitTo(tx, held.value, locked.shift);
  const taken = await moveSignUp(tx, ctx, held.value, "signed_up");
  return taken.ok ? arrive(tx, ctx, taken.value, ctx.now) : taken;
}

/** Somebody with a slot is there since `at`. */
export async function arrive(tx: Tx, ctx: Acting, row: SignUpRow, at: Date): Promise<Result<null>> {
  const moved = await moveSignUp(tx, ctx, row, "checked_in", { set: { checkedInAt: at } });
  return moved.ok ? done(null) : moved;
}

/** Somebody without a sign-up stands at the door. Refuses: `shift.full`, `shift.<why not>`. */
export async function walkIn(
  tx: Tx,
  ctx: Acting,
  locked: Locked,
  personId: string,
): Promise<Result<null>> {
  const { reasons, clash } = await judge(tx, ctx.now, locked, { personId, party: 1 });
  const [reason] = atTheDoor(reasons);
  if (reason) return refuse(`shift.${reason}`, { at: (clash ?? ctx.now).toISOString() });
  if ((await freeIn(tx, locked.role)) < 1) return refuse("shift.full");
  const row = await addSignUp(tx, ctx, locked, { personId, state: "signed_up", reason: "walk_in" });
  return arrive(tx, ctx, row, ctx.now);
}

/**
 * Whoever was marked as absent has come after all, if their slot is not another's by now. Refuses: `shift.already`,
 * `shift.overlaps`, `shift.full`.
 */
export async function takeBack(
  tx: Tx,
  { now }: Acting,
  { row, role, shift }: LockedSignUp,
): Promise<Result<null>> {
  const wish = { personId: row.personId, party: row.party, except: [row.id] };
  const { reasons, clash } = await judge(tx, now, { role, shift }, wish);
  const reason = (["already", "overlaps"] as const).find((why) => reasons.includes(why));
  if (reason) return refuse(`shift.${reason}`, { at: (clash ?? now).toISOString() });
  if ((await freeIn(tx, role)) < row.party) return refuse("shift.full");
  await commitTo(tx, row, shift);
  return done(null);
}

/** A volunteer goes home. Refuses: `shift.unknown`, `shift.not_here`. */
export const checkOut = command({
  name: "sign-up.check-out",
  input: idForm,
  may: isMember,
  run: async (tx, ctx: Inside<Member>, { id }) => {
    const own = await lockOwn(tx, ctx, id);
    if (!own) return refuse("shift.unknown");
    if (own.row.state === "checked_out") return done(null);
    if (own.row.state !== "checked_in") return refuse("shift.not_here");
    const set = { checkedOutAt: ctx.now };
    const gone = await moveSignUp(tx, ctx, own.row, "checked_out", { set });
    return gone.ok ? done(null) : gone;
  },
});
