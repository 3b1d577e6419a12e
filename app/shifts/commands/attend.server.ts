import { and, eq, inArray } from "drizzle-orm";
import { shift, signUp } from "../../../drizzle/schema/shifts";
import { lockPeople, overlappingCommitment } from "../../accounts/commands/commitment.server";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { windowOf } from "../../platform/window.server";
import { mayKeepShift } from "../policy";
import { atTheDoor, mayCheckIn } from "../rules/sign-up";
import { LIVE_SIGN_UPS } from "../types";
import {
  addSignUp,
  commitTo,
  freeIn,
  judge,
  type Locked,
  lockRole,
  lockSignUp,
  moveSignUp,
  type SignUpRow,
  type Who,
} from "./places.server";

/** The shift of these days whose code this is; null for none. */
export async function shiftOfCode(db: Ctx["db"] | Tx, code: string) {
  const [found] = await db
    .select()
    .from(shift)
    .where(and(eq(shift.code, code), inArray(shift.state, ["published", "running"])));
  return found ?? null;
}

/**
 * A volunteer checks in at the place by its code; without a sign-up of theirs, as a walk-in to a role with room. Refuses:
 * `shift.unknown`, `shift.early`, `shift.role` (which role?), `shift.full`, `shift.<why not>`.
 */
export async function checkIn(
  ctx: Ctx<Member>,
  code: string,
  roleId: string | null,
): Promise<Result<string>> {
  const { personId } = ctx.actor;
  return ctx.db.transaction(async (tx) => {
    await lockPeople(tx, [personId]);
    const found = await shiftOfCode(tx, code);
    if (!found) return refuse("shift.unknown");
    if (!mayCheckIn(ctx.now, windowOf(found.during))) return refuse("shift.early");
    const [own] = await tx
      .select()
      .from(signUp)
      .where(
        and(
          eq(signUp.shiftId, found.id),
          eq(signUp.personId, personId),
          inArray(signUp.state, [...LIVE_SIGN_UPS, "no_show"]),
        ),
      )
      .orderBy(eq(signUp.state, "no_show"))
      .limit(1);
    const locked = await lockRole(tx, own?.roleId ?? roleId ?? NONE);
    if (!locked || locked.shift.id !== found.id) return refuse("shift.role");
    const came = await comeIn(tx, ctx, locked, own ?? null);
    return came.ok ? done(found.id) : came;
  });
}

const NONE = "00000000-0000-4000-8000-000000000000";

/** Brings somebody in whatever state their sign-up is, or in none, to `checked_in`. */
async function comeIn(
  tx: Tx,
  ctx: Ctx<Member>,
  locked: Locked,
  own: SignUpRow | null,
): Promise<Result<null>> {
  if (own?.state === "checked_in" || own?.state === "checked_out") return done(null);
  const wrong = own?.state === "no_show" && (await takeBack(tx, ctx, { ...locked, row: own }));
  if (wrong) return wrong;
  if (own?.state === "signed_up" || own?.state === "no_show") {
    await moveSignUp(tx, ctx, own, "checked_in", { set: { checkedInAt: ctx.now } });
    return done(null);
  }
  const { personId } = ctx.actor;
  if (own?.state === "waitlisted" && (await freeIn(tx, locked.role)) < own.party)
    return refuse("shift.full");
  if (own) {
    const clash = await overlappingCommitment(tx, personId, locked.shift.during);
    if (clash) return refuse("shift.overlaps", { at: clash.from.toISOString() });
    const held =
      own.state === "waitlisted"
        ? await moveSignUp(tx, ctx, own, "offered", { set: { answerBy: ctx.now } })
        : own;
    await commitTo(tx, held, locked.shift);
    const row = await moveSignUp(tx, ctx, held, "signed_up");
    await moveSignUp(tx, ctx, row, "checked_in", { set: { checkedInAt: ctx.now } });
    return done(null);
  }
  return walkIn(tx, ctx, locked, personId);
}

async function walkIn(tx: Tx, ctx: Who, locked: Locked, personId: string): Promise<Result<null>> {
  const { reasons, clash } = await judge(tx, ctx.now, locked, { personId, party: 1 });
  const [reason] = atTheDoor(reasons);
  if (reason) return refuse(`shift.${reason}`, { at: (clash ?? ctx.now).toISOString() });
  if ((await freeIn(tx, locked.role)) < 1) return refuse("shift.full");
  const row = await addSignUp(tx, ctx, locked, { personId, state: "signed_up", reason: "walk_in" });
  await moveSignUp(tx, ctx, row, "checked_in", { set: { checkedInAt: ctx.now } });
  return done(null);
}

/** A volunteer goes home. Refuses: `shift.unknown`, `shift.not_here`. */
export async function checkOut(ctx: Ctx<Member>, id: string): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const own = await lockSignUp(tx, id);
    if (own?.row.personId !== ctx.actor.personId) return refuse("shift.unknown");
    if (own.row.state === "checked_out") return done(null);
    if (own.row.state !== "checked_in") return refuse("shift.not_here");
    await moveSignUp(tx, ctx, own.row, "checked_out", { set: { checkedOutAt: ctx.now } });
    return done(null);
  });
}

export const MARKS = ["check_in", "check_out", "no_show", "undo"] as const;
export type Mark = (typeof MARKS)[number];

/** A locked sign-up of a shift that the actor keeps. */
async function lockKept(tx: Tx, { actor }: Ctx<Member>, id: string) {
  const found = await lockSignUp(tx, id);
  return found && mayKeepShift(actor, found.shift) ? found : null;
}

/**
 * A coordinator ticks somebody off on the list. Refuses: `shift.unknown`, `shift.early`, `shift.mark` (the step does
 * not follow from where they stand); for one who was marked absent `shift.already`, `shift.overlaps`, `shift.full`.
 */
export async function markPlace(ctx: Ctx<Member>, id: string, mark: Mark): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const found = await lockKept(tx, ctx, id);
    if (!found) return refuse("shift.unknown");
    const { row, shift: its } = found;
    const window = windowOf(its.during);
    const begun = window.from <= ctx.now;
    if (mark === "check_in" && (row.state === "signed_up" || row.state === "no_show")) {
      if (!begun && !mayCheckIn(ctx.now, window)) return refuse("shift.early");
      const wrong = row.state === "no_show" && (await takeBack(tx, ctx, found));
      if (wrong) return wrong;
      // Marked after the end, from a list on paper: they were there from the start.
      const at = ctx.now < window.to ? ctx.now : window.from;
      await moveSignUp(tx, ctx, row, "checked_in", { set: { checkedInAt: at } });
      return done(null);
    }
    if (mark === "check_out" && row.state === "checked_in") {
      const at = ctx.now < window.to || row.checkedInAt! > window.to ? ctx.now : window.to;
      await moveSignUp(tx, ctx, row, "checked_out", { set: { checkedOutAt: at } });
      return done(null);
    }
    if (mark === "no_show" && row.state === "signed_up" && begun) {
      await moveSignUp(tx, ctx, row, "no_show");
      return done(null);
    }
    if (mark === "undo" && row.state === "checked_in" && ctx.now < window.to) {
      await moveSignUp(tx, ctx, row, "signed_up", { reason: "undone", set: { checkedInAt: null } });
      return done(null);
    }
    return refuse("shift.mark");
  });
}

/** A coordinator enters a volunteer who has come without signing up. Refuses as `checkIn`. */
export async function enterWalkIn(
  ctx: Ctx<Member>,
  roleId: string,
  personId: string,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    await lockPeople(tx, [personId]);
    const locked = await lockRole(tx, roleId);
    if (!locked || !mayKeepShift(ctx.actor, locked.shift)) return refuse("shift.unknown");
    if (!mayCheckIn(ctx.now, windowOf(locked.shift.during))) return refuse("shift.early");
    return walkIn(tx, ctx, locked, personId);
  });
}

/** Whoever was marked as absent has come after all, if their place is not another's by now. */
async function takeBack(tx: Tx, { now }: Ctx<Member>, { row, role, shift: its }: Locked & Own) {
  const wish = { personId: row.personId, party: row.party, except: [row.id] };
  const { reasons, clash } = await judge(tx, now, { role, shift: its }, wish);
  const reason = (["already", "overlaps"] as const).find((one) => reasons.includes(one));
  if (reason) return refuse(`shift.${reason}`, { at: (clash ?? now).toISOString() });
  if ((await freeIn(tx, role)) < row.party) return refuse("shift.full");
  await commitTo(tx, row, its);
  return null;
}
type Own = { row: SignUpRow };

type Times = { in: Date; out: Date | null; word: string; version: number };
const DAY = 24 * 3_600_000;

/**
 * A coordinator puts the times of somebody who was there right, with a reason. Refuses: `shift.unknown`, `conflict`,
 * `shift.word`, `shift.mark`, `shift.times` (in after out, or far from the shift).
 */
export async function correctTimes(
  ctx: Ctx<Member>,
  id: string,
  { in: came, out, word, version }: Times,
): Promise<Result<null>> {
  if (!word.trim()) return refuse("shift.word");
  return ctx.db.transaction(async (tx) => {
    const found = await lockKept(tx, ctx, id);
    if (!found) return refuse("shift.unknown");
    const { row, shift: its } = found;
    if (row.version !== version) return refuse("conflict", await lastChange(tx, id));
    if (row.state !== "checked_in" && row.state !== "checked_out") return refuse("shift.mark");
    const { from, to } = windowOf(its.during);
    const far = (at: Date) =>
      at.getTime() < from.getTime() - DAY || at.getTime() > to.getTime() + DAY;
    const left = out ?? (row.state === "checked_out" ? row.checkedOutAt : null);
    if (far(came) || came > ctx.now || (left && (left < came || far(left) || left > ctx.now)))
      return refuse("shift.times");
    const set = { checkedInAt: came, checkedOutAt: left, correction: word.trim() };
    const times = { in: came.toISOString(), out: left?.toISOString() ?? null };
    await tx
      .update(signUp)
      .set({ ...set, version: row.version + 1 })
      .where(eq(signUp.id, id));
    await record(tx, ctx, {
      type: "sign_up.corrected",
      thingId: id,
      data: times,
    });
    if (left && row.state === "checked_in")
      await moveSignUp(tx, ctx, { ...row, version: row.version + 1 }, "checked_out", { set });
    return done(null);
  });
}
